package org.emconverge.register;

import org.emconverge.density.DensityMap;

/** The voxels of a map in a cube around an atom. */
final class Box {
    private final DensityMap map;
    private final int[] first = new int[3];
    private final int[] last = new int[3];
    private final double[] centre = new double[3];

    /** What is done with a voxel, given its index and the square of its distance from the atom, Å². */
    interface Action {
        void accept(int index, double squared);
    }

    /** @param reach from the atom to the faces of the cube, Å */
    Box(DensityMap map, double[] atom, double reach) {
        this.map = map;
        int[] size = {map.nx(), map.ny(), map.nz()};
        for (int axis = 0; axis < 3; axis++) {
            double voxel = map.voxel()[axis];
            centre[axis] = (atom[axis] - map.origin()[axis]) / voxel;
            first[axis] = Math.max(0, (int) Math.ceil(centre[axis] - reach / voxel));
            last[axis] = Math.min(size[axis] - 1, (int) Math.floor(centre[axis] + reach / voxel));
        }
    }

    private double step(int axis, int voxel) {
        return (voxel - centre[axis]) * map.voxel()[axis];
    }

    void forEach(Action action) {
        for (int z = first[2]; z <= last[2]; z++) {
            for (int y = first[1]; y <= last[1]; y++) {
                double yz = step(2, z) * step(2, z) + step(1, y) * step(1, y);
                for (int x = first[0]; x <= last[0]; x++) {
                    action.accept(map.index(x, y, z), yz + step(0, x) * step(0, x));
                }
            }
        }
    }

    /** Adds weight · exp(−exponent · r²) to values of the map's size. */
    void addGaussian(float[] values, double weight, double exponent) {
        double[] alongX = new double[Math.max(0, last[0] - first[0] + 1)];
        for (int i = 0; i < alongX.length; i++) {
            alongX[i] = Math.exp(-exponent * step(0, first[0] + i) * step(0, first[0] + i));
        }
        for (int z = first[2]; z <= last[2]; z++) {
            double alongZ = weight * Math.exp(-exponent * step(2, z) * step(2, z));
            for (int y = first[1]; y <= last[1]; y++) {
                double factor = alongZ * Math.exp(-exponent * step(1, y) * step(1, y));
                int row = map.index(first[0], y, z);
                for (int i = 0; i < alongX.length; i++) {
                    values[row + i] += (float) (factor * alongX[i]);
                }
            }
        }
    }
}
