package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The figures as Vega-Lite specifications: their look lies in resources, the numbers are put in here. Text of users (chain ids) goes
 * into data and titles only, never into an expression.
 */
final class Charts {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double[] RULES = {SpreadClass.WELL, SpreadClass.REGISTER_UNCERTAIN, SpreadClass.OMIT};
    /** Beyond it a profile's axis is a square root, so that a loose tail does not flatten the rest; Å. */
    private static final double LINEAR_UP_TO = 8;
    private static final double[] ROOT_TICKS = {0, 1, 3, 5, 10, 20, 50, 100, 200};
    /** Where a profile comes this near to 1 Å, its axis reaches the rule at 1 Å. */
    private static final double NEAR_ONE = 0.4;
    private static final double HEADROOM = 1.06;
    private static final int FEW_CHAINS = 4;
    private static final int SAMPLED_LEGEND_X = 510;
    private static final int CLASS_LEGEND_X = 660;
    private static final int LEGEND_Y = -22;
    private static final int LINE_OF_TEXT = 12;

    private Charts() {
    }

    /** @param mean Å, marked by a rule */
    static ObjectNode histogram(Histogram histogram, double mean) {
        ObjectNode spec = resource("histogram.vl.json");
        ArrayNode bins = values(spec);
        for (int bin = 0; bin < histogram.counts().size(); bin++) {
            double from = histogram.from(bin);
            bins.addObject().put("from", rounded(from)).put("to", rounded(from + histogram.width()))
                    .put("count", histogram.counts().get(bin)).put("class", SpreadClass.of(from + histogram.width() / 2).label);
        }
        double end = histogram.beyond() > 0 ? Histogram.LIMIT : histogram.from(histogram.counts().size());
        double marked = Math.min(mean, Histogram.LIMIT);
        domain(spec.at("/layer/0/encoding/x/scale"), 0, Math.max(end, 1.02 * marked));
        values(spec.at("/layer/1")).addObject().put("mean", rounded(marked));
        values(spec.at("/layer/2")).addObject().put("mean", rounded(marked)).put("label", "mean " + Words.angstrom(mean));
        if (marked > end / 2) {
            ((ObjectNode) spec.at("/layer/2/mark")).put("align", "right").put("dx", -5);
        }
        if (histogram.beyond() > 0) {
            values(spec.at("/layer/3")).addObject().put("label", Words.count(histogram.beyond(), "residue") + " beyond 10 Å →");
        }
        return spec;
    }

    /** One panel per chain, all to one scale of RMSD. */
    static ObjectNode profile(List<ResidueRow> rows) {
        ObjectNode spec = resource("profile.vl.json");
        Map<String, List<ResidueRow>> chains = new LinkedHashMap<>();
        rows.stream().filter(ResidueRow::isDefined)
                .forEach(row -> chains.computeIfAbsent(row.chain(), key -> new ArrayList<>()).add(row));
        double highest = rows.stream().filter(ResidueRow::isDefined)
                .flatMapToDouble(r -> DoubleStream.of(r.rmsd(), r.sampled())).filter(v -> !Double.isNaN(v)).max()
                .orElse(1);
        ArrayNode panels = (ArrayNode) spec.get("vconcat");
        chains.forEach((chain, residues) -> panels.add(panel(chain, residues, highest, chains.size())));
        legends(panels.get(0));
        ((ObjectNode) panels.get(panels.size() - 1).at("/layer/0/encoding/x/axis")).put("title", "residue number");
        return spec;
    }

