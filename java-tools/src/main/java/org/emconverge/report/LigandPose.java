package org.emconverge.report;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * What the spread and the density say together of the pose of a ligand, a glycan's residue or an ion. Agreement alone
 * determines nothing where there is hardly any density, so a pose counts as determined only where the residue fits the
 * density, by its Q-score or its correlation, no worse than the worst quarter of the polymers' residues.
 */
final class LigandPose {
    private static final List<ResidueMetric> FITS = List.of(ResidueMetric.Q_SCORE, ResidueMetric.CC);

    private static final double LOWER_QUARTILE = 25;
    /** Of its heavy atoms inside the contour. */
    private static final double MOST = 0.5;

    private LigandPose() {}

    /** A clause for each residue of no polymer that has a spread. */
    static Map<ResidueRow, String> words(List<ResidueRow> rows) {
        Map<ResidueMetric, Double> weak = new EnumMap<>(ResidueMetric.class);
        FITS.forEach(fit -> weak.put(fit, quartile(rows, fit)));
        Map<ResidueRow, String> words = new HashMap<>();
        rows.stream()
                .filter(row -> !row.isOfPolymer() && !Double.isNaN(row.spread()))
                .forEach(row -> words.put(row, words(row, isWeak(row, weak) || isOutside(row))));
        return words;
    }

    private static String words(ResidueRow row, boolean weak) {
        String pose = row.kind() == ResidueKind.ION ? "place" : "pose";
        String spread = ReadableText.angstrom(row.spread());
        return switch (SpreadClass.of(row.spread())) {
            case WELL_DETERMINED ->
                weak
                        ? "the models agree on its " + pose + " to " + spread
                                + ", but the density shows it worse than most of the polymers: they may agree for other reasons"
                        : "its " + pose + " is determined to " + spread;
            case VARIABLE ->
                "the models agree on its " + pose + " to " + spread
                        + " only: where it lies is known, "
                        + (row.kind() == ResidueKind.ION ? "what binds it may not be" : "how it lies is not")
                        + (weak ? "; the density shows it worse than most of the polymers" : "");
            case UNCERTAIN -> "its " + pose + " is not determined: the models differ by " + spread;
        };
    }

    /** Whether it fits worse than a quarter of the polymers' residues by every measure that both have. */
    private static boolean isWeak(ResidueRow row, Map<ResidueMetric, Double> quartiles) {
        List<ResidueMetric> known = FITS.stream()
                .filter(fit -> !Double.isNaN(row.value(fit)) && !Double.isNaN(quartiles.get(fit)))
                .toList();
        return !known.isEmpty() && known.stream().allMatch(fit -> row.value(fit) < quartiles.get(fit));
    }

    private static boolean isOutside(ResidueRow row) {
        return row.value(ResidueMetric.INCLUSION) < MOST;
    }

    /** Of the fit of the polymers' residues; NaN where none was measured. */
    private static double quartile(List<ResidueRow> rows, ResidueMetric fit) {
        double[] values = rows.stream()
                .filter(ResidueRow::isDefined)
                .mapToDouble(row -> row.value(fit))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return values.length == 0 ? Double.NaN : new Percentile().evaluate(values, LOWER_QUARTILE);
    }
}
