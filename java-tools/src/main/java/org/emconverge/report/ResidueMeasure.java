package org.emconverge.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.emconverge.density.FscCurve;
import org.emconverge.metrics.ResidueMetric;

/** The columns of residues.csv that the page can show, those that differ along the chain also as charts. */
enum ResidueMeasure {
    RMSD(ResidueMetric.CA_RMSD, "Cα RMSD", "Å"),
    CONFIDENCE(ResidueMetric.CONFIDENCE, "confidence", ""),
    CA_SHIFT(ResidueMetric.CA_SHIFT, "shift from the start", "Å"),
    REGISTER_PROBABILITY(ResidueMetric.REGISTER_PROBABILITY, "register probability", ""),
    Q_SCORE(ResidueMetric.Q_SCORE, "Q-score", ""),
    B_FACTOR(ResidueMetric.B_ISO, "B factor", "Å²"),
    LOCAL_RESOLUTION(ResidueMetric.LOCAL_RESOLUTION, "local resolution, FSC " + FscCurve.HALF, "Å"),
    DENSITY(ResidueMetric.DENSITY_CA, "density at Cα", ""),
    HALF_MAP_SHIFT(ResidueMetric.HALF_MAP_SHIFT, "distance of the half maps' models", "Å"),
    CONFORMATIONS(ResidueMetric.CONFORMATIONS, "conformations in density", "");

    /** Values that differ by less than this share of the largest are alike. */
    private static final double ALIKE = 1e-3;

    final ResidueMetric metric;
    final String column;
    /** The name in figures, without the unit. */
    final String title;
    /** The unit; empty where there is none, or where it is the map's own. */
    final String unit;

    ResidueMeasure(ResidueMetric metric, String title, String unit) {
        this.metric = metric;
        column = metric.column();
        this.title = title;
        this.unit = unit;
    }

    /** The title of an axis: {@code B factor (Å²)}. */
    String axis() {
        return this == DENSITY ? title + " (units of the map)" : unit.isEmpty() ? title : title + " (" + unit + ")";
    }

    /** The measures that some residue with an RMSD has, the RMSD first. */
    static List<ResidueMeasure> of(List<ResidueRow> rows) {
        return List.of(values()).stream()
                .filter(measure -> rows.stream().anyMatch(r -> r.isDefined() && !Double.isNaN(r.value(measure))))
                .toList();
    }

    /** Those of them that a chart can show: the RMSD, and what is not the same everywhere. */
    static List<ResidueMeasure> drawable(List<ResidueRow> rows) {
        return of(rows).stream()
                .filter(measure -> measure == RMSD || !measure.isConstant(rows))
                .toList();
    }

    /**
     * Whether the residues with an RMSD have all but the same value, as the B factors of a model that was never
     * refined: an axis needs a range, and there is nothing to see.
     */
    boolean isConstant(List<ResidueRow> rows) {
        DoubleSummaryStatistics values = rows.stream()
                .filter(ResidueRow::isDefined)
                .mapToDouble(row -> row.value(this))
                .filter(value -> !Double.isNaN(value))
                .summaryStatistics();
        double largest = Math.max(Math.abs(values.getMin()), Math.abs(values.getMax()));
        return values.getCount() > 0 && values.getMax() - values.getMin() <= ALIKE * largest;
    }
}
