package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.emconverge.density.DensityHistogram;
import org.emconverge.density.InclusionCurve;

/** The charts of a map's density: its histogram, and which atoms are inside at each level. */
final class DensityCharts {
    static final String ALL = "all atoms";
    static final String BACKBONE = "backbone";
    /** Words about a place this near to an end of the axis begin, or end, there. */
    private static final double LEFT = 0.4;

    private static final double RIGHT = 0.6;

    private DensityCharts() {}

    /**
     * A level that is marked.
     *
     * @param at in the map's units; NaN where none is known
     * @param recommended whether it came with the map, and was not found from the density at the models
     */
    record Level(double at, boolean recommended) {
        boolean isKnown() {
            return !Double.isNaN(at);
        }

        /** What a reader calls it. */
        String name() {
            return recommended ? "recommended level" : "level of the 3D view";
        }
    }

    /** @param levels at which the curve is drawn, from {@link InclusionCurve#levels} */
    static ObjectNode inclusion(InclusionCurve curve, double[] levels, DensityScale scale, Level level) {
        ObjectNode spec = Charts.resource("inclusion.vl.json");
        for (double at : levels) {
            point(Charts.values(spec), scale, at, ALL, curve.all(at));
            if (curve.backboneAtoms() > 0) {
                point(Charts.values(spec), scale, at, BACKBONE, curve.backbone(at));
            }
        }
        Charts.domain(spec.at("/layer/0/encoding/x/scale"), levels[0], levels[levels.length - 1]);
        scale.label(spec.at("/layer/0/encoding/x/axis"));
        mark(spec, 1, scale, level, levels[0], levels[levels.length - 1]);
        if (level.isKnown()) {
            ArrayNode crossings = Charts.values(spec.at("/layer/3"));
            point(crossings, scale, level.at(), ALL, curve.all(level.at()));
            if (curve.backboneAtoms() > 0) {
                point(crossings, scale, level.at(), BACKBONE, curve.backbone(level.at()));
            }
        }
        return spec;
    }

    private static void point(ArrayNode values, DensityScale scale, double level, String atoms, double share) {
        values.addObject()
                .put("level", Charts.rounded(level))
                .put("sigma", rounded(scale.sigma(level)))
                .put("atoms", atoms)
                .put("percent", rounded(100 * share));
    }

    /** Bins without voxels are left out: there is no bar of nothing on a logarithmic axis. */
    static ObjectNode histogram(DensityHistogram histogram, DensityScale scale, Level level) {
        ObjectNode spec = Charts.resource("density.vl.json");
        for (int bin = 0; bin < histogram.counts().length; bin++) {
            if (histogram.counts()[bin] > 0) {
                Charts.values(spec)
                        .addObject()
                        .put("from", Charts.rounded(histogram.edge(bin)))
                        .put("to", Charts.rounded(histogram.edge(bin + 1)))
                        .put("sigma", rounded(scale.sigma((histogram.edge(bin) + histogram.edge(bin + 1)) / 2)))
                        .put("count", histogram.counts()[bin]);
            }
        }
        double end = histogram.edge(histogram.counts().length);
        double from = level.isKnown() ? Math.min(histogram.from(), level.at()) : histogram.from();
        double to = level.isKnown() ? Math.max(end, level.at()) : end;
        Charts.domain(spec.at("/layer/0/encoding/x/scale"), from, to);
        scale.label(spec.at("/layer/0/encoding/x/axis"));
        mark(spec, 1, scale, level, from, to);
        return spec;
    }

    /** Gives a layer a rule at the level, and the next its words, above the chart and within its width. */
    private static void mark(ObjectNode spec, int layer, DensityScale scale, Level level, double from, double to) {
        if (!level.isKnown()) {
            return;
        }
        JsonNode rule = spec.at("/layer/" + layer);
        JsonNode words = spec.at("/layer/" + (layer + 1));
        Charts.values(rule).addObject().put("level", Charts.rounded(level.at()));
        Charts.values(words)
                .addObject()
                .put("level", Charts.rounded(level.at()))
                .put("label", level.name() + " " + scale.text(level.at()));
        double place = (level.at() - from) / (to - from);
        ((ObjectNode) words.get("mark")).put("align", place < LEFT ? "left" : place > RIGHT ? "right" : "center");
    }

    private static double rounded(double value) {
        return Math.rint(1000 * value) / 1000;
    }
}
