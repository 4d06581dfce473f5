package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.emconverge.Csv;
import org.emconverge.metrics.ResidueMetric;

/** Rows of residues.csv for the tests: chain A, numbered from 1. */
final class TestRows {
    /** A confidence in the middle of each class, wherever its limits lie. */
    static final double DETERMINED = (1 + ConfidenceClass.DETERMINED.from) / 2;

    static final double IN_DOUBT = (ConfidenceClass.DETERMINED.from + ConfidenceClass.IN_DOUBT.from) / 2;
    static final double WRONG = ConfidenceClass.IN_DOUBT.from / 2;

    private final List<ResidueRow> rows = new ArrayList<>();

    /**
     * Adds residues that are alike.
     *
     * @param number how many
     * @param rmsd Å
     * @param more metrics and their values in turn
     */
    TestRows add(int number, double rmsd, Object... more) {
        Map<ResidueMetric, Double> numbers = new EnumMap<>(ResidueMetric.class);
        numbers.put(ResidueMetric.CA_RMSD, rmsd);
        for (int i = 0; i < more.length; i += 2) {
            numbers.put((ResidueMetric) more[i], ((Number) more[i + 1]).doubleValue());
        }
        for (int i = 0; i < number; i++) {
            rows.add(new ResidueRow("A", rows.size() + 1, "", "ALA", Map.copyOf(numbers)));
        }
        return this;
    }

    List<ResidueRow> rows() {
        return List.copyOf(rows);
    }

    /** The results that have these rows and nothing else. */
    EntryResults results() {
        return results("servalcat");
    }

    /** Likewise of models of another program. */
    EntryResults given() {
        return results(null);
    }

    private EntryResults results(String refiner) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode().put("residues", rows.size());
        summary.putObject("models").put("compared", 10);
        long close = rows.stream().filter(row -> row.rmsd() < 1).count();
        summary.putObject("ca_rmsd").putObject("fractions").put("lt1", close / (double) rows.size());
        summary.putObject("engines")
                .put("sampler", refiner == null ? null : "openmm")
                .put("refiner", refiner);
        JsonNode none = MissingNode.getInstance();
        return new EntryResults(
                summary, rows(), Csv.empty(), none, none, none, none, none, none, none, List.of(), none);
    }
}
