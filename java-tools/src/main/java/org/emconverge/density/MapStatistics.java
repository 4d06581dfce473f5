package org.emconverge.density;

/**
 * How the values of a map are distributed.
 *
 * @param min smallest value
 * @param max largest value
 * @param mean mean
 * @param sd standard deviation (of all voxels: divided by their number)
 */
public record MapStatistics(float min, float max, double mean, double sd) {
    /** @throws IllegalArgumentException when there is no value, or one is not finite */
    public static MapStatistics of(float[] values) {
        Accumulator all = new Accumulator();
        all.add(values);
        return all.result();
    }

    /**
     * Sums block by block; each block about its own mean, so that a small spread on a large mean keeps its digits (Chan
     * et al. 1979).
     */
    static final class Accumulator {
        private float min = Float.POSITIVE_INFINITY;
        private float max = Float.NEGATIVE_INFINITY;
        private long count;
        private double mean;
        private double squares;

        void add(float[] block) {
            double sum = 0;
            for (float value : block) {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
            }
            double blockMean = sum / block.length;
            double blockSquares = 0;
            for (float value : block) {
                double deviation = value - blockMean;
                blockSquares += deviation * deviation;
            }
            long total = count + block.length;
            double step = blockMean - mean;
            squares += blockSquares + step * step * ((double) count * block.length / total);
            mean += step * block.length / total;
            count = total;
        }

        MapStatistics result() {
            if (count == 0 || !Double.isFinite(mean)) {
                throw new IllegalArgumentException("A map of " + count + " values with mean " + mean);
            }
            return new MapStatistics(min, max, mean, Math.sqrt(squares / count));
        }
    }
}
