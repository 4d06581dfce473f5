package org.emconverge.trend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.emconverge.Csv;

/**
 * Which settings made the models of an entry: a checksum of those of the sampler, and of those of the refiner. What was
 * fitted to the models of some settings, the trend and the confidence, holds for no others.
 *
 * @param sampler null where it is not known, or where models were made by different ones
 * @param refiner likewise
 */
public record Fingerprints(String sampler, String refiner) {
    private static final String NAME = "fingerprint";

    /**
     * Those that the engines wrote: the sampler into its tables of scores, the refiner into the record of each model.
     */
    public static Fingerprints of(Collection<Csv> scores, Collection<JsonNode> refinements) {
        return new Fingerprints(
                single(scores.stream()
                        .flatMap(table -> table.rows().stream())
                        .map(row -> row.has(NAME) ? row.text(NAME) : "")
                        .toList()),
                single(refinements.stream()
                        .map(refinement -> refinement.path(NAME).asText(""))
                        .toList()));
    }

    /** Of a file that the jar carries. */
    public static Fingerprints of(JsonNode node) {
        return new Fingerprints(
                node.required("sampler").textValue(), node.required("refiner").textValue());
    }

    private static String single(List<String> all) {
        List<String> distinct = all.stream().distinct().toList();
        return distinct.size() == 1 && !distinct.get(0).isEmpty() ? distinct.get(0) : null;
    }

    /** Whether both are known and the same. */
    public boolean are(Fingerprints others) {
        return sampler != null && refiner != null && equals(Objects.requireNonNull(others));
    }
}
