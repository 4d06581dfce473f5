package org.emconverge.convergence;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The root mean square distance of one residue over all pairs of models, and how well it is known: its standard error
 * by the jackknife over models (Tukey 1958, Ann. Math. Stat. 29, 614). Leaving out a model takes its pairs from the sum
 * of all, so that all are left out in turn at no cost.
 *
 * @param value over all pairs, Å; NaN for fewer than two models that have the residue
 * @param without the same without each model, Å, in the order of the models; the value itself where the model lacks it
 * @param error standard error, Å; NaN for fewer than three models that have the residue
 */
record Jackknife(double value, double[] without, double error) {
    /** Two models leave no pair when one is left out. */
    static final int FEWEST = 3;

    /**
     * @param items of each model; null for a model that lacks the residue
     * @param squared squared distance of two, Å²; pairs where it is NaN are left out
     */
    static <T> Jackknife of(List<T> items, ToDoubleBiFunction<T, T> squared) {
        int n = items.size();
        double[] sums = new double[n];
        int[] pairs = new int[n];
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double value = items.get(i) == null || items.get(j) == null
                        ? Double.NaN
                        : squared.applyAsDouble(items.get(i), items.get(j));
                if (!Double.isNaN(value)) {
                    sums[i] += value;
                    sums[j] += value;
                    pairs[i]++;
                    pairs[j]++;
                }
            }
        }
        double sum = Arrays.stream(sums).sum() / 2; // every pair is in two of them
        int all = Arrays.stream(pairs).sum() / 2;
        double[] without = IntStream.range(0, n)
                // by rounding, what is left may be a little less than nothing
                .mapToDouble(k -> Math.sqrt(Math.max(0, sum - sums[k]) / (all - pairs[k])))
                .toArray();
        double[] having = IntStream.range(0, n)
                .filter(k -> pairs[k] > 0)
                .mapToDouble(k -> without[k])
                .toArray();
        return new Jackknife(Math.sqrt(sum / all), without, standardError(having));
    }

    /** √((m − 1)/m · Σ (θₖ − θ̄)²) of a number that without each of m models is θₖ; NaN for fewer than three models. */
    static double standardError(double[] without) {
        int m = without.length;
        double mean = DoubleStream.of(without).average().orElse(Double.NaN);
        double squares =
                DoubleStream.of(without).map(v -> (v - mean) * (v - mean)).sum();
        return m < FEWEST ? Double.NaN : Math.sqrt((m - 1.0) / m * squares);
    }
}
