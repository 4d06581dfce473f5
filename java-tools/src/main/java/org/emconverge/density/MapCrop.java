package org.emconverge.density;

import java.util.Arrays;

/**
 * A box of voxels, taken out of a map while its sections pass by. It may reach beyond the map; what is there is set by
 * {@link #fill}.
 *
 * <p>Indices are voxels of the whole map along x, y, z, from its first voxel.
 */
final class MapCrop {
    private final MrcHeader header;
    private final int[] start;
    private final int[] size;
    private final float[] values;

    /**
     * @param start first voxel of the box, may be negative
     * @param size voxels along x, y, z; at most 2³¹ in all
     */
    MapCrop(MrcHeader header, int[] start, int[] size) {
        this.header = header;
        this.start = start;
        this.size = size;
        values = new float[size[0] * size[1] * size[2]];
        // No map that can be read holds NaN: what is still NaN at the end lies outside it.
        Arrays.fill(values, Float.NaN);
    }

    int[] start() {
        return start;
    }

    int[] size() {
        return size;
    }

    /** Takes what the box holds of a section of the file. */
    void take(int section, float[] density) {
        int[] strides = {1, size[0], size[0] * size[1]};
        int[] axes = header.axes();
        int depth = section - start[axes[2]];
        if (depth < 0 || depth >= size[axes[2]]) {
            return;
        }
        int columns = header.dimensions()[0];
        int firstColumn = Math.max(0, start[axes[0]]);
        int endColumn = Math.min(columns, start[axes[0]] + size[axes[0]]);
        int firstRow = Math.max(0, start[axes[1]]);
        int endRow = Math.min(header.dimensions()[1], start[axes[1]] + size[axes[1]]);
        int step = strides[axes[0]];
        for (int row = firstRow; row < endRow; row++) {
            int to = depth * strides[axes[2]]
                    + (row - start[axes[1]]) * strides[axes[1]]
                    + (firstColumn - start[axes[0]]) * step;
            for (int column = firstColumn; column < endColumn; column++, to += step) {
                values[to] = density[row * columns + column];
            }
        }
    }

    /**
     * Gives every voxel of the box that lies outside the map the value {@code level}.
     *
     * @return the fraction of the box that lies outside
     */
    double fill(float level) {
        int outside = 0;
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                values[i] = level;
                outside++;
            }
        }
        return (double) outside / values.length;
    }

    /**
     * The box as a map.
     *
     * @param origin position of the whole map's first voxel, Å
     * @param voxel its edges, Å
     */
    DensityMap map(double[] origin, double[] voxel) {
        return map(origin, voxel, start);
    }

    /**
     * The box as a part of another map, on whose grid it lies.
     *
     * @param origin position of the other map's first voxel, Å
     * @param first the box's first voxel, counted from that one
     */
    DensityMap map(double[] origin, double[] voxel, int[] first) {
        double[] corner = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            corner[axis] = origin[axis] + first[axis] * voxel[axis];
        }
        return new DensityMap(size[0], size[1], size[2], voxel, corner, values);
    }
}
