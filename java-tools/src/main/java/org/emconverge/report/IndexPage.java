package org.emconverge.report;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.emconverge.Csv;

/**
 * The page of a run as one self-contained HTML text. Mustache escapes every value but the style sheets, the chart and
 * the scripts.
 */
final class IndexPage {
    private IndexPage() {}

    /** @param picture svg element, or the empty string without entries */
    static String html(List<IndexEntry> entries, Csv failed, String picture, PageScripts scripts) throws IOException {
        List<String> methods = TrendChart.methods(entries);
        Set<String> lost = failed.rows().stream().map(row -> row.text("id")).collect(Collectors.toSet());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("policy", scripts.policy());
        values.put(
                "style",
                SpreadClass.styleProperties() + ReportPage.resource("report.css") + ReportPage.resource("index.css"));
        values.put(
                "count", entries.size() == 1 ? "1 entry" : String.format(Locale.ROOT, "%,d entries", entries.size()));
        values.put("lost", lost.isEmpty() ? "" : lost.size() + " failed");
        values.put("words", words(entries, methods));
        values.put("any", !entries.isEmpty());
        boolean judged = entries.stream().anyMatch(IndexEntry::isJudged);
        values.put("judged", judged);
        values.put("least", ReadableText.shortest(ConfidenceClass.DETERMINED.from));
        values.put("picture", picture);
        values.put("methods", methods.size() > 1 ? Map.of("names", methods) : null);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < entries.size(); row++) {
            rows.add(row(row, entries.get(row), lost, judged));
        }
        values.put("rows", rows);
        values.put(
                "failed",
                failed.rows().isEmpty()
                        ? null
                        : Map.of(
                                "rows",
                                failed.rows().stream().map(IndexPage::failure).toList()));
        values.put("scripts", scripts.html());
        return ReportPage.fill("index.mustache", values);
    }

    /** @param judged whether the table has a column for what the map determines */
    private static Map<String, Object> row(int row, IndexEntry entry, Set<String> failed, boolean judged) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("row", row);
        values.put("id", entry.id());
        values.put(
                "link",
                failed.contains(entry.id())
                        ? ""
                        : URLEncoder.encode(entry.id(), StandardCharsets.UTF_8).replace("+", "%20") + "/report.html");
        values.put("title", entry.title());
        values.put("resolution", ReadableText.shortest(entry.resolution()));
        values.put("residues", entry.residueCount());
        values.put("models", entry.models());
        values.put("mean", ReadableText.number(entry.mean()));
        values.put("meanValue", entry.mean());
        values.put("median", ReadableText.number(entry.median()));
        values.put("medianValue", entry.median());
        values.put(
                "determined",
                judged
                        ? Map.of(
                                "share", entry.isJudged() ? percent(entry.determined()) : "–",
                                "value", entry.isJudged() ? entry.determined() : "")
                        : null);
        values.put("well", percent(entry.well()));
        values.put("wellValue", entry.well());
        values.put("uncertain", percent(entry.uncertain()));
        values.put("uncertainValue", entry.uncertain());
        values.put("spark", Sparkline.paths(entry.residues()));
        values.put(
                "sparkAlt",
                ReadableText.percent(entry.well()) + " below 1 Å, " + ReadableText.percent(entry.uncertain())
                        + " above 3 Å");
        values.put(
                "z",
                entry.hasTrend()
                        ? String.format(Locale.ROOT, "%+.1f", entry.z()).replace('-', '−')
                        : "–");
        values.put("zValue", entry.hasTrend() ? entry.z() : "");
        values.put("method", entry.method());
        return values;
    }

    /** A percentage short enough for a column. */
    private static String percent(double fraction) {
        return ReadableText.percent(fraction).replace("less than", "<");
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
    private static List<String> words(List<IndexEntry> entries, List<String> methods) {
        List<String> words = new ArrayList<>();
        long trend = entries.stream().filter(IndexEntry::hasTrend).count();
        if (trend > 0) {
            words.add("The line is what is typical of maps at a resolution when models are made by " + methods.get(0)
                    + " at their default"
                    + " settings, the band one residual standard deviation of its logarithm"
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
