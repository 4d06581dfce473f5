package org.emconverge.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.emconverge.PercentileRank;

/**
 * Where each entry's mean spread stands among those made alike: all, and those of like resolution. Places are whole
 * percents, so that a new entry among thousands does not make every page another.
 */
final class SiteRanks {
    private SiteRanks() {}

    /** The same entries, in their order, with their places. */
    static List<SiteEntry> ranked(List<SiteEntry> entries) {
        Map<String, SiteEntry> ranked = new HashMap<>();
        entries.stream()
                .collect(Collectors.groupingBy(SiteEntry::method))
                .values()
                .forEach(alike -> {
                    List<SiteEntry> byResolution = new ArrayList<>(alike);
                    byResolution.sort(Comparator.comparingDouble(SiteEntry::resolution));
                    double[] means =
                            byResolution.stream().mapToDouble(SiteEntry::mean).toArray();
                    int from = 0;
                    int to = 0;
                    for (SiteEntry entry : byResolution) {
                        while (!PercentileRank.isAlike(
                                entry.resolution(), byResolution.get(from).resolution())) {
                            from++;
                        }
                        while (to < means.length
                                && PercentileRank.isAlike(
                                        entry.resolution(), byResolution.get(to).resolution())) {
                            to++;
                        }
                        ranked.put(
                                entry.id(),
                                entry.ranked(
                                        place(entry.mean(), means),
                                        place(entry.mean(), Arrays.copyOfRange(means, from, to))));
                    }
                });
        return entries.stream().map(entry -> ranked.get(entry.id())).toList();
    }

    private static Long place(double mean, double[] among) {
        double place = PercentileRank.of(mean, among, false);
        return Double.isNaN(place) ? null : Math.round(place);
    }
}
