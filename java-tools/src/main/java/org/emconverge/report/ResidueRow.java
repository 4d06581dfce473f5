package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.emconverge.Csv;

/**
 * A row of residues.csv, as far as the report needs it.
 *
 * @param chain author chain id
 * @param number author residue number
 * @param insertionCode or the empty string
 * @param name residue name
 * @param rmsd Cα RMSD over all pairs of refined models, Å; NaN when not defined
 * @param sampled the same before refinement, Å; NaN when not defined
 * @param others the other measures that the table has, in their units
 */
record ResidueRow(
        String chain,
        int number,
        String insertionCode,
        String name,
        double rmsd,
        double sampled,
        Map<ResidueMeasure, Double> others) {
    static List<ResidueRow> read(Path file) {
        return Csv.read(file).rows().stream().map(ResidueRow::of).toList();
    }

    /**
     * Reads the rows of the asymmetric unit, which the summary is about; its copies have the numbers of the chain that
     * they are copies of.
     */
    static List<ResidueRow> readUnit(Path file, JsonNode summary) {
        JsonNode copies = summary.at("/symmetry/copies");
        return read(file).stream().filter(row -> !copies.has(row.chain())).toList();
    }

    private static ResidueRow of(Csv.Row row) {
        return new ResidueRow(
                row.text("chain"),
                row.whole("resnum"),
                row.text("icode"),
                row.text("resname"),
                row.numberOrNaN("ca_rmsd"),
                row.numberOrNaN("ca_rmsd_sampled"),
                others(row));
    }

    private static Map<ResidueMeasure, Double> others(Csv.Row row) {
        Map<ResidueMeasure, Double> others = new EnumMap<>(ResidueMeasure.class);
        for (ResidueMeasure measure : ResidueMeasure.values()) {
            if (measure != ResidueMeasure.RMSD && row.has(measure.column)) {
                others.put(measure, row.numberOrNaN(measure.column));
            }
        }
        return others;
    }

    boolean isDefined() {
        return !Double.isNaN(rmsd);
    }

    /** NaN when not defined. */
    double value(ResidueMeasure measure) {
        return measure == ResidueMeasure.RMSD ? rmsd : others.getOrDefault(measure, Double.NaN);
    }

    /** Number and insertion code. */
    String label() {
        return number + insertionCode;
    }

    /** Whether this residue comes right after {@code previous} in the numbering of the same chain. */
    boolean follows(ResidueRow previous) {
        int step = number - previous.number;
        return previous.chain.equals(chain)
                && (step == 1 || step == 0 && !insertionCode.equals(previous.insertionCode));
    }
}
