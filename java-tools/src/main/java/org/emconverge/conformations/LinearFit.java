package org.emconverge.conformations;

import java.util.List;

/**
 * Densities of models as columns, fitted to a map on some voxels: a constant, which is free, and weights that are not
 * negative.
 */
final class LinearFit {
    private final float[][] columns;
    private final int[] voxels;
    private final double[] means;
    private final double[][] products;

    /**
     * What is explained.
     *
     * @param products of the columns with the map
     * @param variance of the map, times the number of voxels
     */
    record Target(double[] products, double variance) {}

    /**
     * @param columns densities of the same voxels
     * @param voxels the indices that count
     */
    LinearFit(List<float[]> columns, int[] voxels) {
        this.columns = columns.toArray(float[][]::new);
        this.voxels = voxels;
        int n = columns.size();
        means = new double[n];
        products = new double[n][n];
        for (int c = 0; c < n; c++) {
            means[c] = mean(this.columns[c]);
        }
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                products[a][b] = product(this.columns[a], means[a], this.columns[b], means[b]);
                products[b][a] = products[a][b];
            }
        }
    }

    /** A map, or a half map, on the same voxels. */
    Target target(float[] map) {
        double mean = mean(map);
        double[] with = new double[columns.length];
        for (int c = 0; c < with.length; c++) {
            with[c] = product(columns[c], means[c], map, mean);
        }
        return new Target(with, product(map, mean, map, mean));
    }

    /** The weights, by which some of the columns explain a map best; 0 of those that are left out. */
    double[] weights(Target map, int... of) {
        double[] target = new double[of.length];
        double[][] some = new double[of.length][of.length];
        for (int a = 0; a < of.length; a++) {
            target[a] = map.products[of[a]];
            for (int b = 0; b < of.length; b++) {
                some[a][b] = products[of[a]][of[b]];
            }
        }
        double[] solution = NonNegative.solve(some, target);
        double[] weights = new double[columns.length];
        for (int a = 0; a < of.length; a++) {
            weights[of[a]] = solution[a];
        }
        return weights;
    }

    /** The part of the map's variance that the weighted columns explain with the best constant, at most 1. */
    double explained(Target map, double[] weights) {
        return map.variance > 0 ? (2 * common(map, weights) - own(weights)) / map.variance : 0;
    }

    /** Pearson's correlation of the map with the weighted columns; 0 where either does not vary. */
    double correlation(Target map, double[] weights) {
        double own = own(weights);
        return own > 0 && map.variance > 0 ? common(map, weights) / Math.sqrt(own * map.variance) : 0;
    }

    /** Squares of what the weighted columns leave of a map, voxel by voxel. */
    double[] residuals(float[] map, double[] weights) {
        double mean = mean(map);
        double[] squares = new double[voxels.length];
        for (int v = 0; v < voxels.length; v++) {
            double left = map[voxels[v]] - mean;
            for (int c = 0; c < columns.length; c++) {
                if (weights[c] != 0) {
                    left -= weights[c] * (columns[c][voxels[v]] - means[c]);
                }
            }
            squares[v] = left * left;
        }
        return squares;
    }

    private double common(Target map, double[] weights) {
        double sum = 0;
        for (int c = 0; c < weights.length; c++) {
            sum += weights[c] * map.products[c];
        }
        return sum;
    }

    private double own(double[] weights) {
        double sum = 0;
        for (int a = 0; a < weights.length; a++) {
            for (int b = 0; b < weights.length; b++) {
                sum += weights[a] * weights[b] * products[a][b];
            }
        }
        return sum;
    }

    private double mean(float[] values) {
        double sum = 0;
        for (int voxel : voxels) {
            sum += values[voxel];
        }
        return sum / voxels.length;
    }

    private double product(float[] a, double meanA, float[] b, double meanB) {
        double sum = 0;
        for (int voxel : voxels) {
            sum += (a[voxel] - meanA) * (b[voxel] - meanB);
        }
        return sum;
    }
}
