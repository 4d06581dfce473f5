package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Structure;
import org.emconverge.AtomicOutput;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.ResidueId;

/**
 * Figures in the column widths of journals: the specifications of the page made narrower, and the pictures of the
 * backbone. The renderer scales each to its width in millimetres exactly, so pixels here only say how large the text
 * is: 11 pixels are 7 points.
 */
final class JournalFigures {
    /** Nature, Cell and Structure: one column 85 to 89 mm, two 174 to 183 mm. */
    private enum JournalColumn {
        SINGLE(88),
        DOUBLE(180);

        private static final double PIXELS_PER_MM = 4.1;
        final int millimetres;

        JournalColumn(int millimetres) {
            this.millimetres = millimetres;
        }

        /** The name of a figure in this width. */
        String figure(String of) {
            return of + "_" + millimetres + "mm";
        }

        /** The width of a drawing that has this much beside it, pixels. */
        int pixels(int beside) {
            return (int) Math.round(PIXELS_PER_MM * millimetres) - beside;
        }
    }

    private static final String WORM = "worm";
    private static final int BESIDE_HISTOGRAM = 52;
    private static final int BESIDE_PROFILE = 70;
    private static final int BESIDE_BACKBONE = 10;
    private static final int CLASS_LEGEND_WIDTH = 190;
    private static final int BOTH_LEGENDS_WIDTH = 340;
    private static final int CHAIN_TITLE_WIDTH = 90;
    private static final int LEGEND_LINE = 18;
    /** A histogram is this much wider than high, save where that makes it higher than on the page. */
    private static final double HISTOGRAM_ASPECT = 1.6;

    private JournalFigures() {}

    /**
     * Writes NAME_88mm.vl.json and NAME_180mm.vl.json for the histogram, the profile and, with an ensemble, worm and
     * overlay.
     *
     * @param ensemble all models, best first; null: no pictures of the backbone
     * @return the files, for the renderer
     */
    static List<Path> write(
            ObjectNode histogram, ObjectNode profile, List<ResidueRow> rows, Structure ensemble, EntryFolder entry)
            throws IOException {
        List<Backbone> models = ensemble == null ? List.of() : Backbone.of(ensemble);
        Map<ResidueId, Double> rmsd = new HashMap<>();
        rows.forEach(r -> rmsd.put(new ResidueId(r.chain(), r.number(), r.insertionCode()), r.rmsd()));
        boolean drawable = !models.isEmpty() && models.get(0).pieces().stream().anyMatch(piece -> piece.size() > 1);
        List<Path> files = new ArrayList<>();
        for (JournalColumn column : JournalColumn.values()) {
            Map<String, ObjectNode> specs = new LinkedHashMap<>();
            specs.put("histogram", histogram(histogram.deepCopy(), column.pixels(BESIDE_HISTOGRAM)));
            specs.put("profile", profile(profile.deepCopy(), column.pixels(BESIDE_PROFILE)));
            if (drawable) {
                specs.put(WORM, BackboneFigures.worm(models, rmsd, column.pixels(BESIDE_BACKBONE)));
                specs.put("overlay", BackboneFigures.overlay(models, rmsd, column.pixels(BESIDE_BACKBONE)));
            }
            for (Map.Entry<String, ObjectNode> spec : specs.entrySet()) {
                spec.getValue().putObject("usermeta").put("width_mm", column.millimetres);
                Path file = entry.path(EntryFile.FIGURE_SPECIFICATION, column.figure(spec.getKey()));
                AtomicOutput.write(file, spec.getValue() + "\n");
                files.add(file);
            }
        }
        return files;
    }

    /** The name of the worm that a page shows until it draws the models itself, where there is one. */
    static String worm() {
        return JournalColumn.DOUBLE.figure(WORM);
    }

    private static ObjectNode histogram(ObjectNode spec, int width) {
        double height = Math.min(spec.get("height").asDouble(), Math.rint(width / HISTOGRAM_ASPECT));
        return spec.put("width", width).put("height", height);
    }

    /**
     * The legends stand right above the first panel, one above the other where they do not fit beside the chain's
     * title.
     */
    private static ObjectNode profile(ObjectNode spec, int width) {
        spec.get("vconcat").forEach(panel -> ((ObjectNode) panel).put("width", width));
        boolean beside = width >= BOTH_LEGENDS_WIDTH + CHAIN_TITLE_WIDTH;
        move(spec.at("/vconcat/0/layer/0/encoding/fill/legend"), width - CLASS_LEGEND_WIDTH, 0);
        move(
                spec.at("/vconcat/0/layer/3/encoding/stroke/legend"),
                width - (beside ? BOTH_LEGENDS_WIDTH : CLASS_LEGEND_WIDTH),
                beside ? 0 : LEGEND_LINE);
        return spec;
    }

    private static void move(JsonNode legend, int x, int higher) {
        if (legend instanceof ObjectNode node) {
            node.put("legendX", x).put("legendY", node.get("legendY").asInt() - higher);
        }
    }
}
