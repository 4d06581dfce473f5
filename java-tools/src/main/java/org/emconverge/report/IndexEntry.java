package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * One entry of a run, as its summary.json and residues.csv have it. Lengths in Å, NaN where not defined.
 *
 * @param title or the empty string
 * @param determined share of the residues with a confidence that the map determines; NaN where none has one
 * @param method who made the models, for instance {@code openmm + servalcat}: what may be compared with what
 * @param expected mean Cα RMSD that is typical at the resolution for this method; NaN where nothing is known
 * @param z how far the mean lies from it, in residual standard deviations of its logarithm
 * @param residues rows of residues.csv, those of the asymmetric unit where the map is symmetric
 */
record IndexEntry(
        String id,
        String title,
        double resolution,
        long models,
        double mean,
        double median,
        double well,
        double uncertain,
        double determined,
        String method,
        double expected,
        double z,
        List<ResidueRow> residues) {
    static final String GIVEN = "models of other programs";

    static IndexEntry read(EntryFolder entry) {
        Path summary = entry.require(EntryFile.SUMMARY);
        Path residues = entry.require(EntryFile.RESIDUES);
        JsonNode node = Json.read(summary);
        List<ResidueRow> rows = ResidueRow.readUnit(residues, node);
        long defined = rows.stream().filter(ResidueRow::isDefined).count();
        if (!node.path("id").isTextual()
                || !node.at("/ca_rmsd/mean").isNumber()
                || node.path("residues").asLong() != defined) {
            throw new InputException("The files " + summary + " and " + residues
                    + " are not of one entry: give the folder that the run wrote.");
        }
        String method = Stream.of("sampler", "refiner")
                .map(node.path("engines")::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" + "))
                .concat(EngineNames.areSetOtherwise(node) ? EngineNames.OTHER_SETTINGS : "");
        String title = node.path("title").isTextual() ? node.get("title").asText() : "";
        long models =
                node.at("/models/compared").asLong(node.at("/models/refined").asLong());
        return new IndexEntry(
                node.get("id").asText(),
                title,
                number(node, "/resolution"),
                models,
                number(node, "/ca_rmsd/mean"),
                number(node, "/ca_rmsd/median"),
                number(node, "/ca_rmsd/fractions/lt1"),
                number(node, "/ca_rmsd/fractions/gt3"),
                ConfidenceClass.DETERMINED.share(rows),
                method.isEmpty() ? GIVEN : method,
                number(node, "/trend/expected_mean"),
                number(node, "/trend/z"),
                rows);
    }

    private static double number(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    /** Whether a trend is known for this method. */
    boolean hasTrend() {
        return !Double.isNaN(expected);
    }

    /** Whether its residues have a confidence. */
    boolean isJudged() {
        return !Double.isNaN(determined);
    }

    long residueCount() {
        return residues.stream().filter(ResidueRow::isDefined).count();
    }
}
