package org.emconverge.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.emconverge.Counted;
import org.emconverge.report.EntryDigest.Contested;
import org.emconverge.report.TrendChart;

/** Which entries are determined best and worst at each resolution, and which stretches have a contested register. */
final class SiteLists {
    /** Entries at each end of a list. */
    static final int ENDS = 10;
    /** Stretches that the page shows; the table has all. */
    static final int MOST_STRETCHES = 500;
    /** Width of a bin of resolution, Å. */
    static final double BIN = 0.5;

    private final List<SiteEntry> entries;

    SiteLists(List<SiteEntry> entries) {
        this.entries = entries;
    }

    /**
     * Of every way in which models are made the bins of resolution, each with the entries of least and of largest mean
     * spread. A bin of few entries is one list.
     */
    List<Map<String, Object>> determined() {
        List<Map<String, Object>> methods = new ArrayList<>();
        for (String method : TrendChart.methods(entries)) {
            Map<Integer, List<SiteEntry>> bins = entries.stream()
                    .filter(entry -> entry.method().equals(method))
                    .sorted(Comparator.comparingDouble(SiteEntry::mean).thenComparing(SiteEntry::id, SiteOrder.IDS))
                    .collect(Collectors.groupingBy(
                            entry -> (int) Math.floor(entry.resolution() / BIN + 1e-9),
                            TreeMap::new,
                            Collectors.toList()));
            List<Map<String, Object>> shown = new ArrayList<>();
            bins.forEach((bin, of) -> shown.add(bin(bin, of)));
            methods.add(Map.of("method", method, "bins", shown));
        }
        return methods;
    }

    private static Map<String, Object> bin(int bin, List<SiteEntry> of) {
        boolean few = of.size() <= 2 * ENDS;
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("range", String.format(Locale.ROOT, "%.1f to %.1f Å", bin * BIN, (bin + 1) * BIN));
        values.put("count", Counted.of(of.size(), "entry", "entries"));
        values.put("best", lines(few ? of : of.subList(0, ENDS)));
        values.put("worst", few ? null : Map.of("rows", lines(of.subList(of.size() - ENDS, of.size()))));
        return values;
    }

    private static List<Map<String, Object>> lines(List<SiteEntry> of) {
        return of.stream().map(SitePages::line).toList();
    }

    /** A stretch and whose it is. */
    private record Stretch(SiteEntry entry, Contested of) {}

    /** What the page of contested registers says: the longest stretches. */
    Map<String, Object> contested() {
        List<Stretch> stretches = entries.stream()
                .flatMap(entry -> entry.contested().stream().map(of -> new Stretch(entry, of)))
                .sorted(Comparator.comparingInt(
                                (Stretch stretch) -> stretch.of().residues())
                        .reversed())
                .toList();
        long of = stretches.stream()
                .map(stretch -> stretch.entry().id())
                .distinct()
                .count();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", "Contested register");
        values.put(
                "count",
                Counted.of(stretches.size(), "stretch", "stretches") + " in " + Counted.of(of, "entry", "entries"));
        values.put("any", !stretches.isEmpty());
        values.put("cut", stretches.size() > MOST_STRETCHES ? MOST_STRETCHES : null);
        values.put(
                "rows",
                stretches.stream()
                        .limit(MOST_STRETCHES)
                        .map(stretch -> {
                            Map<String, Object> row = SitePages.line(stretch.entry());
                            row.putAll(stretch(stretch.of()));
                            return row;
                        })
                        .toList());
        return values;
    }

    /** A stretch in a table. */
    static Map<String, Object> stretch(Contested of) {
        return Map.of(
                "range", of.range(),
                "residues", of.residues(),
                "shift", String.format(Locale.ROOT, "%+d", of.shift()).replace('-', '−'));
    }
}
