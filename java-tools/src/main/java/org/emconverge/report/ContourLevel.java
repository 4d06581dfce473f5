package org.emconverge.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.emconverge.Csv;
import org.emconverge.metrics.ResidueMetric;

/** The level at which viewers show the map. */
final class ContourLevel {
    /** This share of the Cα atoms at which the models agree lies below the level. */
    private static final double BELOW = 0.1;

    private ContourLevel() {}

    /**
     * The level is the recommended one where there is one; otherwise it is the density that nine in ten of the Cα (C1′)
     * atoms exceed at which the models agree to within 1 Å, so that the chain shows where the models agree and fades
     * where they do not.
     *
     * @param recommended in the map's units, or null
     * @param residues residues.csv
     * @return in the map's units; empty when the table has no such density
     */
    static OptionalDouble of(Double recommended, Path residues) {
        if (recommended != null && Double.isFinite(recommended)) {
            return OptionalDouble.of(recommended);
        }
        Csv table = Csv.read(residues);
        if (!table.columns().contains("density_ca")) {
            return OptionalDouble.empty();
        }
        double[] well = densities(table.rows(), rmsd -> rmsd < SpreadClass.WELL);
        double[] densities = well.length > 0 ? well : densities(table.rows(), rmsd -> true);
        return densities.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(densities[(int) (BELOW * densities.length)]);
    }

    private static double[] densities(List<Csv.Row> rows, DoublePredicate passes) {
        double[] values = rows.stream()
                .map(ResidueRow::of)
                .filter(row -> row.isDefined() && passes.test(row.rmsd()))
                .mapToDouble(row -> row.value(ResidueMetric.DENSITY_CA))
                .filter(density -> !Double.isNaN(density))
                .toArray();
        Arrays.sort(values);
        return values;
    }
}
