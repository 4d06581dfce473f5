package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Shows a measure along each chain as a Vega-Lite specification, with one panel per chain and one scale for all. */
final class ProfileChart {
    private static final double[] RULES = {SpreadClass.WELL, SpreadClass.REGISTER_UNCERTAIN, SpreadClass.OMIT};
    /**
     * Where an RMSD exceeds this limit, its axis is a square root, so that a loose tail does not flatten the rest; Å.
     */
    private static final double LINEAR_UP_TO = 8;

    private static final double[] ROOT_TICKS = {0, 1, 3, 5, 10, 20, 50, 100, 200};
    /** Where an RMSD exceeds this, its axis reaches to the rule at 1 Å; Å. */
    private static final double NEAR_ONE = 0.4;

    private static final double HEADROOM = 1.06;
    private static final int FEW_CHAINS = 4;
    private static final int SAMPLED_LEGEND_X = 510;
    private static final int CLASS_LEGEND_X = 660;
    private static final int LEGEND_Y = -22;
    private static final int LINE_OF_TEXT = 12;

    /**
     * The residues of one chain that have an RMSD.
     *
     * @param places of the residues in residues.csv, from 0
     * @param rows the residues themselves
     */
    private record ChainRows(String id, List<Integer> places, List<ResidueRow> rows) {
        ChainRows(String id) {
            this(id, new ArrayList<>(), new ArrayList<>());
        }
    }

    private ProfileChart() {}

    /**
     * @param measure the height of the bars, whose colours are those of the RMSD; with the RMSD itself goes that before
     *     refinement
     */
    static ObjectNode of(List<ResidueRow> rows, ResidueMeasure measure) {
        Map<String, ChainRows> chains = new LinkedHashMap<>();
        for (int place = 0; place < rows.size(); place++) {
            ResidueRow row = rows.get(place);
            if (row.isDefined()) {
                ChainRows chain = chains.computeIfAbsent(row.chain(), ChainRows::new);
                chain.places.add(place);
                chain.rows.add(row);
            }
        }
        double[] shown = chains.values().stream()
                .flatMap(chain -> chain.rows.stream())
                .flatMapToDouble(
                        r -> DoubleStream.of(r.value(measure), sampled(measure).applyAsDouble(r)))
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        ObjectNode spec = Charts.resource("profile.vl.json");
        ArrayNode panels = (ArrayNode) spec.get("vconcat");
        chains.values().forEach(chain -> panels.add(panel(chain, measure, shown, chains.size())));
        legends(panels.get(0));
        return spec;
    }

    private static ToDoubleFunction<ResidueRow> sampled(ResidueMeasure measure) {
        return measure == ResidueMeasure.RMSD ? ResidueRow::sampled : row -> Double.NaN;
    }

    private static ObjectNode panel(ChainRows chain, ResidueMeasure measure, double[] shown, int chains) {
        ObjectNode panel = Charts.resource("profile-panel.vl.json");
        int height = chains == 1 ? 190 : chains <= FEW_CHAINS ? 130 : 100;
        panel.put("height", height);
        Charts.values(panel.at("/layer/4")).addObject().put("label", "Chain " + chain.id);
        points(Charts.values(panel), chain, measure);
        Charts.domain(
                panel.at("/layer/0/encoding/x/scale"),
                chain.rows.stream().mapToInt(ResidueRow::number).min().orElseThrow() - 0.5,
                chain.rows.stream().mapToInt(ResidueRow::number).max().orElseThrow() + 0.5);
        if (measure == ResidueMeasure.RMSD) {
            rmsdAxis(panel, shown[shown.length - 1], height);
        } else {
            axis(panel, measure, shown);
        }
        if (chain.rows.stream().allMatch(r -> Double.isNaN(sampled(measure).applyAsDouble(r)))) {
            ((ArrayNode) panel.get("layer")).remove(3);
        }
        return panel;
    }

