package org.emconverge.series;

/**
 * The non-decreasing sequence that lies nearest to given values by weighted least squares: isotonic regression by
 * pooling adjacent violators (Ayer, Brunk, Ewing, Reid & Silverman, Ann. Math. Stat. 26, 641, 1955).
 */
final class MonotonicFit {
    private MonotonicFit() {}

    /**
     * @param values in the order in which they should not fall; none NaN
     * @param weights of the values, above 0
     * @return a value for each, the mean of those it was pooled with
     */
    static double[] of(double[] values, double[] weights) {
        double[] mean = new double[values.length];
        double[] weight = new double[values.length];
        int[] size = new int[values.length];
        int blocks = 0;
        for (int i = 0; i < values.length; i++) {
            mean[blocks] = values[i];
            weight[blocks] = weights[i];
            size[blocks] = 1;
            blocks++;
            while (blocks > 1 && mean[blocks - 2] >= mean[blocks - 1]) {
                double both = weight[blocks - 2] + weight[blocks - 1];
                mean[blocks - 2] =
                        (weight[blocks - 2] * mean[blocks - 2] + weight[blocks - 1] * mean[blocks - 1]) / both;
                weight[blocks - 2] = both;
                size[blocks - 2] += size[blocks - 1];
                blocks--;
            }
        }
        double[] fit = new double[values.length];
        int at = 0;
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < size[block]; i++) {
                fit[at++] = mean[block];
            }
        }
        return fit;
    }
}
