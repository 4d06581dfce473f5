package org.emconverge.conformations;

/**
 * Least squares with coefficients that are not negative, by the sequential coordinate-wise algorithm of Franc, Hlaváč
 * &amp; Navara (CAIP, LNCS 3691, 407, 2005), which needs the products of the columns alone.
 */
final class NonNegative {
    private static final int MOST_ROUNDS = 20_000;
    private static final double CONVERGED = 1e-10;

    private NonNegative() {}

    /**
     * @param products of the columns with each other; (n, n), symmetric
     * @param target products of the columns with what they are to explain; (n)
     * @return the coefficients; 0 of a column that is zero
     */
    static double[] solve(double[][] products, double[] target) {
        int n = target.length;
        double[] x = new double[n];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double change = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                if (products[i][i] <= 0) {
                    continue;
                }
                double gradient = -target[i];
                for (int j = 0; j < n; j++) {
                    gradient += products[i][j] * x[j];
                }
                double next = Math.max(0, x[i] - gradient / products[i][i]);
                change = Math.max(change, Math.abs(next - x[i]) * Math.sqrt(products[i][i]));
                size = Math.max(size, next * Math.sqrt(products[i][i]));
                x[i] = next;
            }
            if (change <= CONVERGED * size) {
                break;
            }
        }
        return x;
    }
}
