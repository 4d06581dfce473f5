package org.emconverge.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.emconverge.PercentileRank;

/**
 * Where an entry stands among those of its run. How far models part depends on how they were made, so that an entry is
 * held against entries made alike only: all of them, and those whose maps are of like resolution.
 */
final class RunPercentiles {
    /**
     * How good a number is among others: 100 is the best, 0 the worst.
     *
     * @param percentile mid-rank, in percent; NaN where it is not given
     * @param number of the entries that have the number, this one among them
     */
    record Standing(double percentile, int number) {
        static final Standing NONE = new Standing(Double.NaN, 0);

        boolean isGiven() {
            return !Double.isNaN(percentile);
        }
    }

    private final Map<String, List<IndexEntry>> alike = new HashMap<>();

    RunPercentiles(List<IndexEntry> entries) {
        entries.stream()
                .map(IndexEntry::method)
                .distinct()
                .forEach(method -> alike.put(
                        method,
                        entries.stream()
                                .filter(entry -> entry.method().equals(method))
                                .toList()));
    }

    /** Among all entries made alike. */
    Standing among(IndexEntry entry, ToDoubleFunction<IndexEntry> of, boolean lowerIsBetter) {
        return standing(entry, alike.get(entry.method()), of, lowerIsBetter);
    }

    /** Among those of them whose maps are of like resolution. */
    Standing atLikeResolution(IndexEntry entry, ToDoubleFunction<IndexEntry> of, boolean lowerIsBetter) {
        List<IndexEntry> near = alike.get(entry.method()).stream()
                .filter(other -> PercentileRank.isAlike(entry.resolution(), other.resolution()))
                .toList();
        return standing(entry, near, of, lowerIsBetter);
    }

    private static Standing standing(
            IndexEntry entry, List<IndexEntry> others, ToDoubleFunction<IndexEntry> of, boolean lowerIsBetter) {
        double[] numbers = others.stream()
                .mapToDouble(of)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double value = of.applyAsDouble(entry);
        double percentile = Double.isNaN(value) ? Double.NaN : PercentileRank.of(value, numbers, !lowerIsBetter);
        return Double.isNaN(percentile) ? Standing.NONE : new Standing(percentile, numbers.length);
    }
}