    private static ObjectNode panel(String chain, List<ResidueRow> residues, double highest, int chains) {
        ObjectNode panel = resource("profile-panel.vl.json");
        int height = chains == 1 ? 190 : chains <= FEW_CHAINS ? 130 : 100;
        panel.put("height", height);
        values(panel.at("/layer/4")).addObject().put("label", "Chain " + chain);
        points(values(panel), residues);
        domain(panel.at("/layer/0/encoding/x/scale"), residues.stream().mapToInt(ResidueRow::number).min().orElseThrow() - 0.5,
                residues.stream().mapToInt(ResidueRow::number).max().orElseThrow() + 0.5);
        double reach = Math.max(highest, highest > NEAR_ONE ? SpreadClass.WELL : 0) * HEADROOM;
        double top = reach > 0 ? reach : 1;
        domain(panel.at("/layer/0/encoding/y/scale"), 0, top);
        if (highest > LINEAR_UP_TO) {
            ((ObjectNode) panel.at("/layer/0/encoding/y/scale")).put("type", "sqrt");
            ArrayNode ticks = ((ObjectNode) panel.at("/layer/0/encoding/y/axis")).putArray("values");
            DoubleStream.of(ROOT_TICKS).filter(t -> t <= top).forEach(ticks::add);
        }
        rules(panel, top, height);
        if (residues.stream().allMatch(r -> Double.isNaN(r.sampled()))) {
            ((ArrayNode) panel.get("layer")).remove(3);
        }
        return panel;
    }

    /** The rules within the axis; a label that would touch the one below it is left out. */
    private static void rules(ObjectNode panel, double top, int height) {
        boolean root = panel.at("/layer/0/encoding/y/scale/type").asText().equals("sqrt");
        double below = -LINE_OF_TEXT;
        for (double rule : RULES) {
            double place = height * (root ? Math.sqrt(rule / top) : rule / top);
            if (rule < top) {
                values(panel.at("/layer/1")).addObject().put("at", rule);
            }
            if (rule < top && place - below >= LINE_OF_TEXT) {
                values(panel.at("/layer/2")).addObject().put("at", rule).put("label", (int) rule + " Å");
                below = place;
            }
        }
    }

    /** Residues with insertion codes share the width of their number. */
    private static void points(ArrayNode values, List<ResidueRow> residues) {
        Map<Integer, Integer> sharing = new HashMap<>();
        residues.forEach(r -> sharing.merge(r.number(), 1, Integer::sum));
        Map<Integer, Integer> placed = new HashMap<>();
        int segment = 0;
        ResidueRow previous = null;
        for (ResidueRow row : residues) {
            boolean goesOn = previous == null || row.follows(previous) && !Double.isNaN(previous.sampled());
            segment += goesOn ? 0 : 1;
            double share = 1.0 / sharing.get(row.number());
            double from = row.number() - 0.5 + share * (placed.merge(row.number(), 1, Integer::sum) - 1);
            ObjectNode point = values.addObject().put("residue", row.name() + " " + row.label()).put("from", rounded(from))
                    .put("to", rounded(from + share)).put("at", rounded(from + share / 2)).put("segment", segment);
            point.put("rmsd", row.rmsd()).put("class", SpreadClass.of(row.rmsd()).label);
            point.set("sampled", number(row.sampled()));
            previous = row;
        }
    }

    /** In the line of the first panel's title, to its right. */
    private static void legends(JsonNode panel) {
        if (panel.at("/layer/3/encoding/stroke") instanceof ObjectNode sampled) {
            legend(sampled, "stroke", SAMPLED_LEGEND_X);
        }
        legend((ObjectNode) panel.at("/layer/0/encoding/fill"), "square", CLASS_LEGEND_X);
    }

    private static void legend(ObjectNode channel, String symbol, int x) {
        channel.putObject("legend").putNull("title").put("orient", "none").put("direction", "horizontal").put("legendX", x)
                .put("legendY", LEGEND_Y).put("symbolType", symbol);
    }

    private static JsonNode number(double value) {
        return Double.isNaN(value) ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.numberNode(value);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    static void domain(JsonNode scale, double from, double to) {
        ((ObjectNode) scale).putArray("domain").add(rounded(from)).add(rounded(to));
    }

    static ArrayNode values(JsonNode layer) {
        return (ArrayNode) layer.at("/data/values");
    }

    static ObjectNode resource(String name) {
        try (InputStream in = Charts.class.getResourceAsStream(name)) {
            return (ObjectNode) MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
