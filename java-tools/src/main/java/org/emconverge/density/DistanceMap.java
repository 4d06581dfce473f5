package org.emconverge.density;

import java.util.Arrays;

/** Squared distances, Å², of every voxel of a grid from points or from a set of voxels. */
final class DistanceMap {
    private DistanceMap() {
    }

    /**
     * @param points Å; rows of x, y, z; may lie outside the grid
     * @param reach Å; what lies farther than this from every point is infinitely far
     */
    static float[] toPoints(DensityMap grid, double[][] points, double reach) {
        float[] squared = new float[grid.values().length];
        Arrays.fill(squared, Float.POSITIVE_INFINITY);
        int[] size = {grid.nx(), grid.ny(), grid.nz()};
        int[] low = new int[3];
        int[] high = new int[3];
        for (double[] point : points) {
            for (int axis = 0; axis < 3; axis++) {
                double at = point[axis] - grid.origin()[axis];
                low[axis] = (int) Math.max(0, Math.ceil((at - reach) / grid.voxel()[axis]));
                high[axis] = (int) Math.min(size[axis] - 1, Math.floor((at + reach) / grid.voxel()[axis]));
            }
            for (int z = low[2]; z <= high[2]; z++) {
                double dz = grid.origin()[2] + z * grid.voxel()[2] - point[2];
                for (int y = low[1]; y <= high[1]; y++) {
                    double dy = grid.origin()[1] + y * grid.voxel()[1] - point[1];
                    for (int x = low[0]; x <= high[0]; x++) {
                        double dx = grid.origin()[0] + x * grid.voxel()[0] - point[0];
                        float d2 = (float) (dx * dx + dy * dy + dz * dz);
                        int i = grid.index(x, y, z);
                        if (d2 < squared[i] && d2 <= reach * reach) {
                            squared[i] = d2;
                        }
                    }
                }
            }
        }
        return squared;
    }

    /**
     * To the nearest voxel of a set, exactly, one axis after the other by the lower envelope of parabolas (Felzenszwalb &amp;
     * Huttenlocher, Theory Comput. 8, 415, 2012); infinite when the set is empty.
     */
    static float[] to(DensityMap grid, boolean[] inside) {
        float[] squared = new float[inside.length];
        for (int i = 0; i < squared.length; i++) {
            squared[i] = inside[i] ? 0 : Float.POSITIVE_INFINITY;
        }
        int[] size = {grid.nx(), grid.ny(), grid.nz()};
        int stride = 1;
        for (int axis = 0; axis < 3; axis++) {
            Envelope envelope = new Envelope(size[axis], grid.voxel()[axis]);
            for (int line = 0; line < squared.length / size[axis]; line++) {
                envelope.replace(squared, line / stride * stride * size[axis] + line % stride, stride);
            }
            stride *= size[axis];
        }
        return squared;
    }

    /** The lower envelope of the parabolas that stand on the values of one line. */
    private static final class Envelope {
        private final double step;
        private final double[] heights;
        private final int[] feet;
        private final double[] starts;

        Envelope(int length, double step) {
            this.step = step;
            heights = new double[length];
            feet = new int[length];
            starts = new double[length + 1];
        }

        void replace(float[] values, int from, int stride) {
            int n = heights.length;
            int last = -1;
            for (int q = 0; q < n; q++) {
                heights[q] = values[from + q * stride];
                if (heights[q] == Double.POSITIVE_INFINITY) {
                    continue;
                }
                double start = Double.NEGATIVE_INFINITY;
                while (last >= 0 && (start = meet(feet[last], q)) <= starts[last]) {
                    last--;
                }
                last++;
                feet[last] = q;
                starts[last] = last == 0 ? Double.NEGATIVE_INFINITY : start;
            }
            if (last < 0) {
                return;
            }
            starts[last + 1] = Double.POSITIVE_INFINITY;
            for (int q = 0, parabola = 0; q < n; q++) {
                while (starts[parabola + 1] < q) {
                    parabola++;
                }
                double distance = (q - feet[parabola]) * step;
                values[from + q * stride] = (float) (distance * distance + heights[feet[parabola]]);
            }
        }

        /** Where the parabola of q passes below that of p, p &lt; q, voxels. */
        private double meet(int p, int q) {
            double scale = step * step;
            return (heights[q] - heights[p] + scale * ((double) q * q - (double) p * p)) / (2 * scale * (q - p));
        }
    }
}
