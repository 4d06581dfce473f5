package org.emconverge.density;

/** The voxels of a map within a distance of a place. */
final class VoxelBalls {
    private VoxelBalls() {}

    /** Voxels that follow each other along x. */
    @FunctionalInterface
    interface Row {
        /**
         * @param from index of the first voxel in the map
         * @param to index after the last
         * @param x along x from the centre to the first voxel, Å
         * @param yz2 squared distance of the row from the centre, Å²
         */
        void accept(int from, int to, double x, double yz2);
    }

    /**
     * Calls {@code action} with the rows of voxels whose centres lie nearer than {@code radius} to a place; none
     * outside the map.
     */
    static void rows(DensityMap map, double x, double y, double z, double radius, Row action) {
        double[] voxel = map.voxel();
        double fx = (x - map.origin()[0]) / voxel[0];
        double fy = (y - map.origin()[1]) / voxel[1];
        double fz = (z - map.origin()[2]) / voxel[2];
        int lastZ = Math.min(map.nz() - 1, floor(fz + radius / voxel[2]));
        int lastY = Math.min(map.ny() - 1, floor(fy + radius / voxel[1]));
        for (int k = Math.max(0, ceil(fz - radius / voxel[2])); k <= lastZ; k++) {
            double dz = (k - fz) * voxel[2];
            for (int j = Math.max(0, ceil(fy - radius / voxel[1])); j <= lastY; j++) {
                double dy = (j - fy) * voxel[1];
                double yz2 = dz * dz + dy * dy;
                if (yz2 >= radius * radius) {
                    continue;
                }
                double half = Math.sqrt(radius * radius - yz2) / voxel[0];
                int first = Math.max(0, floor(fx - half) + 1);
                int last = Math.min(map.nx() - 1, ceil(fx + half) - 1);
                if (first <= last) {
                    int row = map.index(0, j, k);
                    action.accept(row + first, row + last + 1, (first - fx) * voxel[0], yz2);
                }
            }
        }
    }

    /** As Math.floor, which the first compiler does not translate to one instruction. */
    private static int floor(double value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }

    private static int ceil(double value) {
        return -floor(-value);
    }

    /**
     * The part of a map within a distance of some atoms along every axis: its own grid points, values all zero.
     *
     * @param atoms at least one inside the map
     */
    static DensityMap around(DensityMap map, Iterable<FitAtom> atoms, double distance) {
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (FitAtom atom : atoms) {
            double[] position = {atom.x(), atom.y(), atom.z()};
            for (int axis = 0; axis < 3; axis++) {
                low[axis] = Math.min(low[axis], position[axis]);
                high[axis] = Math.max(high[axis], position[axis]);
            }
        }
        int[] size = {map.nx(), map.ny(), map.nz()};
        double[] origin = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double voxel = map.voxel()[axis];
            int first = (int) Math.max(0, Math.floor((low[axis] - distance - map.origin()[axis]) / voxel));
            int last = (int) Math.min(size[axis] - 1, Math.ceil((high[axis] + distance - map.origin()[axis]) / voxel));
            origin[axis] = map.origin()[axis] + first * voxel;
            size[axis] = last - first + 1;
        }
        return new DensityMap(size[0], size[1], size[2], map.voxel(), origin, new float[size[0] * size[1] * size[2]]);
    }

    /** Along each axis, the voxel of {@code map} where {@code part}, made by {@link #around}, begins. */
    static int[] offset(DensityMap part, DensityMap map) {
        int[] first = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            first[axis] = (int) Math.round((part.origin()[axis] - map.origin()[axis]) / map.voxel()[axis]);
        }
        return first;
    }
}
