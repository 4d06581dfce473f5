package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.emconverge.trend.Trend;
import org.emconverge.trend.Trends;

/**
 * Shows the mean Cα RMSD of every entry against the resolution of its map, on a logarithmic axis, with the trend for
 * entries whose engines have one. Entries of other engines have marks and colours of their own, because the trend says
 * nothing about them.
 */
public final class TrendChart {
    /** The least value of the logarithmic axis, Å: models that are all but the same. */
    private static final double LEAST = 0.001;

    private static final double STEP = 0.05;
    /** The line reaches this far beyond the entries, Å, so that the axis says something where there is only one. */
    private static final double MARGIN = 0.25;
    /** How far the axis of the spread reaches beyond the entries, by this factor. */
    private static final double ROOM = 1.25;
    /** The colours of Okabe & Ito (2008), which can be told apart with any colour vision. */
    public static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");
    /** The more entries, the smaller their marks; square pixels. */
    private static final int MANY = 200;

    private static final int SMALL = 24;
    private static final List<String> SHAPES =
            List.of("circle", "diamond", "triangle-up", "square", "cross", "triangle-down");

    private TrendChart() {}

    /**
     * @param entries at least one with a resolution
     * @param trend of which the line is, where an entry has one
     */
    public static ObjectNode of(List<? extends TrendPoint> entries, Trend trend) {
        ObjectNode spec = Charts.resource("trend.vl.json");
        ArrayNode points = (ArrayNode) spec.at("/layer/3/data/values");
        for (int row = 0; row < entries.size(); row++) {
            TrendPoint entry = entries.get(row);
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
        if (entries.stream().anyMatch(TrendPoint::hasTrend)) {
            double best =
                    entries.stream().mapToDouble(TrendPoint::resolution).min().orElseThrow();
            double worst =
                    entries.stream().mapToDouble(TrendPoint::resolution).max().orElseThrow();
            line(spec, trend, Math.max(0, best - MARGIN), worst + MARGIN);
        }
        return spec;
    }

    /**
     * The same without the entries, which a page draws itself where they are very many: its axes reach over all of
     * them, and a rule stands at the knee of the trend.
     *
     * @param entries at least one with a resolution
     */
    public static ObjectNode frame(List<? extends TrendPoint> entries) {
        ObjectNode spec = of(entries, Trends.shipped().trends().get(0));
        ArrayNode layers = (ArrayNode) spec.get("layer");
        layers.remove(layers.size() - 1);
        DoubleSummaryStatistics resolutions =
                entries.stream().mapToDouble(TrendPoint::resolution).summaryStatistics();
        DoubleSummaryStatistics means = entries.stream()
                .mapToDouble(entry -> Math.max(LEAST, entry.mean()))
                .summaryStatistics();
        Charts.domain(
                spec.at("/encoding/x/scale"),
                Math.max(0, resolutions.getMin() - MARGIN),
                resolutions.getMax() + MARGIN);
        Charts.domain(spec.at("/encoding/y/scale"), means.getMin() / ROOM, means.getMax() * ROOM);
        addKnee(spec, entries, resolutions);
        return spec;
    }

    /** The chart with the knee of the trend marked. */
    public static ObjectNode withKnee(List<? extends TrendPoint> entries) {
        ObjectNode spec = of(entries, Trends.shipped().trends().get(0));
        addKnee(
                spec,
                entries,
                entries.stream().mapToDouble(TrendPoint::resolution).summaryStatistics());
        return spec;
    }

    /** Marks where the trend bends most, where the axis has it. */
    private static void addKnee(
            ObjectNode spec, List<? extends TrendPoint> entries, DoubleSummaryStatistics resolutions) {
        Trend.Knee knee = Trends.shipped().trends().get(0).knee();
        boolean shown = entries.stream().anyMatch(TrendPoint::hasTrend)
                && knee != null
                && knee.resolution() > resolutions.getMin() - MARGIN
                && knee.resolution() < resolutions.getMax() + MARGIN;
        if (!shown) {
            return;
        }
        for (JsonNode layer : Charts.resource("knee.vl.json").get("layer")) {
            Charts.values(layer)
                    .addObject()
                    .put("resolution", Charts.rounded(knee.resolution()))
                    .put("label", "knee, " + ReadableText.shortest(Math.rint(10 * knee.resolution()) / 10) + " Å");
            ((ArrayNode) spec.get("layer")).add(layer);
        }
    }

    /** The methods in the order of the legend: the one with a trend first, the others by name. */
    public static List<String> methods(List<? extends TrendPoint> entries) {
        return entries.stream()
                .sorted((a, b) -> a.hasTrend() != b.hasTrend()
                        ? (a.hasTrend() ? -1 : 1)
                        : a.method().compareTo(b.method()))
                .<String>map(TrendPoint::method)
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
    private static void line(ObjectNode spec, Trend trend, double from, double to) {
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
