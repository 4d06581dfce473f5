package org.emconverge;

import java.util.stream.DoubleStream;

/**
 * How a number ranks among those of other entries, as the wwPDB's reports rank one in the archive: among all, and among
 * those of like resolution (Gore et al. 2017, Structure 25:1916).
 */
public final class PercentileRank {
    /** A rank among fewer entries says next to nothing, and is not given. */
    public static final int FEWEST = 10;

    /** Resolutions that differ by no more than this share of the entry's own are alike. */
    public static final double ALIKE = 0.1;

    private static final double EDGE = 1e-9;

    private PercentileRank() {}

    /** Whether a map of another resolution (Å) may be compared with one of this. */
    public static boolean isAlike(double resolution, double other) {
        return Math.abs(other - resolution) <= ALIKE * resolution + EDGE;
    }

    /**
     * The share of the others that are worse, and of those that are equal half (mid-rank).
     *
     * @param others to rank it among, itself among them or not
     * @return 0 to 100, 100 being the best; NaN where there are fewer than {@link #FEWEST}
     */
    public static double of(double value, double[] others, boolean higherIsBetter) {
        if (others.length < FEWEST) {
            return Double.NaN;
        }
        double worse = DoubleStream.of(others)
                .map(other -> other == value ? 0.5 : other < value == higherIsBetter ? 1 : 0)
                .sum();
        return 100 * worse / others.length;
    }
}
