package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.emconverge.Csv;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;

/**
 * A row of residues.csv, as far as the report needs it.
 *
 * @param chain author chain id
 * @param number author residue number
 * @param insertionCode or the empty string
 * @param name residue name
 * @param numbers the numbers that the table has, in the units of their columns; NaN when not defined. Tables of earlier
 *     versions lack some
 * @param verdicts favoured, allowed or outlier, and other words, as far as the table has them
 */
record ResidueRow(
        String chain,
        int number,
        String insertionCode,
        String name,
        Map<ResidueMetric, Double> numbers,
        Map<ResidueMetric, String> verdicts) {
    private static final List<ResidueMetric> NEEDED = List.of(ResidueMetric.CA_RMSD, ResidueMetric.CA_RMSD_SAMPLED);

    /** A row without verdicts. */
    ResidueRow(String chain, int number, String insertionCode, String name, Map<ResidueMetric, Double> numbers) {
        this(chain, number, insertionCode, name, numbers, Map.of());
    }

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

    static ResidueRow of(Csv.Row row) {
        return new ResidueRow(
                row.text("chain"),
                row.whole("resnum"),
                row.text("icode"),
                row.text("resname"),
                numbers(row),
                verdicts(row));
    }

    private static Map<ResidueMetric, String> verdicts(Csv.Row row) {
        Map<ResidueMetric, String> verdicts = new EnumMap<>(ResidueMetric.class);
        for (ResidueMetric metric : ResidueMetric.values()) {
            if (metric.kind().isText() && !row.textOr(metric.column(), "").isEmpty()) {
                verdicts.put(metric, row.text(metric.column()));
            }
        }
        return verdicts;
    }

    private static Map<ResidueMetric, Double> numbers(Csv.Row row) {
        Map<ResidueMetric, Double> numbers = new EnumMap<>(ResidueMetric.class);
        for (ResidueMetric metric : ResidueMetric.values()) {
            if (NEEDED.contains(metric) || !metric.kind().isText() && row.has(metric.column())) {
                numbers.put(metric, row.numberOrNaN(metric.column()));
            }
        }
        return numbers;
    }

    /** What kind of residue it is; a protein's where the table does not tell. */
    ResidueKind kind() {
        ResidueKind kind = ResidueKind.ofLabel(verdict(ResidueMetric.KIND));
        return kind == null ? ResidueKind.PROTEIN : kind;
    }

    /** Whether it is a residue of a polymer, which has its place along a chain. */
    boolean isOfPolymer() {
        return kind() == ResidueKind.PROTEIN || kind() == ResidueKind.NUCLEIC;
    }

    /** NaN when not defined. The spread of a nucleotide is that of its C1′, which stands in the place of the Cα's. */
    double value(ResidueMetric metric) {
        ResidueMetric own =
                switch (metric) {
                    case CA_RMSD -> kind() == ResidueKind.NUCLEIC ? ResidueMetric.RMSD : metric;
                    case CA_RMSD_SAMPLED -> kind() == ResidueKind.NUCLEIC ? ResidueMetric.RMSD_SAMPLED : metric;
                    default -> metric;
                };
        return numbers.getOrDefault(own, Double.NaN);
    }

    /** NaN when not defined. */
    double value(ResidueMeasure measure) {
        return value(measure.metric);
    }

    /** Empty when not defined. */
    String verdict(ResidueMetric metric) {
        return verdicts.getOrDefault(metric, "");
    }

    /** Over all pairs of refined models, Å, of any kind of residue; NaN when not defined. */
    double spread() {
        return isOfPolymer() ? rmsd() : value(ResidueMetric.RMSD);
    }

    /** Of the Cα, or the C1′, over all pairs of refined models, Å; NaN when not defined, as of what is no polymer. */
    double rmsd() {
        return value(ResidueMetric.CA_RMSD);
    }

    /** The same before refinement, Å; NaN when not defined. */
    double sampled() {
        return value(ResidueMetric.CA_RMSD_SAMPLED);
    }

    /** The probability that the starting model has the residue where it belongs, 0 to 1; NaN when not defined. */
    double confidence() {
        return value(ResidueMetric.CONFIDENCE);
    }

    /** Whether the models have an RMSD here. */
    boolean isDefined() {
        return !Double.isNaN(rmsd());
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
