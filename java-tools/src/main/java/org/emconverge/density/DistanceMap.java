package org.emconverge.density;

import java.util.Arrays;

/** Squared distances, Å², of every voxel of a grid from points or from a set of voxels. */
final class DistanceMap {
    private DistanceMap() {}

    /**
     * @param points Å; rows of x, y, z; may lie outside the grid
     * @param reach Å; what lies farther than this from every point is infinitely far
     */
    static float[] toPoints(DensityMap grid, double[][] points, double reach) {
        float[] squared = new float[grid.values().length];
        Arrays.fill(squared, Float.POSITIVE_INFINITY);
        double voxel = grid.voxel()[0];
        for (double[] point : points) {
            VoxelBalls.rows(grid, point[0], point[1], point[2], reach, (from, to, x, yz2) -> {
                for (int i = from; i < to; i++) {
                    double dx = x + (i - from) * voxel;
                    float d2 = (float) (dx * dx + yz2);
                    if (d2 < squared[i]) {
                        squared[i] = d2;
                    }
                }
            });
        }
        return squared;
    }

    /**
     * To the nearest voxel of a set, exactly, one axis after the other by the lower envelope of parabolas (Felzenszwalb
     * &amp; Huttenlocher, Theory Comput. 8, 415, 2012); infinite when the set is empty.
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