    private static void rmsdAxis(ObjectNode panel, double highest, int height) {
        double reach = Math.max(highest, highest > NEAR_ONE ? SpreadClass.WELL : 0) * HEADROOM;
        double top = reach > 0 ? reach : 1;
        Charts.domain(panel.at("/layer/0/encoding/y/scale"), 0, top);
        if (highest > LINEAR_UP_TO) {
            ((ObjectNode) panel.at("/layer/0/encoding/y/scale")).put("type", "sqrt");
            ((ObjectNode) panel.at("/layer/0/encoding/y/axis"))
                    .putArray("title")
                    .add(ResidueMeasure.RMSD.axis())
                    .add("square-root scale");
            ArrayNode ticks = ((ObjectNode) panel.at("/layer/0/encoding/y/axis")).putArray("values");
            DoubleStream.of(ROOT_TICKS).filter(t -> t <= top).forEach(ticks::add);
        }
        rules(panel, top, height);
    }

    /** The axis starts at 0, save where all values lie far from it. */
    private static void axis(ObjectNode panel, ResidueMeasure measure, double[] shown) {
        double lowest = shown[0];
        double highest = shown[shown.length - 1];
        boolean far = lowest > 0.6 * highest;
        double margin = (HEADROOM - 1) * Math.max(highest - lowest, Double.MIN_NORMAL);
        ObjectNode y = (ObjectNode) panel.at("/layer/0/encoding/y");
        y.put("field", measure.column);
        ((ObjectNode) y.get("axis")).put("title", measure.axis());
        double bottom = far ? lowest - 3 * margin : Math.min(0, lowest - margin);
        Charts.domain(y.get("scale"), bottom, Math.max(0, highest + margin));
        ((ObjectNode) panel.at("/layer/0/encoding/y2")).put("datum", Charts.rounded(Math.max(0, bottom)));
    }

    /** Keeps the rules that lie within the axis. A label that would touch the one below it is left out. */
    private static void rules(ObjectNode panel, double top, int height) {
        boolean root = panel.at("/layer/0/encoding/y/scale/type").asText().equals("sqrt");
        double below = -LINE_OF_TEXT;
        for (double rule : RULES) {
            double place = height * (root ? Math.sqrt(rule / top) : rule / top);
            if (rule < top) {
                Charts.values(panel.at("/layer/1")).addObject().put("at", rule);
            }
            if (rule < top && place - below >= LINE_OF_TEXT) {
                Charts.values(panel.at("/layer/2")).addObject().put("at", rule).put("label", (int) rule + " Å");
                below = place;
            }
        }
    }

    /** Gives residues with insertion codes a share each of the width of their number. */
    private static void points(ArrayNode values, ChainRows chain, ResidueMeasure measure) {
        Map<Integer, Integer> sharing = new HashMap<>();
        chain.rows.forEach(r -> sharing.merge(r.number(), 1, Integer::sum));
        Map<Integer, Integer> placed = new HashMap<>();
        int segment = 0;
        ResidueRow previous = null;
        for (int i = 0; i < chain.rows.size(); i++) {
            ResidueRow row = chain.rows.get(i);
            boolean goesOn = previous == null || row.follows(previous) && !Double.isNaN(previous.sampled());
            segment += goesOn ? 0 : 1;
            double share = 1.0 / sharing.get(row.number());
            double from = row.number() - 0.5 + share * (placed.merge(row.number(), 1, Integer::sum) - 1);
            ObjectNode point = Charts.residue(values.addObject(), chain.places.get(i), row)
                    .put("from", Charts.rounded(from))
                    .put("to", Charts.rounded(from + share))
                    .put("at", Charts.rounded(from + share / 2))
                    .put("segment", segment);
            point.set("sampled", Charts.number(sampled(measure).applyAsDouble(row)));
            if (measure != ResidueMeasure.RMSD) {
                point.set(measure.column, Charts.number(row.value(measure)));
            }
            previous = row;
        }
    }

    /** Puts the legends in the line of the first panel's title, to its right. */
    private static void legends(JsonNode panel) {
        if (panel.at("/layer/3/encoding/stroke") instanceof ObjectNode sampled) {
            legend(sampled, "stroke", SAMPLED_LEGEND_X);
        }
        legend((ObjectNode) panel.at("/layer/0/encoding/fill"), "square", CLASS_LEGEND_X);
    }

    private static void legend(ObjectNode channel, String symbol, int x) {
        channel.putObject("legend")
                .putNull("title")
                .put("orient", "none")
                .put("direction", "horizontal")
                .put("legendX", x)
                .put("legendY", LEGEND_Y)
                .put("symbolType", symbol);
    }
}
