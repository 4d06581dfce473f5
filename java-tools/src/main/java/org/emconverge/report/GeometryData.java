package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.emconverge.report.ModelGeometry.Torsions;
import org.emconverge.validation.Ramachandran.Kind;
import org.emconverge.validation.Verdict;

/** What the page's scripts know of the geometry of the models: the block {@code geometry}. */
final class GeometryData {
    /** More points than these make the plot slow, so only as many of the best models are carried as fit. */
    private static final int MOST_POINTS = 100_000;

    private static final char NONE = '.';
    /** Of the first class's first verdict; the others follow in their order. */
    private static final char FIRST = 'a';

    private GeometryData() {}

    static void addTo(PageScripts scripts, EntryResults results, ModelGeometry geometry) throws IOException {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        geometry.models().forEach(page.putArray("models")::add);
        torsions(page, results.residues().size(), geometry);
        outliers(page.putArray("outliers"), geometry);
        ArrayNode criteria = page.putArray("criteria");
        for (ResidueCriterion criterion : ResidueCriterion.of(results, geometry)) {
            ObjectNode counts = criteria.addObject()
                    .put("key", criterion.key())
                    .put("title", criterion.title())
                    .put("grades", criterion.grades())
                    .putObject("counts");
            criterion.counts().forEach((row, models) -> counts.put(Integer.toString(row), models));
        }
        ResidueCard.addTo(page, results);
        scripts.data("geometry", page.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** How many of the models the plot shows, the best first. */
    static int plotted(int residues, ModelGeometry geometry) {
        return Math.min(geometry.models().size(), Math.max(1, MOST_POINTS / Math.max(1, residues)));
    }

    /**
     * Of every model three columns with a place for each row of residues.csv: φ and ψ in whole degrees, 0 where there
     * are none, and a character for class and verdict.
     */
    private static void torsions(ObjectNode page, int residues, ModelGeometry geometry) {
        ArrayNode kinds = page.putArray("kinds");
        for (Kind kind : Kind.values()) {
            kinds.add(RamachandranChart.title(kind));
        }
        ArrayNode models = page.putArray("torsions");
        int plotted = geometry.torsions().isEmpty() ? 0 : plotted(residues, geometry);
        for (int model = 0; model < plotted; model++) {
            int of = model;
            List<Torsions> points = geometry.torsions().stream()
                    .filter(point -> point.model() == of)
                    .toList();
            model(models.addObject(), residues, points);
        }
    }

    private static void model(ObjectNode columns, int residues, List<Torsions> points) {
        long[] phi = new long[residues];
        long[] psi = new long[residues];
        char[] codes = new char[residues];
        Arrays.fill(codes, NONE);
        for (Torsions point : points) {
            phi[point.row()] = Math.round(point.result().phi());
            psi[point.row()] = Math.round(point.result().psi());
            codes[point.row()] = (char) (FIRST
                    + Verdict.values().length * point.result().kind().ordinal()
                    + point.result().verdict().ordinal());
        }
        ArrayNode phis = columns.putArray("phi");
        ArrayNode psis = columns.putArray("psi");
        for (int row = 0; row < residues; row++) {
            phis.add(phi[row]);
            psis.add(psi[row]);
        }
        columns.put("codes", new String(codes));
    }

    /** The groups, for the card of a residue. */
    private static void outliers(ArrayNode all, ModelGeometry geometry) {
        for (OutlierGroup group : geometry.outliers().orElse(List.of())) {
            if (group.row() >= 0 || group.partner() >= 0) {
                all.addObject()
                        .put("row", group.row())
                        .put("partner", group.partner())
                        .put("residue", group.residue().toString())
                        .put("kind", group.kind().title)
                        .put("what", group.kind().what(group.worst()))
                        .put("value", group.kind().value(group.worst()))
                        .put("share", group.share(geometry.models().size()));
            }
        }
    }
}
