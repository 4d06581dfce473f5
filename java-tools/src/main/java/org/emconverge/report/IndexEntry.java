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
import org.emconverge.structure.ResidueKind;
import org.emconverge.trend.Trends;

/**
 * One entry of a run, as its summary.json and residues.csv have it. Lengths in Å, NaN where not defined.
 *
 * @param title or the empty string
 * @param determined share of the residues with a confidence that the map determines; NaN where none has one
 * @param method who made the models, for instance {@code openmm + servalcat}: what may be compared with what
 * @param expected mean Cα RMSD that is typical at the resolution for this method; NaN where nothing is known
 * @param z how far the mean lies from it, in residual standard deviations of its logarithm
 * @param residues rows of residues.csv, those of the asymmetric unit where the map is symmetric
 * @param reference what a reference set has of it
 * @param numbers those of {@link ComparedNumber#ALL}, in their order
 * @param folder of the entry
 * @param run by which it is told from an entry of the same id; the empty string where there is none
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
        List<ResidueRow> residues,
        ReferenceEntry reference,
        List<Double> numbers,
        EntryFolder folder,
        String run)
        implements TrendPoint {
    static final String GIVEN = "models of other programs";

    static IndexEntry read(EntryFolder entry) {
        Path summary = entry.require(EntryFile.SUMMARY);
        Path residues = entry.require(EntryFile.RESIDUES);
        JsonNode node = Json.read(summary);
        return of(node, ResidueRow.readUnit(residues, node), entry);
    }

    /**
     * An entry by what its two files hold.
     *
     * @throws InputException when they are not of one entry
     */
    static IndexEntry of(JsonNode node, List<ResidueRow> rows, EntryFolder entry) {
        ResidueKind headline = EntryResults.headline(node);
        long defined = rows.stream()
                .filter(row -> row.kind() == headline && !Double.isNaN(row.spread()))
                .count();
        if (!node.path("id").isTextual()
                || Double.isNaN(number(node, "/ca_rmsd/mean"))
                || node.path("residues").asLong() != defined) {
            throw new InputException("The files " + entry.path(EntryFile.SUMMARY) + " and "
                    + entry.path(EntryFile.RESIDUES) + " are not of one entry: give the folder that the run wrote.");
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
                rows,
                ReferenceEntry.of(node),
                ComparedNumber.ALL.stream().map(of -> of.value(node)).toList(),
                entry,
                "");
    }

    IndexEntry ofRun(String name) {
        return with(expected, z, name);
    }

    /** The same, its spread held against other trends than those of its summary: NaN where none is of its settings. */
    IndexEntry judgedBy(Trends trends) {
        return trends.of(reference.fingerprints())
                .map(trend -> with(trend.expectedMean(resolution), trend.z(resolution, mean), run))
                .orElseGet(() -> with(Double.NaN, Double.NaN, run));
    }

    private IndexEntry with(double newExpected, double newZ, String newRun) {
        return new IndexEntry(
                id,
                title,
                resolution,
                models,
                mean,
                median,
                well,
                uncertain,
                determined,
                method,
                newExpected,
                newZ,
                residues,
                reference,
                numbers,
                folder,
                newRun);
    }

    /** Its id, and its run where another entry has the same. */
    String label() {
        return run.isEmpty() ? id : id + " (" + run + ")";
    }

    private static double number(JsonNode node, String pointer) {
        JsonNode value = node.at(EntryResults.ofHeadline(pointer, node));
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    @Override
    public boolean hasTrend() {
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
