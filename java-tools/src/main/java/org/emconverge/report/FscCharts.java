package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.emconverge.Csv;
import org.emconverge.density.FscCurve;
import org.emconverge.density.ModelFit;

/** The charts of Fourier shell correlations: of two half maps, and of the map with the models. */
final class FscCharts {
    /** This far along an axis, words stand to the left of what they are about. */
    private static final double RIGHT = 0.65;
    /** This far a number does, for which less room will do, and which curves that fall leave free at the right. */
    private static final double FAR_RIGHT = 0.85;
    /** A curve that ends this near to where it is said to fall below a threshold did not fall below it. */
    private static final double END = 1 - 1e-4;

    private static final String MASKED = "best model, masked";

    private FscCharts() {}

    /**
     * How a curve is drawn.
     *
     * @param key of half_maps.json
     */
    private record Style(String key, String name, String colour, int[] dash) {}

    private static final List<Style> HALVES = List.of(
            new Style("corrected", "masked, corrected", "#0072b2", new int[] {1, 0}),
            new Style("unmasked", "unmasked", "#b34700", new int[] {6, 3}),
            new Style("masked", "masked, uncorrected", "#3a8fbf", new int[] {2, 2}),
            new Style("randomised", "masked, random phases", "#6b7480", new int[] {1, 3}));

