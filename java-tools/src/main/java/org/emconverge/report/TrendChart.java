package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.emconverge.convergence.Trend;

/**
 * Shows the mean Cα RMSD of every entry against the resolution of its map, on a logarithmic axis, with the trend for
 * entries whose engines have one. Entries of other engines have marks and colours of their own, because the trend says
 * nothing about them.
 */
final class TrendChart {
    /** The least value of the logarithmic axis, Å: models that are all but the same. */
    private static final double LEAST = 0.001;

    private static final double STEP = 0.05;
    /** The line reaches this far beyond the entries, Å, so that the axis says something where there is only one. */
    private static final double MARGIN = 0.25;
    /** The colours of Okabe & Ito (2008), which can be told apart with any colour vision. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");
    /** The more entries, the smaller their marks; square pixels. */
    private static final int MANY = 200;

    private static final int SMALL = 24;
    private static final List<String> SHAPES =
            List.of("circle", "diamond", "triangle-up", "square", "cross", "triangle-down");

    private TrendChart() {}

    /** @param entries at least one with a resolution */
    static ObjectNode of(List<IndexEntry> entries) {
        ObjectNode spec = Charts.resource("trend.vl.json");
        ArrayNode points = (ArrayNode) spec.at("/layer/3/data/values");
        for (int row = 0; row < entries.size(); row++) {
            IndexEntry entry = entries.get(row);
            points.addObject()
                    .put("row", row)
                    .put("id", entry.id())
                    .put("title", entry.title())
                    .put("resolution", entry.resolution())
                    .put("mean", Math.max(LEAST, entry.mean()))
                    .put("method", entry.method())
                    .put("shown", true);
        }
        if (entries.size() > MANY) {
            ((ObjectNode) spec.at("/layer/3/mark")).put("size", SMALL);
        }
        List<String> methods = methods(entries);
        scale(spec.at("/layer/3/encoding/color/scale"), methods, COLOURS);
        scale(spec.at("/layer/3/encoding/shape/scale"), methods, SHAPES);
        if (entries.stream().anyMatch(IndexEntry::hasTrend)) {
            double best =
                    entries.stream().mapToDouble(IndexEntry::resolution).min().orElseThrow();
            double worst =
                    entries.stream().mapToDouble(IndexEntry::resolution).max().orElseThrow();
            line(spec, Math.max(0, best - MARGIN), worst + MARGIN);
        }
        return spec;
    }

    /** The methods in the order of the legend: the one with a trend first, the others by name. */
    static List<String> methods(List<IndexEntry> entries) {
        return entries.stream()
                .sorted((a, b) -> a.hasTrend() != b.hasTrend()
                        ? (a.hasTrend() ? -1 : 1)
                        : a.method().compareTo(b.method()))
                .map(IndexEntry::method)
                .distinct()
                .toList();
    }

    private static void scale(JsonNode scale, List<String> methods, List<String> range) {
        for (int i = 0; i < methods.size(); i++) {
            ((ArrayNode) scale.get("domain")).add(methods.get(i));
            ((ArrayNode) scale.get("range")).add(range.get(i % range.size()));
        }
    }

    /** Draws the band of one residual standard deviation, and the line: whole where maps support it, dashed beyond. */
    private static void line(ObjectNode spec, double from, double to) {
        Trend trend = Trend.shipped();
        int steps = (int) Math.ceil((to - from) / STEP);
        for (int i = 0; i <= steps; i++) {
            double resolution = Charts.rounded(from + i * STEP);
            double expected = trend.expectedMean(resolution);
            boolean known = !trend.extrapolates(resolution);
            double factor = Math.exp(trend.residualSd());
            ((ArrayNode) spec.at("/layer/0/data/values"))
                    .addObject()
                    .put("resolution", resolution)
                    .put("low", Charts.rounded(expected / factor))
                    .put("high", Charts.rounded(expected * factor));
            ((ArrayNode) spec.at("/layer/1/data/values"))
                    .addObject()
                    .put("resolution", resolution)
                    .put("mean", Charts.rounded(expected));
            if (known) {
                ((ArrayNode) spec.at("/layer/2/data/values"))
                        .addObject()
                        .put("resolution", resolution)
                        .put("mean", Charts.rounded(expected));
            }
        }
    }
}
