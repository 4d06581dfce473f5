package org.emconverge.report;

import java.util.List;

/** The columns of residues.csv that the page can show along the chain. */
enum ResidueMeasure {
    RMSD("ca_rmsd", "Cα RMSD", "Å"),
    Q_SCORE("q_score", "Q-score", ""),
    B_FACTOR("b_iso", "B factor", "Å²"),
    LOCAL_RESOLUTION("local_resolution", "local resolution", "Å"),
    DENSITY("density_ca", "density at Cα", "");

    final String column;
    /** The name in figures, without the unit. */
    final String title;
    /** The unit; empty where there is none, or where it is the map's own. */
    final String unit;

    ResidueMeasure(String column, String title, String unit) {
        this.column = column;
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
