package org.emconverge.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.emconverge.Counted;
import org.emconverge.Csv;
import org.emconverge.entry.EntryFile;

/**
 * The page of a run as one self-contained HTML text. Mustache escapes every value but the style sheets, the chart, the
 * scripts and what other templates made.
 */
final class IndexPage {
    /** Cells are coloured by fifths of the entries. */
    private static final int FIFTH = 20;
    /** These have no colour. */
    private static final int MIDDLE = 2;
    /** Digits that sorting and limits need. */
    private static final MathContext DIGITS = new MathContext(6);

    private final List<IndexEntry> entries;
    private final Csv failed;
    private final Set<String> lost;
    private final RunPercentiles run;
    private final List<IndexColumn> columns;
    private final String series;
    private final List<String> families;
    private final boolean hasOwnTrend;
    private final Path folder;

    /**
     * @param series address of the page of resolution series, or null
     * @param families ids of the entries to whose pages of their maps it links; null for those that have one
     * @param hasOwnTrend whether the trend is not the one that ships
     * @param folder of the page
     */
    IndexPage(
            List<IndexEntry> entries,
            Csv failed,
            String series,
            List<String> families,
            boolean hasOwnTrend,
            Path folder) {
        this.entries = entries;
        this.failed = failed;
        this.series = series;
        this.families = families;
        this.hasOwnTrend = hasOwnTrend;
        this.folder = folder;
        lost = failed.rows().stream().map(row -> row.text("id")).collect(Collectors.toSet());
        run = new RunPercentiles(entries);
        columns = IndexColumn.of(entries, run);
    }

    /** The addresses of the entries' pages; empty for those without. */
    List<String> links() {
        return entries.stream().map(this::link).toList();
    }

    private String link(IndexEntry entry) {
        String link = EntryLink.toPage(entry, folder);
        return !link.isEmpty() || lost.contains(entry.id()) ? link : EntryLink.besideIt(entry);
    }