    /**
     * The curves of half_maps.json, with the thresholds of 0.143 and 0.5 and where the corrected one falls below them.
     *
     * @param halfMaps half_maps.json, or a missing node
     * @param given resolution of the entry, Å
     * @return empty without curves
     */
    static Optional<ObjectNode> halfMaps(JsonNode halfMaps, double given) {
        JsonNode frequency = halfMaps.at("/curves/frequency");
        if (frequency.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode spec = Charts.resource("fsc.vl.json");
        // Where no phases were randomised there was nothing to correct, and the three masked curves are one.
        boolean corrected = halfMaps.path("randomised_from").isNumber();
        List<Style> drawn = new ArrayList<>();
        for (Style style : corrected ? HALVES : HALVES.subList(0, 2)) {
            JsonNode fsc = halfMaps.at("/curves/" + style.key);
            Style shown = corrected || !style.key.equals("corrected")
                    ? style
                    : new Style(style.key, "masked", style.colour, style.dash);
            if (!fsc.isEmpty()) {
                drawn.add(shown);
            }
            for (int shell = 0; shell < Math.min(fsc.size(), frequency.size()); shell++) {
                if (fsc.get(shell).isNumber()) {
                    point(spec, frequency.get(shell).asDouble(), fsc.get(shell).asDouble(), shown.name);
                }
            }
        }
        double end = frequency.get(frequency.size() - 1).asDouble();
        finish(spec, drawn, end, given);
        for (double threshold : new double[] {FscCurve.HALF_MAP_THRESHOLD, FscCurve.HALF}) {
            threshold(spec, threshold);
            JsonNode at = halfMaps.path("masked").path(ReadableText.shortest(threshold));
            crossing(spec, threshold, at.asDouble(Double.NaN), end);
        }
        return Optional.of(spec);
    }

    /**
     * The curves of fsc.csv: the range of all models masked, and the best model masked and not, with the threshold of
     * 0.5 and where the best one, masked, falls below it.
     *
     * @param fsc rows of fsc.csv
     * @param names of the models that are compared, best first; the curves of others are left out
     * @param given resolution of the entry, Å
     * @return empty without a curve of the best model
     */
    static Optional<ObjectNode> modelMap(List<Csv.Row> fsc, List<String> names, double given) {
        Map<String, List<Csv.Row>> models = new LinkedHashMap<>();
        fsc.stream()
                .filter(row -> names.contains(row.text("model")))
                .forEach(row -> models.computeIfAbsent(row.text("model"), name -> new ArrayList<>())
                        .add(row));
        List<Csv.Row> best = names.isEmpty() ? null : models.get(names.get(0));
        if (best == null) {
            return Optional.empty();
        }
        ObjectNode spec = Charts.resource("fsc.vl.json");
        List<Style> drawn = List.of(
                new Style("fsc_masked", MASKED, "#0072b2", new int[] {1, 0}),
                new Style("fsc", "best model, unmasked", "#b34700", new int[] {6, 3}));
        for (Style style : drawn) {
            for (Csv.Row row : best) {
                point(spec, row.number("frequency"), row.number(style.key), style.name);
            }
        }
        if (models.size() > 1) {
            range(Charts.values(spec.at("/layer/0")), models);
        }
        double end = best.get(best.size() - 1).number("frequency");
        finish(spec, drawn, end, given);
        threshold(spec, FscCurve.HALF);
        crossing(spec, FscCurve.HALF, ModelFit.fsc05(curve(best)), end);
        return Optional.of(spec);
    }

    /** @return Å; NaN when the best model's masked curve is nowhere above 0.5 */
    private static FscCurve curve(List<Csv.Row> rows) {
        double[] shells = new double[rows.size() + 1]; // the first is the mean, which the table leaves out
        for (int shell = 1; shell < shells.length; shell++) {
            shells[shell] = rows.get(shell - 1).number("fsc_masked");
        }
        double last = rows.get(rows.size() - 1).number("frequency");
        return new FscCurve(last / rows.size(), shells, new long[shells.length]);
    }

    private static void range(ArrayNode values, Map<String, List<Csv.Row>> models) {
        Map<Double, double[]> ranges = new TreeMap<>();
        models.values()
                .forEach(rows -> rows.forEach(row -> {
                    double fsc = row.number("fsc_masked");
                    ranges.merge(row.number("frequency"), new double[] {fsc, fsc}, (a, b) ->
                            new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
                }));
        ranges.forEach((frequency, range) -> values.addObject()
                .put("frequency", frequency)
                .put("low", range[0])
                .put("high", range[1]));
    }

    private static void point(ObjectNode spec, double frequency, double fsc, String curve) {
        Charts.values(spec)
                .addObject()
                .put("frequency", Charts.rounded(frequency))
                .put("resolution", resolution(1 / frequency))
                .put("fsc", Charts.rounded(fsc))
                .put("curve", curve);
    }

    /** The axes, the legend and the resolution that was given. */
    private static void finish(ObjectNode spec, List<Style> drawn, double end, double given) {
        double lowest = 0;
        for (JsonNode point : Charts.values(spec)) {
            lowest = Math.min(lowest, point.get("fsc").asDouble());
        }
        Charts.domain(spec.at("/layer/5/encoding/x/scale"), 0, end);
        Charts.domain(spec.at("/layer/5/encoding/y/scale"), Math.floor(10 * lowest) / 10, 1);
        for (Style style : drawn) {
            for (String channel : List.of("color", "strokeDash")) {
                ((ArrayNode) spec.at("/layer/5/encoding/" + channel + "/scale/domain")).add(style.name);
            }
            ((ArrayNode) spec.at("/layer/5/encoding/color/scale/range")).add(style.colour);
            ArrayNode dash = ((ArrayNode) spec.at("/layer/5/encoding/strokeDash/scale/range")).addArray();
            for (int length : style.dash) {
                dash.add(length);
            }
        }
        if (given > 0 && 1 / given <= end) {
            Charts.values(spec.at("/layer/3")).addObject().put("frequency", Charts.rounded(1 / given));
            if (RIGHT < 1 / given / end) {
                toTheLeft(spec.at("/layer/4/mark"));
            }
            Charts.values(spec.at("/layer/4"))
                    .addObject()
                    .put("frequency", Charts.rounded(1 / given))
                    .put("label", ReadableText.shortest(given) + " Å, as given");
        }
    }

    private static void threshold(ObjectNode spec, double at) {
        Charts.values(spec.at("/layer/1")).addObject().put("at", at);
        Charts.values(spec.at("/layer/2")).addObject().put("at", at).put("label", ReadableText.shortest(at));
    }

    /** @param resolution Å; NaN where the curve is below from the start */
    private static void crossing(ObjectNode spec, double threshold, double resolution, double end) {
        if (resolution > 0 && 1 / resolution < END * end) {
            Charts.values(spec.at("/layer/6"))
                    .addObject()
                    .put("frequency", Charts.rounded(1 / resolution))
                    .put("at", threshold);
            if (FAR_RIGHT < 1 / resolution / end) {
                spec.at("/layer/7/layer").forEach(text -> toTheLeft(text.get("mark")));
            }
            Charts.values(spec.at("/layer/7"))
                    .addObject()
                    .put("frequency", Charts.rounded(1 / resolution))
                    .put("at", threshold)
                    .put("label", ReadableText.number(resolution) + " Å");
        }
    }

    /** All words of a layer are on the side where the last one has room. */
    private static void toTheLeft(JsonNode mark) {
        ((ObjectNode) mark).put("align", "right").put("dx", -6);
    }

    private static double resolution(double value) {
        return Math.rint(100 * value) / 100;
    }
}
