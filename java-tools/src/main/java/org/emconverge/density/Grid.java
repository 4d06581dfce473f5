package org.emconverge.density;

import java.util.List;

/**
 * The sampling of a map, without its values; see {@link DensityMap} for the layout.
 *
 * @param voxel edge of the cubic voxels, Å
 * @param origin position of voxel (0, 0, 0), Å; length 3
 */
public record Grid(int nx, int ny, int nz, double voxel, double[] origin) {
    /** A multiple that keeps Fourier transforms fast and the sizes even. */
    private static final int SIZE_STEP = 4;

    /**
     * The smallest grid that leaves {@code padding} around all scatterers, its origin on a whole voxel.
     *
     * @param padding Å
     * @param voxel Å
     */
    public static Grid around(List<Scatterer> scatterers, double padding, double voxel) {
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (Scatterer s : scatterers) {
            double[] p = {s.x(), s.y(), s.z()};
            for (int k = 0; k < 3; k++) {
                low[k] = Math.min(low[k], p[k] - padding);
                high[k] = Math.max(high[k], p[k] + padding);
            }
        }
        int[] size = new int[3];
        double[] origin = new double[3];
        for (int k = 0; k < 3; k++) {
            long first = (long) Math.floor(low[k] / voxel);
            origin[k] = first * voxel;
            int needed = (int) Math.ceil(high[k] / voxel - first) + 1;
            size[k] = (needed + SIZE_STEP - 1) / SIZE_STEP * SIZE_STEP;
        }
        return new Grid(size[0], size[1], size[2], voxel, origin);
    }

    public int length() {
        return Math.multiplyExact(Math.multiplyExact(nx, ny), nz);
    }

    /** Å³. */
    public double volume() {
        return length() * voxel * voxel * voxel;
    }

    /** The index of the {@code i}-th Fourier coefficient along an axis of {@code n} voxels, from −n/2 to n/2. */
    static int wave(int i, int n) {
        return i <= n / 2 ? i : i - n;
    }

    /** Squared spatial frequency of Fourier coefficient (i, j, k), Å⁻². */
    double frequencySquared(int i, int j, int k) {
        double u = wave(i, nx) / (nx * voxel);
        double v = wave(j, ny) / (ny * voxel);
        double w = wave(k, nz) / (nz * voxel);
        return u * u + v * v + w * w;
    }

    /** A map on this grid. */
    DensityMap map(float[] values) {
        return new DensityMap(nx, ny, nz, new double[] {voxel, voxel, voxel}, origin.clone(), values);
    }
}
