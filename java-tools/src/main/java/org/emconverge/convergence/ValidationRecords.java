package org.emconverge.convergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.entry.ModelStage;

/**
 * The validations of an entry's models, as the steps before wrote them.
 *
 * @param models each with its stage, in the order of the stages; sampled models by name, others as they were validated
 */
record ValidationRecords(List<ObjectNode> models) {
    private static final String STAGE = "stage";
    private static final int DECIMALS = 4;
    private static final List<EntryFile> ROLES = List.of(
            EntryFile.START_VALIDATION,
            EntryFile.RELAXED_VALIDATION,
            EntryFile.SAMPLED_VALIDATION,
            EntryFile.REFINED_VALIDATION,
            EntryFile.GIVEN_VALIDATION);
    private static final List<String> STAGES =
            Arrays.stream(ModelStage.values()).map(ModelStage::label).toList();

    /** @throws InputException when a file is no list of models that carry their stage */
    static ValidationRecords read(EntryFolder entry) {
        List<ObjectNode> models = new ArrayList<>();
        ROLES.stream().flatMap(role -> entry.all(role).stream()).forEach(file -> models.addAll(read(file)));
        models.sort(Comparator.comparingInt((ObjectNode model) -> STAGES.indexOf(stage(model)))
                .thenComparing(model -> stage(model).equals(ModelStage.SAMPLED.label())
                        ? model.path("model").asText()
                        : ""));
        return new ValidationRecords(models);
    }

    private static List<ObjectNode> read(Path file) {
        List<ObjectNode> models = Json.readList(file, ObjectNode.class);
        for (ObjectNode model : models) {
            if (!STAGES.contains(stage(model))) {
                throw new InputException("The model " + model.path("model").asText() + " in " + file
                        + " has no stage: validate it with --stage " + String.join("|", STAGES) + ".");
            }
        }
        return models;
    }

    private static String stage(JsonNode model) {
        return model.path(STAGE).asText();
    }

    /** Of every stage, the mean of each number over its models; a number that none of them has is left out. */
    ObjectNode means() {
        ObjectNode means = JsonNodeFactory.instance.objectNode();
        Map<String, List<ObjectNode>> byStage = models.stream()
                .collect(Collectors.groupingBy(ValidationRecords::stage, LinkedHashMap::new, Collectors.toList()));
        byStage.forEach((stage, records) -> means.set(stage, mean(records)));
        return means;
    }

    private static ObjectNode mean(List<? extends JsonNode> records) {
        Map<String, List<JsonNode>> values = new LinkedHashMap<>();
        records.forEach(record -> record.properties()
                .forEach(field -> values.computeIfAbsent(field.getKey(), key -> new ArrayList<>())
                        .add(field.getValue())));
        ObjectNode mean = JsonNodeFactory.instance.objectNode();
        values.forEach((name, all) -> {
            if (all.stream().anyMatch(JsonNode::isObject)) {
                mean.set(name, mean(all.stream().filter(JsonNode::isObject).toList()));
            } else if (all.stream().anyMatch(JsonNode::isNumber)) {
                mean.put(name, average(all));
            }
        });
        return mean;
    }

    private static double average(List<JsonNode> values) {
        double average = values.stream()
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::asDouble)
                .average()
                .orElseThrow();
        return new BigDecimal(average)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .doubleValue();
    }
}
