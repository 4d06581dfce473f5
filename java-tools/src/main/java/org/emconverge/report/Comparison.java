package org.emconverge.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * Makes the page that holds two entries side by side, for instance two maps of one model or two runs of one map: what
 * is measured along their chains with the difference, the residues that differ most, and all their numbers.
 */
public final class Comparison {
    private static final List<String> SCRIPTS =
            List.of("packed.js", "comparison-data.js", "comparison.js", "comparison-page.js");

    private Comparison() {}

    /**
     * Writes the page, which links to those of the two entries.
     *
     * @param page file to write
     * @throws InputException when one of them is no finished entry, or both are the same
     */
    public static void run(EntryFolder first, EntryFolder second, Path page) throws IOException {
        run(first, second, page, null);
    }

    /** @param links to the pages of the two, where these will stand; null for where they are now */
    static void run(EntryFolder first, EntryFolder second, Path page, List<String> links) throws IOException {
        List<IndexEntry> entries = new ArrayList<>(List.of(IndexEntry.read(first), IndexEntry.read(second)));
        Index.toldApart(entries);
        PageScripts scripts = new PageScripts().early(PageScripts.APPEARANCE);
        if (PageScripts.libraries().stream().anyMatch(library -> library.name().equals("vega"))) {
            scripts.library("vega");
        }
        Path folder = page.toAbsolutePath().getParent();
        List<ComparisonData.Track> tracks = ComparisonData.fine(entries);
        ComparisonData.addNumbers(
                scripts,
                entries,
                links == null
                        ? entries.stream()
                                .map(entry -> EntryLink.toPage(entry, folder))
                                .toList()
                        : links,
                tracks,
                everything(entries));
        ComparisonData.addProfiles(scripts, entries, tracks, Long.MAX_VALUE / 4);
        for (String script : SCRIPTS) {
            scripts.script(script);
        }
        AtomicOutput.write(
                page,
                ReportPage.fill(
                        "compare.mustache",
                        Map.of(
                                "policy",
                                scripts.policy(),
                                "earlyScripts",
                                scripts.earlyHtml(),
                                "style",
                                SpreadClass.styleProperties()
                                        + ReportPage.resource("report.css")
                                        + ReportPage.resource("comparison.css"),
                                "first",
                                entries.get(0).label(),
                                "second",
                                entries.get(1).label(),
                                "comparison",
                                ReportPage.fill("comparison.mustache", Map.of("without", "")),
                                "scripts",
                                scripts.html())));
    }

    /** Every number of the two summaries by its path in words. */
    private static Map<String, List<Double>> everything(List<IndexEntry> entries) {
        List<Map<String, Double>> numbers = entries.stream()
                .map(entry -> FlattenedJson.numbers(Json.read(entry.folder().path(EntryFile.SUMMARY))))
                .toList();
        Map<String, List<Double>> all = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>();
        numbers.forEach(of -> names.addAll(of.keySet()));
        for (String name : names) {
            all.put(
                    name,
                    numbers.stream()
                            .map(of -> of.getOrDefault(name, Double.NaN))
                            .toList());
        }
        return all;
    }
}
