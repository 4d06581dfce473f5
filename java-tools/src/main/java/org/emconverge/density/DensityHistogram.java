package org.emconverge.density;

/**
 * How many voxels of a map have which density, in bins of one width.
 *
 * @param from lower edge of the first bin, the smallest value of the map
 * @param width of a bin, in the map's units
 * @param counts voxels in each bin; the largest value belongs to the last
 */
public record DensityHistogram(double from, double width, long[] counts) {
    /** As many as in the EMDB's validation analysis. */
    public static final int BINS = 128;

    /** @param statistics of this map */
    public static DensityHistogram of(DensityMap map, MapStatistics statistics) {
        double from = statistics.min();
        double width = (statistics.max() - from) / BINS;
        long[] counts = new long[BINS];
        for (float value : map.values()) {
            counts[width > 0 ? (int) Math.min(BINS - 1, (value - from) / width) : 0]++;
        }
        return new DensityHistogram(from, width, counts);
    }

    /** Lower edge of a bin, in the map's units. */
    public double edge(int bin) {
        return from + bin * width;
    }
}
