package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.emconverge.InputException;

/**
 * Everything that is known about the entry, read before anything is written. An absent file is a missing node, whose
 * fields are missing too, so that no section has to ask.
 *
 * @param residues rows of residues.csv, those of symmetry copies left out
 * @param ranking rows of ranking.csv; none without it
 * @param alignment rows of alignment.csv; empty for models that the pipeline made
 */
record Facts(
        JsonNode summary,
        List<ResidueRow> residues,
        Table ranking,
        JsonNode rankingJson,
        JsonNode prepare,
        JsonNode completed,
        JsonNode map,
        JsonNode setup,
        List<CSVRecord> alignment) {
    static Facts read(ReportInputs inputs) {
        JsonNode summary = json(inputs.summary());
        Facts facts = new Facts(
                summary,
                ResidueRow.readUnit(inputs.residues(), summary),
                inputs.ranking() == null ? new Table(List.of(), List.of()) : Table.read(inputs.ranking()),
                json(inputs.rankingJson()),
                json(inputs.prepare()),
                json(inputs.completed()),
                json(inputs.mapInfo()),
                json(inputs.setup()),
                inputs.alignment() == null
                        ? List.of()
                        : Table.read(inputs.alignment()).rows());
        if (!facts.summary.at("/ca_rmsd/mean").isNumber()
                || facts.residues.stream().noneMatch(ResidueRow::isDefined)) {
            throw new InputException("The files " + inputs.summary() + " and " + inputs.residues()
                    + " hold no Cα RMSD: give the two" + " that 'emtools converge' wrote for one entry.");
        }
        return facts;
    }

    /** Whether another program made the models, so that nothing is known of how. */
    boolean given() {
        return summary.at("/engines/refiner").isNull();
    }

    /** How many models are compared; earlier versions wrote only how many were refined. */
    long compared() {
        return summary.at("/models/compared")
                .asLong(summary.at("/models/refined").asLong());
    }

    /** A number of the summary; NaN when it is not defined. */
    double number(String pointer) {
        JsonNode node = summary.at(pointer);
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    String text(String pointer) {
        return summary.at(pointer).asText("");
    }

    private static JsonNode json(Path file) {
        if (file == null) {
            return MissingNode.getInstance();
        }
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new InputException(
                    "The file " + file + " cannot be read as JSON: give the file that the step before wrote.", e);
        }
    }
}
