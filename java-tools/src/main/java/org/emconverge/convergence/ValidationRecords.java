package org.emconverge.convergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.Json;

/**
 * The validations of an entry's models at every stage, as the steps before wrote them.
 *
 * @param byStage models of each stage, by name: {@code start}, {@code relaxed}, {@code sampled}, {@code refined}; of
 *     models of another program {@code start} (the reference) and {@code given}
 */
public record ValidationRecords(Map<String, List<ObjectNode>> byStage) {
    /** The prepared model's name: the other models of the start are what the sampler made of it. */
    private static final String PREPARED = "prepared";

    private static final int DECIMALS = 4;

    /** Where they are; null for those that there are none of. */
    public record Files(Path start, List<Path> sampled, Path refined, Path given) {}

    static ValidationRecords read(Files files) {
        Map<String, List<ObjectNode>> stages = new LinkedHashMap<>();
        if (files.start() != null) {
            List<ObjectNode> start = Json.readList(files.start(), ObjectNode.class);
            boolean started = files.given() == null;
            stages.put(
                    "start",
                    start.stream()
                            .filter(model -> !started || isPrepared(model))
                            .toList());
            stages.put(
                    "relaxed",
                    start.stream()
                            .filter(model -> started && !isPrepared(model))
                            .toList());
        }
        List<ObjectNode> sampled = new ArrayList<>();
        files.sampled().forEach(file -> sampled.addAll(Json.readList(file, ObjectNode.class)));
        sampled.sort(Comparator.comparing(model -> model.path("model").asText()));
        stages.put("sampled", sampled);
        stages.put("refined", files.refined() == null ? List.of() : Json.readList(files.refined(), ObjectNode.class));
        stages.put("given", files.given() == null ? List.of() : Json.readList(files.given(), ObjectNode.class));
        stages.values().removeIf(List::isEmpty);
        return new ValidationRecords(stages);
    }

    private static boolean isPrepared(JsonNode model) {
        return model.path("model").asText().equals(PREPARED);
    }

    /** All models, stage after stage, each with its stage: {@code validation.json}. */
    List<ObjectNode> all() {
        List<ObjectNode> all = new ArrayList<>();
        byStage.forEach((stage, models) ->
                models.forEach(model -> all.add(model.deepCopy().put("stage", stage))));
        return all;
    }

    /** Of every stage, the mean of each number over its models; a number that none of them has is left out. */
    ObjectNode means() {
        ObjectNode means = JsonNodeFactory.instance.objectNode();
        byStage.forEach((stage, models) -> means.set(stage, mean(models)));
        return means;
    }

    private static ObjectNode mean(List<? extends JsonNode> models) {
        Map<String, List<JsonNode>> values = new LinkedHashMap<>();
        models.forEach(model -> model.properties()
                .forEach(field -> values.computeIfAbsent(field.getKey(), key -> new ArrayList<>())
                        .add(field.getValue())));
        ObjectNode mean = JsonNodeFactory.instance.objectNode();
        values.forEach((name, all) -> {
            if (all.stream().anyMatch(JsonNode::isObject)) {
                mean.set(name, mean(all.stream().filter(JsonNode::isObject).toList()));
            } else if (all.stream().anyMatch(JsonNode::isNumber)) {
                double value = all.stream()
                        .filter(JsonNode::isNumber)
                        .mapToDouble(JsonNode::asDouble)
                        .average()
                        .orElseThrow();
                mean.put(
                        name,
                        new BigDecimal(value)
                                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                                .doubleValue());
            }
        });
        return mean;
    }
}
