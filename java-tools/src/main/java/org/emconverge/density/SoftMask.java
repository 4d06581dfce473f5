package org.emconverge.density;

import org.emconverge.InputException;

/**
 * Masks: maps of weights, 1 inside, 0 outside, and between them half a period of a cosine of the distance, since a
 * sharp edge would correlate by itself at every frequency.
 */
public final class SoftMask {
    /**
     * Full weight up to this distance from an atom, Å: beyond the reach of its density at the resolutions of models.
     */
    public static final double RADIUS = 4;
    /** Width of the cosine edge, Å; with the radius it fits the margin that maps are prepared with. */
    public static final double EDGE = 4;
    /** An automatic mask begins this far from the contour, Å. */
    public static final double EXTENSION = 3;
    /** The contour is that of the map at this resolution, Å: as RELION's masks. */
    public static final double CONTOUR_RESOLUTION = 15;
    /** Noise at that resolution stays this many standard deviations below the contour. */
    static final double NOISE_SDS = 6;
    /** σ of a Gaussian, in units of the resolution at which its transform is one half: √(ln 2 / 2) / π. */
    private static final double SIGMA_IN_RESOLUTION = Math.sqrt(Math.log(2) / 2) / Math.PI;

    private static final double ROUNDING = 1e-4;
    private static final String NOTHING_RISES =
            "Nothing in the half maps rises above their noise: give a mask, or a model fitted into them.";

    private SoftMask() {}

    /** {@link #around(DensityMap, double[][], double, double)} with {@link #RADIUS} and {@link #EDGE}. */
    public static DensityMap around(DensityMap grid, double[][] atoms) {
        return around(grid, atoms, RADIUS, EDGE);
    }

    /**
     * The surroundings of a model.
     *
     * @param grid a map whose grid the mask gets; its values do not matter
     * @param atoms positions, Å; rows of x, y, z
     * @param radius of full weight, Å
     * @param edge width of the cosine edge, Å; 0 for a sharp one
     * @throws InputException when no voxel is inside
     */
    public static DensityMap around(DensityMap grid, double[][] atoms, double radius, double edge) {
        float[] squared = DistanceMap.toPoints(grid, atoms, radius + edge);
        return soft(
                grid,
                squared,
                radius,
                edge,
                "No atom of the model lies in the half maps: give a model fitted into them.");
    }

    /**
     * The surroundings of what rises above the {@link #contour} of the half maps' mean, smoothed likewise; the mask
     * extends {@value #EXTENSION} Å beyond it, then has the edge of {@link #EDGE}.
     *
     * @throws InputException when the grids differ, or nothing rises above the noise
     */
    public static DensityMap automatic(DensityMap half1, DensityMap other) {
        DensityMap half2 = CommonGrid.onto(other, half1, SolventLevel.of(other));
        float[] mean = smooth(mix(half1, half2, 1));
        double contour = contour(mean, smooth(mix(half1, half2, -1)));
        boolean[] inside = new boolean[mean.length];
        for (int i = 0; i < mean.length; i++) {
            inside[i] = mean[i] > contour;
        }
        return soft(half1, DistanceMap.to(half1, inside), EXTENSION, EDGE, NOTHING_RISES);
    }

    /**
     * Where the half maps' mean, smoothed by a Gaussian to {@value #CONTOUR_RESOLUTION} Å, is to be cut. The contour is
     * Otsu's (IEEE Trans. Syst. Man Cybern. 9, 62, 1979: the two classes of voxels differ most), and at least
     * {@value #NOISE_SDS} standard deviations of the equally smoothed noise, half the difference of the maps, above the
     * mean of what lies below Otsu's.
     *
     * @throws InputException when the grids differ, or nothing rises above the noise
     */
    public static double contour(DensityMap half1, DensityMap half2) {
        float[] mean = smooth(mix(half1, half2, 1));
        double contour = contour(mean, smooth(mix(half1, half2, -1)));
        if (contour >= MapStatistics.of(mean).max()) {
            throw new InputException(NOTHING_RISES);
        }
        return contour;
    }

    private static double contour(float[] mean, float[] noise) {
        double contour = OtsuThreshold.of(mean);
        return Math.max(
                contour,
                meanBelow(mean, contour) + NOISE_SDS * MapStatistics.of(noise).sd());
    }

    private static float[] smooth(DensityMap map) {
        return GaussianFilter.smooth(map, SIGMA_IN_RESOLUTION * CONTOUR_RESOLUTION)
                .values();
    }

    /**
     * A mask on the grid of a map, onto which it is moved where it begins elsewhere; beyond its box it is 0.
     *
     * @throws InputException when a value is not between 0 and 1, all that are on the map are 0, or the grids differ
     */
    static DensityMap weightsOn(DensityMap map, DensityMap mask) {
        DensityMap weights = CommonGrid.onto(mask, map, 0);
        requireWeights(weights);
        return weights;
    }

    /** @throws InputException when a value is not between 0 and 1 */
    static void requireWeight(float weight) {
        if (weight < -ROUNDING || weight > 1 + ROUNDING) {
            throw new InputException("The mask has a value of " + weight + ": give weights, 0 outside and 1 inside.");
        }
    }

    static void requireWeights(DensityMap mask) {
        MapStatistics s = MapStatistics.of(mask.values());
        if (s.min() < -ROUNDING || s.max() > 1 + ROUNDING || s.max() <= 0) {
            throw new InputException("The mask has values from " + s.min() + " to " + s.max()
                    + ": give weights, 0 outside and 1 inside.");
        }
    }

    private static DensityMap soft(
            DensityMap grid, float[] squaredDistance, double radius, double edge, String ifEmpty) {
        float[] weights = new float[squaredDistance.length];
        boolean empty = true;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) weight(Math.sqrt(squaredDistance[i]), radius, edge);
            empty &= weights[i] == 0;
        }
        if (empty) {
            throw new InputException(ifEmpty);
        }
        return new DensityMap(grid.nx(), grid.ny(), grid.nz(), grid.voxel(), grid.origin(), weights);
    }

    /** 1 up to the radius, 0 from radius + edge, and a cosine between. All in Å. */
    static double weight(double distance, double radius, double edge) {
        if (distance <= radius) {
            return 1;
        }
        return distance >= radius + edge ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * (distance - radius) / edge);
    }

    private static DensityMap mix(DensityMap a, DensityMap b, int sign) {
        float[] values = new float[a.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (a.values()[i] + sign * b.values()[i]) / 2;
        }
        return new DensityMap(a.nx(), a.ny(), a.nz(), a.voxel(), a.origin(), values);
    }

    private static double meanBelow(float[] values, double contour) {
        double sum = 0;
        int count = 0;
        for (float value : values) {
            if (value <= contour) {
                sum += value;
                count++;
            }
        }
        return sum / count;
    }
}
