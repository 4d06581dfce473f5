package org.emconverge.convergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.emconverge.InputException;

/**
 * What the earlier steps left about the run.
 *
 * @param ranking ranking.json of the rank step
 * @param setup setup.json of the sampler, or a missing node
 * @param refinements refinement.json of each refined model, in the order of their model names
 * @param refineDropped models that could not be refined, or that an earlier step named in the table lost
 * @param samplingSeconds total of the samplers' score tables, NaN when there are none
 * @param halfMaps what the half maps say of the resolution, without their curves; a null node when there are none
 */
record RunRecords(
        JsonNode ranking,
        JsonNode setup,
        List<JsonNode> refinements,
        List<Dropped> refineDropped,
        double samplingSeconds,
        JsonNode halfMaps) {
    /** A model that is not in the ensemble, the step that lost it, and why. */
    record Dropped(String model, String step, String reason) {}

    static RunRecords read(ConvergeInputs inputs) {
        List<JsonNode> refinements = inputs.refinements().stream()
                .map(RunRecords::json)
                .sorted((a, b) ->
                        a.path("model").asText().compareTo(b.path("model").asText()))
                .toList();
        List<Dropped> lost = new ArrayList<>();
        for (Path file : inputs.refineDropped()) {
            csv(file)
                    .forEach(row -> lost.add(new Dropped(
                            field(row, "model", file),
                            row.isSet("step") ? row.get("step") : "refinement",
                            field(row, "reason", file))));
        }
        double seconds = inputs.scores().isEmpty()
                ? Double.NaN
                : inputs.scores().stream()
                        .mapToDouble(file -> csv(file).stream()
                                .mapToDouble(row -> number(row, file))
                                .sum())
                        .sum();
        return new RunRecords(
                json(inputs.ranking()),
                inputs.setup() == null ? new ObjectMapper().missingNode() : json(inputs.setup()),
                refinements,
                lost,
                seconds,
                halfMaps(inputs));
    }

    private static JsonNode halfMaps(ConvergeInputs inputs) {
        return inputs.halfMaps() == null
                ? NullNode.getInstance()
                : ((ObjectNode) json(inputs.halfMaps())).without("curves");
    }

    /** Models that sampling or ranking lost. */
    List<Dropped> sampleDropped() {
        List<Dropped> lost = new ArrayList<>();
        ranking.path("dropped")
                .forEach(d -> lost.add(new Dropped(
                        d.path("model").asText(), "sampling", d.path("reason").asText())));
        return lost;
    }

    /** Model names, best first. */
    static List<String> selected(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new InputException("The list of chosen models " + file + " cannot be read: check the path.", e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            JsonNode node = new ObjectMapper().readTree(file.toFile());
            if (!node.isObject()) {
                throw new InputException(
                        "The file " + file + " is not a JSON object: give the file that the step before wrote.");
            }
            return node;
        } catch (IOException e) {
            throw new InputException(
                    "The file " + file + " cannot be read as JSON: give the file that the step before wrote.", e);
        }
    }

    private static List<CSVRecord> csv(Path file) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            return parser.getRecords();
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    "The table " + file + " cannot be read as CSV with a header: give the file that the step before"
                            + " wrote.",
                    e);
        }
    }

    private static String field(CSVRecord row, String column, Path file) {
        if (!row.isSet(column)) {
            throw new InputException("The table " + file + " lacks the column " + column + " in line "
                    + (row.getRecordNumber() + 1) + ": give the file that the step before wrote.");
        }
        return row.get(column);
    }

    private static double number(CSVRecord row, Path file) {
        String text = field(row, "seconds", file);
        try {
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InputException(
                    "The table " + file + " has '" + text + "' for seconds in line " + (row.getRecordNumber() + 1)
                            + ": a number is needed.",
                    e);
        }
    }
}
