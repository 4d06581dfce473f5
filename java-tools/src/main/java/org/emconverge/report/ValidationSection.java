package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.emconverge.density.FscCurve;
import org.emconverge.entry.ModelStage;
import org.emconverge.metrics.ResidueMetric;
import org.hipparchus.stat.descriptive.rank.Median;

/** The validation of the starting, sampled and refined models side by side, each number against what is typical. */
final class ValidationSection {
    /** Residues that a sentence names. */
    private static final int MOST_NAMED = 12;

    /** A score that is higher by more than this share is worse, where it has no grade. */
    private static final double WORSE = 0.1;
    /** Scores without grades of which lower is better. */
    private static final List<String> LOWER_IS_BETTER = List.of("/clashscore", "/molprobity_score");
    /** What came before refinement, the nearest first. */
    private static final List<ModelStage> BEFORE = List.of(ModelStage.SAMPLED, ModelStage.RELAXED, ModelStage.START);

    private ValidationSection() {}

    /** The stages that were validated. */
    private static List<ModelStage> present(EntryResults results) {
        return Arrays.stream(ModelStage.values())
                .filter(stage -> results.summary().path("validation").has(stage.label()))
                .toList();
    }

    /** The titles of the stages that were validated. */
    static List<String> titles(EntryResults results) {
        return present(results).stream()
                .map(stage -> switch (stage) {
                    case START -> results.given() ? "reference model" : "starting model";
                    case RELAXED -> "relaxed";
                    case SAMPLED -> "sampled, mean";
                    case REFINED -> "refined, mean";
                    case GIVEN -> "mean of the models";
                })
                .toList();
    }

