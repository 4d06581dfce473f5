package org.emconverge.trend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.emconverge.PercentileRank;

/**
 * Where an entry lies about the trend of its settings.
 *
 * @param expected mean Cα RMSD that is typical at its resolution, Å; NaN without a trend
 * @param z how far it lies off, in residual standard deviations of the logarithm; NaN without a trend
 * @param percentile among all entries of its settings, 0 to 100, 100 being the least spread; NaN where there are few
 * @param percentileAlike likewise among those of like resolution
 * @param fitted whether the trend was fitted to it too
 * @param reasons what may have put it far off: empty where it lies near
 */
public record TrendPlace(
        TrendEntry entry,
        double expected,
        double z,
        double percentile,
        double percentileAlike,
        boolean fitted,
        List<String> reasons) {
    /** The report calls what lies further off far from the trend. */
    static final double FAR = 2;
    /** A distribution of a greater skewness is called highly skewed (Bulmer 1979, Principles of Statistics). */
    private static final double HIGH_SKEWNESS = 1;

    private static final double MOST = 0.5;
    /** Of the residues. */
    private static final double MANY_WRONG = 0.1;
    /** The mean over fewer residues is that of one or two secondary structures. */
    private static final int FEW = 100;

    /**
     * @param trend of its settings, or null
     * @param all entries of its settings, itself among them
     */
    static TrendPlace of(TrendEntry entry, Trend trend, List<TrendEntry> all, boolean fitted) {
        double expected = trend == null ? Double.NaN : trend.expectedMean(entry.resolution());
        double z = trend == null ? Double.NaN : trend.z(entry.resolution(), entry.mean());
        return new TrendPlace(
                entry,
                expected,
                z,
                percentile(entry, all, other -> true),
                percentile(entry, all, other -> PercentileRank.isAlike(entry.resolution(), other.resolution())),
                fitted,
                Math.abs(z) > FAR ? reasons(entry, z > 0) : List.of());
    }

    private static double percentile(TrendEntry entry, List<TrendEntry> all, Predicate<TrendEntry> counts) {
        double[] others = all.stream()
                .filter(other -> !other.file().equals(entry.file()) && counts.test(other))
                .mapToDouble(TrendEntry::mean)
                .toArray();
        return PercentileRank.of(entry.mean(), others, false);
    }

    /** Whether it lies further off than most entries do. */
    public boolean isFar() {
        return Math.abs(z) > FAR;
    }

    private static List<String> reasons(TrendEntry entry, boolean above) {
        List<String> reasons = new ArrayList<>();
        if (above && entry.skewness() > HIGH_SKEWNESS && entry.agreeing() > MOST) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "uneven resolution: skewness %.1f, %.0f %% of the residues below 1 Å",
                    entry.skewness(),
                    100 * entry.agreeing()));
        }
        if (entry.wrong() > MANY_WRONG) {
            reasons.add(String.format(
                    Locale.ROOT,
                    above
                            ? "%.0f %% of the residues are probably wrong in the start: its register or path"
                            : "the models agree, and yet %.0f %% of the residues are probably wrong: they share a mistake",
                    100 * entry.wrong()));
        }
        if (entry.residues() < FEW) {
            reasons.add("few residues (" + entry.residues() + "): the mean of a small model scatters more");
        }
        if (reasons.isEmpty()) {
            reasons.add(
                    above
                            ? "none found in its numbers: look whether its resolution is that of the part modelled"
                            : "none found in its numbers: the map may be better than its resolution says");
        }
        return reasons;
    }
}
