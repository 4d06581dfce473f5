package org.emconverge.density;

/**
 * A map between its voxels, by cubic convolution (Keys, IEEE Trans. Acoust. 29, 1153, 1981): of what a grid of a third
 * of the resolution shows it takes far less than straight lines between voxels do. At a voxel it is the voxel.
 */
final class CubicInterpolation {
    private static final int NODES = 4;
    /** How far from a voxel a place is still that voxel, voxels: what headers lose by rounding. */
    private static final double SAME = 1e-3;

    private CubicInterpolation() {}

    /** At a position in Å; NaN outside the grid. Beyond the last voxels their values go on. */
    static double at(DensityMap map, double x, double y, double z) {
        double fx = snapped((x - map.origin()[0]) / map.voxel()[0]);
        double fy = snapped((y - map.origin()[1]) / map.voxel()[1]);
        double fz = snapped((z - map.origin()[2]) / map.voxel()[2]);
        if (!(fx >= 0 && fy >= 0 && fz >= 0 && fx <= map.nx() - 1 && fy <= map.ny() - 1 && fz <= map.nz() - 1)) {
            return Double.NaN;
        }
        double[] wx = weights(fx - Math.floor(fx));
        double[] wy = weights(fy - Math.floor(fy));
        double[] wz = weights(fz - Math.floor(fz));
        double sum = 0;
        for (int k = 0; k < NODES; k++) {
            int iz = within((int) fz - 1 + k, map.nz());
            for (int j = 0; wz[k] != 0 && j < NODES; j++) {
                int iy = within((int) fy - 1 + j, map.ny());
                double row = 0;
                for (int i = 0; wy[j] != 0 && i < NODES; i++) {
                    row += wx[i] * map.values()[map.index(within((int) fx - 1 + i, map.nx()), iy, iz)];
                }
                sum += wz[k] * wy[j] * row;
            }
        }
        return sum;
    }

    private static double snapped(double place) {
        double nearest = Math.rint(place);
        return Math.abs(place - nearest) <= SAME ? nearest : place;
    }

    private static int within(int i, int n) {
        return Math.max(0, Math.min(n - 1, i));
    }

    /** Of the voxels at −1, 0, 1 and 2, for a place {@code t} of 0 to 1 behind the second. */
    private static double[] weights(double t) {
        double t2 = t * t;
        double t3 = t2 * t;
        return new double[] {
            (-t3 + 2 * t2 - t) / 2, (3 * t3 - 5 * t2 + 2) / 2, (-3 * t3 + 4 * t2 + t) / 2, (t3 - t2) / 2
        };
    }
}