    /** One row per number that some stage has, its cells with how they compare with the aim. */
    static List<Map<String, Object>> rows(EntryResults results) {
        List<Map<String, Object>> rows = new ArrayList<>();
        double resolution = results.number("/resolution");
        List<JsonNode> stages = present(results).stream()
                .map(stage -> validation(results, stage))
                .toList();
        for (ValidationMeasure measure : ValidationMeasure.ALL) {
            if (stages.stream().anyMatch(measure::isIn)) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", measure.title());
                row.put("term", measure.term());
                row.put(
                        "values",
                        stages.stream()
                                .map(stage -> Map.of(
                                        "text",
                                        measure.text(stage),
                                        "style",
                                        measure.grade(stage, resolution).style()))
                                .toList());
                row.put("typical", Double.isNaN(resolution) ? "" : measure.aim().apply(resolution));
                rows.add(row);
            }
        }
        return rows;
    }

    private static JsonNode validation(EntryResults results, ModelStage stage) {
        return results.summary().path("validation").path(stage.label());
    }

    /** Says which numbers are worse after refinement than before it; empty where none is. */
    static String worsened(EntryResults results) {
        JsonNode refined = validation(results, ModelStage.REFINED);
        Optional<ModelStage> before = BEFORE.stream()
                .filter(stage -> validation(results, stage).isObject())
                .findFirst();
        if (before.isEmpty() || !refined.isObject()) {
            return "";
        }
        JsonNode start = validation(results, before.get());
        List<String> worse = ValidationMeasure.ALL.stream()
                .filter(measure -> measure.isIn(start) && measure.isIn(refined))
                .filter(measure -> isWorse(measure, start, refined, results.number("/resolution")))
                .map(measure -> measure.title() + " from " + measure.text(start) + " to " + measure.text(refined))
                .toList();
        String than = before.get() == ModelStage.START ? "the starting model had them" : "the models came to it";
        return worse.isEmpty()
                ? ""
                : "Refinement left these worse than " + than + ": " + ReadableText.list(worse)
                        + ". Look at the outliers (outliers.csv) before you deposit a refined model.";
    }

    private static boolean isWorse(ValidationMeasure measure, JsonNode before, JsonNode after, double resolution) {
        if (LOWER_IS_BETTER.contains(measure.pointer())) {
            return measure.value(after) > (1 + WORSE) * measure.value(before);
        }
        return measure.grade(after, resolution).compareTo(measure.grade(before, resolution)) > 0
                && measure.grade(before, resolution) != ValidationMeasure.Grade.NONE;
    }

    /** Sentences on what the half maps say, of the whole and of every place; none without them. */
    static List<String> halfMaps(EntryResults results) {
        double masked = results.number("/half_maps/masked/0.143");
        double unmasked = results.number("/half_maps/unmasked/0.143");
        List<String> sentences = new ArrayList<>();
        if (!Double.isNaN(masked) || !Double.isNaN(unmasked)) {
            sentences.add("The half maps agree (Fourier shell correlation 0.143) to " + ReadableText.angstrom(masked)
                    + " around the model, corrected for the"
                    + " mask, and to " + ReadableText.angstrom(unmasked)
                    + " in the whole box that was cut out; at 0.5 to "
                    + ReadableText.angstrom(results.number("/half_maps/masked/0.5")) + " and "
                    + ReadableText.angstrom(results.number("/half_maps/unmasked/0.5")) + ".");
        }
        sentences.addAll(localResolution(results));
        sentences.addAll(halfMapModels(results));
        return sentences;
    }

    /** Whether models of one half map differ from those of the other by more than among themselves. */
    private static List<String> halfMapModels(EntryResults results) {
        JsonNode models = results.summary().path("half_map_models");
        if (!models.isObject()) {
            return List.of();
        }
        String sampled = "In half map 1 alone "
                + ReadableText.count(models.at("/models/0").asLong(), "model") + " and in half map 2 alone "
                + models.at("/models/1").asText() + " were sampled.";
        if (!models.path("median").isNumber()) {
            return List.of(sampled + " That is too few to compare them: two of each are needed.");
        }
        List<String> residues = StreamSupport.stream(models.path("residues").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        String limit = ReadableText.angstrom(models.path("limit").asDouble()) + " and "
                + ReadableText.shortest(models.path("times_expected").asDouble())
                + " times what their spread lets expect";
        String median = " Their mean Cα positions are "
                + ReadableText.angstrom(models.path("median").asDouble()) + " apart at the median of "
                + ReadableText.count(models.path("compared").asLong(), "residue") + ". ";
        return List.of(sampled
                + median
                + (residues.isEmpty()
                        ? "At no residue they are farther apart than " + limit
                                + ": no sign of models that follow noise."
                        : "At " + ReadableText.count(residues.size(), "residue") + " they are farther apart than "
                                + limit + ": "
                                + ReadableText.list(
                                        residues.stream().limit(MOST_NAMED).toList())
                                + (residues.size() > MOST_NAMED ? " and others (half_map_shift in residues.csv)" : "")
                                + ". What the models of one half map agree on there follows its noise: do not rely on"
                                + " it."));
    }

    /** Local resolution is at another threshold than the resolution of a map, which a reader must know. */
    private static List<String> localResolution(EntryResults results) {
        double[] values = results.residues().stream()
                .filter(ResidueRow::isDefined)
                .mapToDouble(row -> row.value(ResidueMetric.LOCAL_RESOLUTION))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (values.length == 0) {
            return List.of();
        }
        double whole = results.number("/half_maps/masked/0.5");
        return List.of("The local resolution at the residues is "
                + ReadableText.angstrom(new Median().evaluate(values)) + " at the median, "
                + ReadableText.number(Arrays.stream(values).min().orElseThrow()) + "–"
                + ReadableText.angstrom(Arrays.stream(values).max().orElseThrow())
                + " in all. It is measured at a correlation of " + ReadableText.shortest(FscCurve.HALF)
                + ", because a small window cannot tell " + ReadableText.shortest(FscCurve.HALF_MAP_THRESHOLD)
                + " from chance: compare it with "
                + (Double.isNaN(whole)
                        ? "the resolution of the whole map at the same correlation"
                        : ReadableText.angstrom(whole) + ", that of the whole map at the same correlation")
                + ", and not with the " + ReadableText.angstrom(results.number("/resolution"))
                + " of the title, which commonly is at " + ReadableText.shortest(FscCurve.HALF_MAP_THRESHOLD)
                + ". That of every residue is in residues.csv.");
    }
}
