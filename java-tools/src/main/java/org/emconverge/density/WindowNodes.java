package org.emconverge.density;

import java.util.Arrays;

/**
 * The voxels in the middle of windows: every {@code step}-th of a map along each axis, the last at or just beyond the
 * map's end; and which of them are wanted.
 *
 * @param map their grid; NaN where there is no value
 * @param size of the whole map, voxels along x, y, z
 */
record WindowNodes(DensityMap map, int step, int[] size, boolean[] wanted) {
    static WindowNodes over(int[] size, double[] voxel, double[] origin, int step) {
        int[] n = new int[3];
        double[] spacing = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            n[axis] = (size[axis] - 2) / step + 2;
            spacing[axis] = step * voxel[axis];
        }
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(n[0], n[1]), n[2])];
        Arrays.fill(values, Float.NaN);
        return new WindowNodes(
                new DensityMap(n[0], n[1], n[2], spacing, origin, values), step, size, new boolean[values.length]);
    }

    /** Wants the corners of every cell that holds a voxel whose weight is one half or more. */
    void wantWithin(DensityMap mask) {
        for (int z = 0, i = 0; z < size[2]; z++) {
            for (int y = 0; y < size[1]; y++) {
                for (int x = 0; x < size[0]; x++, i++) {
                    if (mask.values()[i] >= 0.5f) {
                        wantCorners(x, y, z);
                    }
                }
            }
        }
    }

    private void wantCorners(int x, int y, int z) {
        int first = map.index(
                Math.min(x / step, map.nx() - 2), Math.min(y / step, map.ny() - 2), Math.min(z / step, map.nz() - 2));
        for (int corner = 0; corner < 8; corner++) {
            wanted[first + map.index(corner & 1, corner >> 1 & 1, corner >> 2)] = true;
        }
    }

    /** Wants what lies at most {@code distance} Å, and a cell, from any of the points (Å). */
    void wantAround(double[][] points, double distance) {
        float[] squared = DistanceMap.toPoints(map, points, distance + diagonal(map));
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] |= squared[i] != Float.POSITIVE_INFINITY;
        }
    }

    boolean wantsNone() {
        for (boolean want : wanted) {
            if (want) {
                return false;
            }
        }
        return true;
    }

    private static double diagonal(DensityMap grid) {
        return Math.sqrt(Arrays.stream(grid.voxel()).map(v -> v * v).sum());
    }
}
