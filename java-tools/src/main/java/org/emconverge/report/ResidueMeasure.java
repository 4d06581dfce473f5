package org.emconverge.report;

import java.util.List;
import org.emconverge.metrics.ResidueMetric;

/** The columns of residues.csv that the page can show along the chain. */
enum ResidueMeasure {
    RMSD(ResidueMetric.CA_RMSD, "Cα RMSD", "Å"),
    CONFIDENCE(ResidueMetric.CONFIDENCE, "confidence", ""),
    CA_SHIFT(ResidueMetric.CA_SHIFT, "shift from the start", "Å"),
    REGISTER_PROBABILITY(ResidueMetric.REGISTER_PROBABILITY, "register probability", ""),
    Q_SCORE(ResidueMetric.Q_SCORE, "Q-score", ""),
    B_FACTOR(ResidueMetric.B_ISO, "B factor", "Å²"),
    LOCAL_RESOLUTION(ResidueMetric.LOCAL_RESOLUTION, "local resolution", "Å"),
    DENSITY(ResidueMetric.DENSITY_CA, "density at Cα", "");

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
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }

    /** The measures that some residue with an RMSD has, the RMSD first. */
    static List<ResidueMeasure> of(List<ResidueRow> rows) {
        return List.of(values()).stream()
                .filter(measure -> rows.stream().anyMatch(r -> r.isDefined() && !Double.isNaN(r.value(measure))))
                .toList();
    }
}
