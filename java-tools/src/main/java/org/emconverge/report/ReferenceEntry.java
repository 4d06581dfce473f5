package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.trend.Fingerprints;

/**
 * What a reference set has of an entry: a row of a table such as index.csv.
 *
 * @param resolution Å
 * @param madeBy sampler, refiner and the checksums of their settings; an empty text for what is not known
 * @param numbers by measure; what is not defined is missing
 */
record ReferenceEntry(String id, double resolution, List<String> madeBy, Map<ReferenceMeasure, Double> numbers) {
    private static final List<String> MADE_BY =
            List.of("sampler", "refiner", "sampler_fingerprint", "refiner_fingerprint");

    /** An entry by its summary.json. */
    static ReferenceEntry of(JsonNode summary) {
        Map<ReferenceMeasure, Double> numbers = new EnumMap<>(ReferenceMeasure.class);
        for (ReferenceMeasure measure : ReferenceMeasure.values()) {
            put(numbers, measure, measure.value(summary));
        }
        return new ReferenceEntry(
                summary.path("id").asText(""),
                summary.path("resolution").asDouble(Double.NaN),
                Stream.of("/engines/sampler", "/engines/refiner", "/fingerprints/sampler", "/fingerprints/refiner")
                        .map(pointer -> summary.at(pointer).asText(""))
                        .map(text -> text.equals("null") ? "" : text)
                        .toList(),
                numbers);
    }

    /** An entry by its row; columns that the table lacks are as empty ones. */
    static ReferenceEntry of(Csv.Row row) {
        Map<ReferenceMeasure, Double> numbers = new EnumMap<>(ReferenceMeasure.class);
        for (ReferenceMeasure measure : ReferenceMeasure.values()) {
            if (row.has(measure.column())) {
                put(numbers, measure, ReferenceMeasure.rounded(row.numberOrNaN(measure.column())));
            }
        }
        return new ReferenceEntry(
                row.text("id"),
                row.number("resolution"),
                MADE_BY.stream().map(column -> row.textOr(column, "")).toList(),
                numbers);
    }

    private static void put(Map<ReferenceMeasure, Double> numbers, ReferenceMeasure measure, double value) {
        if (!Double.isNaN(value)) {
            numbers.put(measure, value);
        }
    }

    /** The columns that index.csv has for this, after its own. */
    static List<String> columns() {
        return Stream.concat(ReferenceMeasure.ofModels().stream().map(ReferenceMeasure::column), MADE_BY.stream())
                .toList();
    }

    /** The cells of these columns. */
    List<Object> cells() {
        List<Object> cells = new ArrayList<>();
        ReferenceMeasure.ofModels().forEach(measure -> cells.add(Objects.requireNonNullElse(numbers.get(measure), "")));
        cells.addAll(madeBy);
        return cells;
    }

    Fingerprints fingerprints() {
        return new Fingerprints(known(madeBy.get(2)), known(madeBy.get(3)));
    }

    private static String known(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Whether its models were made by the same programs with the same settings, all of which must be known. */
    boolean isMadeLike(ReferenceEntry other) {
        return madeBy.equals(other.madeBy) && madeBy.stream().noneMatch(String::isEmpty);
    }

    /** Whether its number may be compared with that of another entry. */
    boolean compares(ReferenceMeasure measure, ReferenceEntry other) {
        return numbers.containsKey(measure) && (!measure.isOfConvergence() || isMadeLike(other));
    }
}
