package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.AtomicOutput;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.entry.EntryFolder;
import org.emconverge.trend.Trend;
import org.emconverge.trend.Trends;

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
    /** What comes last: how the entry ranks among those of the page. */
    private static final List<String> STANDING =
            List.of("percentile", "percentile_n", "percentile_alike", "percentile_alike_n", "run");

    /** The page stays as small as this, so that it opens at once. */
    private static final long MOST_BYTES = 1_950_000;

    private static final String SERIES = "series.html";

    private static final List<String> SCRIPTS =
            List.of("packed.js", "tables.js", "comparison-data.js", "comparison.js", "index-filter.js", "index.js");

    private Index() {}

    /**
     * What the page is made with, beside the entries; each may be null.
     *
     * @param failures table of entries that failed (columns id and any of process or step, exit, reason)
     * @param series address of the page of the run's resolution series, to which the page links; null: the one that
     *     lies beside it, if there is one
     * @param families ids of entries whose maps were each assessed by itself, to whose {@code maps.html} the page
     *     links; null: those that have one
     * @param trends by which the spreads are judged and of which the line is; null: those of the entries' summaries,
     *     and the line that ships
     * @param renderer of the figure; null: the one on the PATH
     */
    public record Settings(Path failures, String series, List<String> families, Trends trends, Path renderer) {}

    /**
     * Writes index.csv and index.html, which links to the page in each entry's folder, or where there is none to
     * {@code <id>/report.html} beside it.
     *
     * @param folders of the entries; those of several runs may have the same id
     * @param folder for the two files
     * @throws InputException when an input is unusable, or there is nothing to list
     */
    public static void run(List<EntryFolder> folders, Settings settings, Path folder) throws IOException {
        List<IndexEntry> entries = entries(folders, settings.trends());
        Csv failed = settings.failures() == null ? Csv.empty() : Csv.read(settings.failures(), "id");
        if (entries.isEmpty() && failed.rows().isEmpty()) {
            throw new InputException(
                    "There is no entry to list: give the folder of each, or the failed.csv of the run.");
        }
        String picture = "";
        PageScripts scripts = new PageScripts().early(PageScripts.APPEARANCE);
        if (!entries.isEmpty()) {
            ObjectNode chart = TrendChart.of(entries, line(entries, settings.trends()));
            picture = FigureRenderer.drawn(chart, settings.renderer());
            if (PageScripts.libraries().stream()
                    .anyMatch(library -> library.name().equals("vega"))) {
                scripts.library("vega").data("chart", chart.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        IndexPage page = new IndexPage(
                entries, failed, series(settings, folder), settings.families(), settings.trends() != null, folder);
        int profiles = entries.size() < 2 ? 0 : comparison(page, entries, picture, scripts);
        for (String script : SCRIPTS) {
            scripts.script(script); // after the data, which they look for
        }
        writeTable(entries, folder.resolve("index.csv"));
        AtomicOutput.write(folder.resolve("index.html"), page.html(picture, profiles, scripts));
    }

    /** As it was told, or where it lies beside the page. */
    private static String series(Settings settings, Path folder) {
        boolean isBeside = Files.isRegularFile(folder.resolve(SERIES));
        return settings.series() == null && isBeside ? SERIES : settings.series();
    }

    /** Adds what entries are compared by, and as many profiles as the page has room for. */
    private static int comparison(IndexPage page, List<IndexEntry> entries, String picture, PageScripts scripts)
            throws IOException {
        ComparisonData.addNumbers(scripts, entries, page.links(), ComparisonData.COARSE, Map.of());
        long taken = page.html(picture, 0, scripts).getBytes(StandardCharsets.UTF_8).length;
        for (String script : SCRIPTS) {
            taken += ReportPage.resource(script).length();
        }
        return ComparisonData.addProfiles(scripts, entries, ComparisonData.COARSE, room(taken));
    }

    /**
     * What the profiles may take, characters of base64.
     *
     * @param taken by all else on the page, bytes
     */
    static long room(long taken) {
        return Math.max(0, Math.min(ComparisonData.MOST_CHARACTERS, MOST_BYTES - taken));
    }

    /** The trend of which the chart has the line: that of the most entries. */
    private static Trend line(List<IndexEntry> entries, Trends trends) {
        if (trends == null) {
            return Trends.shipped().trends().get(0);
        }
        return trends.trends().stream()
                .max(Comparator.comparingLong(trend -> entries.stream()
                        .filter(entry -> entry.reference().fingerprints().are(trend.fingerprints()))
                        .count()))
                .orElseThrow();
    }

    private static List<IndexEntry> entries(List<EntryFolder> folders, Trends trends) {
        List<IndexEntry> entries = new ArrayList<>();
        for (EntryFolder folder : folders) {
            IndexEntry entry = IndexEntry.read(folder);
            entries.add(trends == null ? entry : entry.judgedBy(trends));
        }
        toldApart(entries);
        entries.sort(Comparator.comparing(IndexEntry::id).thenComparing(IndexEntry::run));
        return entries;
    }

    /**
     * Gives entries of the same id the name of their run: the folder that holds theirs, and as many above as it takes.
     */
    static void toldApart(List<IndexEntry> entries) {
        Map<String, List<IndexEntry>> byId = entries.stream().collect(Collectors.groupingBy(IndexEntry::id));
        entries.replaceAll(entry -> byId.get(entry.id()).size() == 1 ? entry : entry.ofRun(run(entry, byId)));
    }

    private static String run(IndexEntry entry, Map<String, List<IndexEntry>> byId) {
        Path own = runFolder(entry);
        List<IndexEntry> same = new ArrayList<>(byId.get(entry.id()));
        same.remove(entry); // once: one that was given twice is told from itself by nothing
        List<Path> others = same.stream().map(Index::runFolder).toList();
        for (int names = 1; names <= own.getNameCount(); names++) {
            Path end = own.subpath(own.getNameCount() - names, own.getNameCount());
            if (others.stream().noneMatch(other -> other.endsWith(end))) {
                return end.toString();
            }
        }
        throw new InputException("Two entries have the id " + entry.id() + ": give each once.");
    }

    /** What holds the entry's folder; where that is not named by its id, the folder itself. */
    private static Path runFolder(IndexEntry entry) {
        Path folder = entry.folder().folder().toAbsolutePath().normalize();
        boolean named =
                folder.getFileName() != null && folder.getFileName().toString().equals(entry.id());
        return named ? folder.getParent() : folder;
    }

    private static void writeTable(List<IndexEntry> entries, Path file) throws IOException {
        RunPercentiles run = new RunPercentiles(entries);
        List<String> columns = Stream.of(COLUMNS, ReferenceEntry.columns(), STANDING)
                .flatMap(List::stream)
                .toList();
        Csv.write(file, columns, printer -> {
            for (IndexEntry e : entries) {
                RunPercentiles.Standing all = IndexColumn.PERCENTILE.standing(e, run);
                RunPercentiles.Standing alike = IndexColumn.PERCENTILE_ALIKE.standing(e, run);
                List<Object> own = List.of(
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
                List<Object> standing = List.of(
                        Csv.fixed(all.percentile(), 1),
                        all.number(),
                        Csv.fixed(alike.percentile(), 1),
                        alike.number(),
                        e.run());
                printer.printRecord(
                        Stream.of(own, e.reference().cells(), standing).flatMap(List::stream));
            }
        });
    }
}
