package org.emconverge.trend;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.emconverge.trend.TrendEntry.Settings;

/**
 * Entries whose models were made with the same engines and settings, and the trend that was fitted to them.
 *
 * @param places of the entries, by resolution, then id
 * @param trend null where they are too few or too much alike in resolution
 * @param why there is no trend; empty where there is one
 */
public record TrendGroup(Settings settings, List<TrendPlace> places, Trend trend, String why) {
    /** Three parameters and a scatter need more points than two. */
    private static final int LEAST_ENTRIES = 5;
    /** Å; over less the rise is lost in the scatter. */
    private static final double LEAST_RANGE = 0.5;

    private static final double STEP = 0.05;
    private static final MathContext DIGITS = new MathContext(6);

    /** @param excluded ids of entries that are placed about the trend, but do not count in it */
    static TrendGroup of(Settings settings, List<TrendEntry> unordered, Set<String> excluded) {
        List<TrendEntry> entries = unordered.stream()
                .sorted(Comparator.comparingDouble(TrendEntry::resolution)
                        .thenComparing(TrendEntry::id)
                        .thenComparing(TrendEntry::file))
                .toList();
        List<TrendEntry> usable = entries.stream()
                .filter(entry -> entry.mean() > 0 && !excluded.contains(entry.id()))
                .toList();
        String why = reason(settings, usable);
        Trend trend = why.isEmpty() ? fitted(settings, usable) : null;
        List<TrendPlace> places = entries.stream()
                .map(entry -> TrendPlace.of(entry, trend, entries, trend != null && usable.contains(entry)))
                .toList();
        return new TrendGroup(settings, places, trend, why);
    }

    private static String reason(Settings settings, List<TrendEntry> usable) {
        if (!settings.areKnown()) {
            return "how their models were made is not known, so that they may not be comparable";
        }
        if (usable.size() < LEAST_ENTRIES) {
            return "a trend needs at least " + LEAST_ENTRIES + " entries whose models differ, and there "
                    + (usable.size() == 1 ? "is 1" : "are " + usable.size());
        }
        double range =
                usable.get(usable.size() - 1).resolution() - usable.get(0).resolution();
        return range < LEAST_RANGE
                ? String.format(
                        Locale.ROOT,
                        "their resolutions lie within %.2f Å, and a trend needs at least %.1f Å",
                        range,
                        LEAST_RANGE)
                : "";
    }

    private static Trend fitted(Settings settings, List<TrendEntry> entries) {
        double[] resolutions =
                entries.stream().mapToDouble(TrendEntry::resolution).toArray();
        double[] means = entries.stream().mapToDouble(TrendEntry::mean).toArray();
        CurveFit fit = CurveFit.of(resolutions, means);
        Bootstrap bootstrap = Bootstrap.of(resolutions, means, fit);
        Curve curve = new Curve(
                rounded(fit.curve().scale()),
                rounded(fit.curve().rate()),
                rounded(fit.curve().floor()));
        return new Trend(
                settings.sampler(),
                settings.refiner(),
                settings.fingerprints(),
                curve,
                Math.max(rounded(fit.residualSd()), Double.MIN_NORMAL),
                knee(curve, bootstrap),
                band(resolutions[0], resolutions[resolutions.length - 1], bootstrap),
                entries.stream()
                        .map(entry -> new Trend.Member(entry.id(), entry.resolution(), entry.mean()))
                        .toList());
    }

    private static Trend.Knee knee(Curve curve, Bootstrap bootstrap) {
        double[] limits = bootstrap.limits(Curve::knee);
        return Double.isNaN(curve.knee()) || Double.isNaN(limits[0])
                ? null
                : new Trend.Knee(rounded(curve.knee()), rounded(limits[0]), rounded(limits[1]));
    }

    private static List<Trend.Limits> band(double from, double to, Bootstrap bootstrap) {
        List<Trend.Limits> band = new ArrayList<>();
        int steps = (int) Math.ceil((to - from) / STEP);
        for (int step = 0; step <= steps; step++) {
            double resolution = rounded(Math.min(to, from + step * STEP));
            double[] limits = bootstrap.limits(curve -> curve.mean(resolution));
            band.add(new Trend.Limits(resolution, rounded(limits[0]), rounded(limits[1])));
        }
        return band;
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
    }
}
