package org.emconverge.density;

/**
 * The threshold that parts values into the two classes that differ most (Otsu, IEEE Trans. Syst. Man Cybern. 9, 62,
 * 1979).
 */
final class OtsuThreshold {
    private static final int BINS = 1024;

    private OtsuThreshold() {}

    /** The upper edge of a bin, of {@value #BINS} between the smallest and the largest value. */
    static double of(float[] values) {
        MapStatistics s = MapStatistics.of(values);
        double width = ((double) s.max() - s.min()) / BINS;
        long[] counts = new long[BINS];
        for (float value : values) {
            counts[width > 0 ? (int) Math.min(BINS - 1, (value - (double) s.min()) / width) : 0]++;
        }
        double mean = 0;
        for (int bin = 0; bin < BINS; bin++) {
            mean += (double) bin * counts[bin] / values.length;
        }
        double below = 0;
        double moment = 0;
        double best = -1;
        int chosen = 0;
        for (int bin = 0; bin < BINS - 1; bin++) {
            below += (double) counts[bin] / values.length;
            moment += (double) bin * counts[bin] / values.length;
            double between = below > 0 && below < 1 ? Math.pow(mean * below - moment, 2) / (below * (1 - below)) : 0;
            if (between > best) {
                best = between;
                chosen = bin;
            }
        }
        return s.min() + (chosen + 1) * width;
    }
}
