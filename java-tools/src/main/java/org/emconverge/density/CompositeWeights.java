package org.emconverge.density;

import java.util.Arrays;
import java.util.List;
import org.emconverge.density.LocalResolution.Settings;

/**
 * How much each map of a composite counts at every voxel: never less than 0, together 1, and continuous.
 *
 * <p>Focused maps count within their masks, with half a period of a cosine inwards, so that no voxel of the edge is one
 * that the mask has weakened. Maps that come with a local resolution of their own share with the main map by it. What
 * these leave is shared among the whole maps by the main map's local resolution: each counts most at its own, and
 * between two of them the weights are linear in it.
 */
final class CompositeWeights {
    /** Å from the edge of a mask to full weight. */
    static final double EDGE = SoftMask.EDGE;
    /** Å: what is known of the local resolution is continued to where it was not measured. */
    private static final double CONTINUED = 4;

    static final double HALF = 0.5;
    /**
     * A map's weight falls with its local resolution by this power. The signal-to-noise ratio of a map, by which the
     * best mean of several weighs them, falls with the resolution d as exp(−B/2d²) (Rosenthal &amp; Henderson, J. Mol.
     * Biol. 333, 721, 2003), near d as d to the power of B/d²: 8 to 12 for the B of 100 to 200 Å² of maps of 3 to 4 Å.
     */
    private static final double POWER = 10;
    /** How much the median counts in that: all where nothing was measured near. */
    private static final double PRIOR = 0.01;

    private CompositeWeights() {}

    /**
     * Within a mask.
     *
     * @param grid whose grid the weights get
     * @param values the focused map there; NaN where it does not reach
     * @param mask counts from one half on
     */
    static float[] within(DensityMap grid, float[] values, DensityMap mask) {
        boolean[] outside = new boolean[values.length];
        for (int z = 0, i = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++, i++) {
                    double there = mask.at(
                            grid.origin()[0] + x * grid.voxel()[0],
                            grid.origin()[1] + y * grid.voxel()[1],
                            grid.origin()[2] + z * grid.voxel()[2]);
                    outside[i] = !(there >= FurtherPlacement.INSIDE) || Float.isNaN(values[i]);
                }
            }
        }
        float[] weights = DistanceMap.to(grid, outside);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (1 - SoftMask.weight(Math.sqrt(weights[i]), 0, EDGE));
        }
        return weights;
    }

    /**
     * Shares between the main map and those with a local resolution of their own: each by its local resolution to the
     * power of −{@value #POWER}, as far as it reaches.
     *
     * @param ofMain the main map's local resolution at every voxel, Å
     * @param own of each of the others the same
     * @param reach of each of the others how far it counts, 0 to 1; becomes its weight
     */
    static void byLocalResolution(float[] ofMain, List<float[]> own, List<float[]> reach) {
        double[] strengths = new double[own.size()];
        for (int voxel = 0; voxel < ofMain.length; voxel++) {
            double sum = 1; // the main map
            for (int map = 0; map < strengths.length; map++) {
                strengths[map] = reach.get(map)[voxel] * Math.pow(ofMain[voxel] / own.get(map)[voxel], POWER);
                sum += strengths[map];
            }
            for (int map = 0; map < strengths.length; map++) {
                reach.get(map)[voxel] = (float) (strengths[map] / sum);
            }
        }
    }

    /**
     * Focused maps among each other, and what they leave.
     *
     * @param focused of each its weights; where they are more than 1 together, they are made 1
     * @return what is left for the whole maps
     */
    static float[] shared(int voxels, List<float[]> focused) {
        float[] left = new float[voxels];
        for (int i = 0; i < voxels; i++) {
            double sum = 0;
            for (float[] weights : focused) {
                sum += weights[i];
            }
            for (float[] weights : focused) {
                weights[i] /= (float) Math.max(1, sum);
            }
            left[i] = (float) Math.max(0, 1 - sum);
        }
        return left;
    }

    /**
     * The local resolution of half maps at every voxel, Å: measured near the atoms, from there continued, and far from
     * them the median.
     */
    static float[] localResolution(DensityMap half1, DensityMap half2, double[][] atoms, double resolution) {
        DensityMap measured = LocalResolution.around(half1, half2, atoms, Settings.forResolution(resolution, 1))
                .map();
        return continued(measured, quantile(measured.values(), HALF));
    }

    /**
     * Smoothed, and continued to where nothing is known; far from what is, the median.
     *
     * @param measured 0 where nothing is known
     */
    static float[] continued(DensityMap measured, double median) {
        float[] known = new float[measured.values().length];
        for (int i = 0; i < known.length; i++) {
            known[i] = measured.values()[i] > 0 ? 1 : 0;
        }
        float[] sums = GaussianFilter.smooth(measured, CONTINUED).values();
        float[] counts = GaussianFilter.smooth(measured.with(known), CONTINUED).values();
        float[] continued = new float[known.length];
        for (int i = 0; i < continued.length; i++) {
            continued[i] = (float) ((sums[i] + PRIOR * median) / (counts[i] + PRIOR));
        }
        return continued;
    }

    /** Of the values above 0; their number decides, not their place. */
    static double quantile(float[] values, double part) {
        float[] measured = new float[values.length];
        int count = 0;
        for (float value : values) {
            if (value > 0) {
                measured[count++] = value;
            }
        }
        Arrays.sort(measured, 0, count);
        return count == 0 ? Double.NaN : measured[(int) Math.min(count - 1, Math.floor(part * count))];
    }

    /**
     * The weight of one of several whole maps.
     *
     * @param nodes Å: the local resolution at which each counts alone, rising
     * @param own which of them
     */
    static double hat(double localResolution, double[] nodes, int own) {
        if (localResolution <= nodes[own]) {
            return own == 0 ? 1 : Math.max(0, (localResolution - nodes[own - 1]) / (nodes[own] - nodes[own - 1]));
        }
        return own == nodes.length - 1
                ? 1
                : Math.max(0, (nodes[own + 1] - localResolution) / (nodes[own + 1] - nodes[own]));
    }
}
