package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.emconverge.AtomicOutput;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFolder;

/** Makes the page of a run of many entries, index.html, and its table, index.csv. */
public final class Index {
    private static final List<String> COLUMNS = List.of(
            "id",
            "title",
            "resolution",
            "residues",
            "models",
            "ca_rmsd_mean",
            "ca_rmsd_median",
            "fraction_lt1",
            "fraction_gt3",
            "method",
            "expected_mean",
            "z",
            "fraction_determined");

    private Index() {}

    /**
     * Writes index.csv and index.html, which links to {@code <id>/report.html} beside it.
     *
     * @param folders of the entries
     * @param failures table of entries that failed (columns id and any of process or step, exit, reason), or null
     * @param renderer of the figure, or null for the one on the PATH
     * @param folder for the two files
     * @throws InputException when an input is unusable, or there is nothing to list
     */
    public static void run(List<EntryFolder> folders, Path failures, Path renderer, Path folder) throws IOException {
        List<IndexEntry> entries = entries(folders);
        Csv failed = failures == null ? Csv.empty() : Csv.read(failures, "id");
        if (entries.isEmpty() && failed.rows().isEmpty()) {
            throw new InputException(
                    "There is no entry to list: give the folder of each, or the failed.csv of the run.");
        }
        String picture = "";
        PageScripts scripts = new PageScripts();
        if (!entries.isEmpty()) {
            ObjectNode chart = TrendChart.of(entries);
            picture = rendered(chart, renderer);
            if (PageScripts.libraries().stream()
                    .anyMatch(library -> library.name().equals("vega"))) {
                scripts.library("vega").data("chart", chart.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        scripts.script("packed.js").script("tables.js").script("index.js");
        writeTable(entries, folder.resolve("index.csv"));
        AtomicOutput.write(folder.resolve("index.html"), IndexPage.html(entries, failed, picture, scripts));
    }

    private static List<IndexEntry> entries(List<EntryFolder> folders) {
        List<IndexEntry> entries = new ArrayList<>();
        folders.forEach(folder -> entries.add(IndexEntry.read(folder)));
        Set<String> ids = new HashSet<>();
        entries.stream().filter(entry -> !ids.add(entry.id())).findFirst().ifPresent(entry -> {
            throw new InputException("Two entries have the id " + entry.id() + ": give each once.");
        });
        entries.sort(Comparator.comparing(IndexEntry::id));
        return entries;
    }

    /** The chart as an svg element. */
    private static String rendered(ObjectNode chart, Path renderer) throws IOException {
        Path folder = Files.createTempDirectory("emtools-index-");
        Path spec = folder.resolve("trend.vl.json");
        Path svg = folder.resolve("trend.svg");
        try {
            Json.write(chart, spec);
            FigureRenderer.render(renderer, List.of(spec));
            String text = Files.readString(svg, StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.indexOf("<svg"))).strip();
        } finally {
            Files.deleteIfExists(spec);
            Files.deleteIfExists(svg);
            Files.deleteIfExists(folder);
        }
    }

    private static void writeTable(List<IndexEntry> entries, Path file) throws IOException {
        Csv.write(file, COLUMNS, printer -> {
            for (IndexEntry e : entries) {
                printer.printRecord(
                        e.id(),
                        e.title(),
                        e.resolution(),
                        e.residueCount(),
                        e.models(),
                        e.mean(),
                        e.median(),
                        e.well(),
                        e.uncertain(),
                        e.method(),
                        e.hasTrend() ? e.expected() : "",
                        e.hasTrend() ? e.z() : "",
                        e.isJudged() ? e.determined() : "");
            }
        });
    }
}
