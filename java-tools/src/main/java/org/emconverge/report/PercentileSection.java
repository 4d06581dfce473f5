package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.emconverge.PercentileRank;

/** Where the entry stands in a reference set: a bar for each measure, with the two percentiles on it. */
final class PercentileSection {
    private PercentileSection() {}

    /** The values for the template; null without a reference set. */
    static Map<String, Object> of(EntryResults results) {
        JsonNode percentiles = results.summary().path("percentiles");
        if (!percentiles.isObject()) {
            return null;
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ReferenceMeasure measure : ReferenceMeasure.values()) {
            JsonNode of = percentiles.path("measures").path(measure.column());
            if (of.path("all").isNumber()) {
                rows.add(row(measure, of));
            } else if (of.isObject()) {
                missing.add(
                        measure.term().name() + " (" + of.path("all_entries").asInt() + ")");
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rows", rows);
        values.put("any", !rows.isEmpty());
        values.put("reference", percentiles.path("reference").asText());
        values.put("entries", number(percentiles.path("entries").asLong()));
        values.put("alike", ReadableText.shortest(100 * PercentileRank.ALIKE));
        values.put(
                "missing",
                missing.isEmpty()
                        ? ""
                        : "Not given, because fewer than " + PercentileRank.FEWEST + " entries of the set compare: "
                                + ReadableText.list(missing) + ".");
        return values;
    }

    private static Map<String, Object> row(ReferenceMeasure measure, JsonNode of) {
        boolean alike = of.path("alike").isNumber();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("term", measure.term().key());
        row.put("name", measure.term().name());
        row.put("value", value(measure, of.path("value").asDouble()));
        row.put("all", place(of.path("all").asDouble()));
        row.put("alike", alike ? place(of.path("alike").asDouble()) : null);
        row.put(
                "words",
                "better than " + percent(of.path("all")) + " of "
                        + number(of.path("all_entries").asLong())
                        + (alike
                                ? "; at like resolution " + percent(of.path("alike")) + " of "
                                        + number(of.path("alike_entries").asLong())
                                : "; too few at like resolution ("
                                        + of.path("alike_entries").asLong() + ")"));
        return row;
    }

    private static String value(ReferenceMeasure measure, double value) {
        return switch (measure) {
            case FRACTION_LT1, FRACTION_DETERMINED -> ReadableText.percent(value);
            case CA_RMSD_MEAN -> ReadableText.angstrom(value);
            default -> ReadableText.number(value) + (measure.term().unit().equals("%") ? "\u00a0%" : "");
        };
    }

    /** Whole, and 0 or 100 only where it is exactly that. */
    private static String percent(JsonNode percentile) {
        double value = percentile.asDouble();
        long rounded = value > 0 && value < 1 ? 1 : value > 99 && value < 100 ? 99 : Math.round(value);
        return rounded + "\u00a0%";
    }

    /** A place on the bar, for style sheets. */
    private static String place(double percentile) {
        return String.format(Locale.ROOT, "%.1f%%", percentile);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