    /**
     * @param picture svg element, or the empty string without entries
     * @param profiles how many entries have theirs on the page
     */
    String html(String picture, int profiles, PageScripts scripts) throws IOException {
        List<String> methods = TrendChart.methods(entries);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("policy", scripts.policy());
        values.put(
                "style",
                SpreadClass.styleProperties()
                        + ReportPage.resource("report.css")
                        + ReportPage.resource("index.css")
                        + ReportPage.resource("comparison.css")
                        + further());
        values.put("count", Counted.of(entries.size(), "entry", "entries"));
        values.put("lost", lost.isEmpty() ? "" : lost.size() + " failed");
        values.put("series", series == null ? null : BesidePage.address(series));
        values.put("words", words(methods));
        values.put("any", !entries.isEmpty());
        values.put("picture", picture);
        values.put("methods", methods.size() > 1 ? Map.of("names", methods) : null);
        values.put("columns", columns.stream().map(IndexPage::column).toList());
        values.put("limits", limits());
        values.put("shades", columns.contains(IndexColumn.PERCENTILE));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < entries.size(); row++) {
            rows.add(row(row, entries.get(row)));
        }
        values.put("rows", rows);
        values.put("comparison", entries.size() > 1 ? comparison(profiles) : "");
        values.put(
                "failed",
                failed.rows().isEmpty()
                        ? null
                        : Map.of(
                                "rows",
                                failed.rows().stream().map(IndexPage::failure).toList()));
        values.put("earlyScripts", scripts.earlyHtml());
        values.put("scripts", scripts.html());
        return ReportPage.fill("index.mustache", values);
    }

    private String comparison(int profiles) throws IOException {
        String without = profiles == entries.size()
                ? ""
                : "This page has room for the profiles of " + String.format(Locale.ROOT, "%,d", profiles) + " of "
                        + Counted.of(entries.size(), "entry", "entries") + ", those of fewest residues.";
        return ReportPage.fill("comparison.mustache", Map.of("index", true, "without", without));
    }

    private static Map<String, Object> column(IndexColumn column) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("key", column.key());
        values.put("heading", column.heading());
        values.put("unit", column.unit);
        values.put("definition", column.definition);
        values.put("style", style(column));
        return values;
    }

    private static String style(IndexColumn column) {
        return switch (column) {
            case HISTOGRAM -> "spark";
            case METHOD -> "text";
            default -> "";
        };
    }

    /**
     * The cells that a phone leaves out until all are asked for. A class for each of them would make the page a tenth
     * larger.
     */
    private String further() {
        return IntStream.range(0, columns.size())
                .filter(column -> !columns.get(column).isFirst())
                .mapToObj(column -> "#entries:not(.all) :is(th, td):nth-child(" + (column + 1) + ")")
                .collect(Collectors.joining(",\n", "@media (max-width: 46rem) {\n", " { display: none; }\n}\n"));
    }

    /** The columns that the form has limits for from the start; all others can be added. */
    private List<Map<String, Object>> limits() {
        return columns.stream()
                .filter(column -> column == IndexColumn.RESOLUTION || column == IndexColumn.DETERMINED)
                .map(column -> Map.<String, Object>of("key", column.key(), "title", column.title, "unit", column.unit))
                .toList();
    }

    private Map<String, Object> row(int row, IndexEntry entry) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("row", row);
        values.put("id", entry.id());
        values.put("run", entry.run());
        values.put("link", link(entry));
        values.put("maps", maps(entry));
        values.put("failed", lost.contains(entry.id()));
        values.put("title", entry.title());
        values.put("spark", Sparkline.paths(entry.residues()));
        List<Map<String, Object>> cells = new ArrayList<>();
        columns.stream()
                .filter(column -> column != IndexColumn.ENTRY)
                .forEach(column -> cells.add(cell(entry, column)));
        values.put("cells", cells);
        return values;
    }

    /** The address of the page of its maps; empty without one. */
    private String maps(IndexEntry entry) {
        if (families == null) {
            return EntryLink.between(folder, entry.folder().path(EntryFile.MAPS_PAGE));
        }
        return families.contains(entry.id()) ? BesidePage.address(entry.id() + "/" + EntryFile.MAPS_PAGE.path()) : "";
    }

    private Map<String, Object> cell(IndexEntry entry, IndexColumn column) {
        double value = column.value(entry, run);
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("picture", column == IndexColumn.HISTOGRAM);
        cell.put("text", column == IndexColumn.METHOD ? entry.method() : column.text(value));
        String number = Double.isNaN(value) ? "" : number(value);
        cell.put("value", number);
        boolean numeric = column.isNumeric() || column == IndexColumn.HISTOGRAM;
        cell.put("key", numeric && !number.equals(cell.get("text")));
        cell.put("style", style(column));
        cell.put("of", "");
        cell.put("at", "");
        if (column == IndexColumn.PERCENTILE || column == IndexColumn.PERCENTILE_ALIKE) {
            RunPercentiles.Standing standing = column.standing(entry, run);
            cell.put("of", standing.isGiven() ? String.format(Locale.ROOT, "of %,d", standing.number()) : "");
        }
        if (column.isGraded()) {
            RunPercentiles.Standing standing = column.standing(entry, run);
            if (standing.isGiven()) {
                int fifth = (int) Math.min(4, standing.percentile() / FIFTH);
                cell.put("style", fifth == MIDDLE ? "" : "fifth" + fifth);
                cell.put("at", places(entry, column));
            }
        }
        return cell;
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /**
     * The percentile and of how many it is, among all and, where it is given, at like resolution; index.js has the
     * words.
     */
    private String places(IndexEntry entry, IndexColumn column) {
        return Stream.of(
                        run.among(entry, column::value, column.lowerIsBetter()),
                        run.atLikeResolution(entry, column::value, column.lowerIsBetter()))
                .filter(RunPercentiles.Standing::isGiven)
                .map(standing -> Math.round(standing.percentile()) + " " + standing.number())
                .collect(Collectors.joining(" "));
    }

    private static Map<String, Object> failure(Csv.Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", row.text("id"));
        values.put("step", row.textOr("process", "").isEmpty() ? row.textOr("step", "") : row.text("process"));
        values.put("exit", row.textOr("exit", ""));
        values.put("reason", row.textOr("reason", ""));
        return values;
    }

    /** Sentences on what may be compared with what. */
    private List<String> words(List<String> methods) {
        List<String> words = new ArrayList<>();
        long trend = entries.stream().filter(IndexEntry::hasTrend).count();
        if (trend > 0) {
            words.add("The line is what is typical of maps at a resolution when models are made by " + methods.get(0)
                    + (hasOwnTrend ? " at the settings of the trend that was given" : " at their default settings")
                    + ", the band one residual standard deviation of its logarithm"
                    + " on either side; dashed where no maps support it."
                    + " z says how many such deviations an entry lies above it (its models differ more) or below.");
        }
        if (methods.size() > 1 || trend < entries.size()) {
            long others = entries.size() - trend;
            words.add("How far models part depends on how they were made: compare entries of one kind of mark. "
                    + (trend == 0
                            ? "No trend is known for these."
                            : "The trend says nothing about the " + (others == 1 ? "entry" : others + " entries")
                                    + " made otherwise."));
        }
        return words;
    }
}
