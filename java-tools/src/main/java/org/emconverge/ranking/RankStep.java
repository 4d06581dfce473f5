package org.emconverge.ranking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.SharedFacts;
import org.emconverge.ranking.EngineScores.Score;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.ModelSummary;

/**
 * The rank step: accounts for the sampled models that are missing, ranks the others by their validation and selects the
 * best.
 */
public final class RankStep {
    private static final String LOST = "its sampling task failed";
    private static final String NOT_VALIDATED = "its validation failed";
    private static final int REASONS_IN_MESSAGE = 3;

    /**
     * What the step is given.
     *
     * @param models one file per model, named after it
     * @param scores score tables of the sampling tasks
     * @param dropped tables of the models the sampling tasks gave up
     * @param validations what 'emtools validate' wrote of the models
     * @param requested how many models were asked for, named model_0001 and so on; null for models of another program,
     *     which no engine scored
     * @param best how many go on
     * @param minModels how many must be left for the entry to go on
     */
    public record Inputs(
            List<Path> models,
            List<Path> scores,
            List<Path> dropped,
            List<Path> validations,
            Integer requested,
            int best,
            int minModels) {}

    /** A model that is not ranked, and why. */
    public record Dropped(String model, String reason) {}

    /** What the step found. */
    public record Outcome(Integer requested, List<Dropped> dropped, List<Ranking.Place> places, int best) {
        List<Ranking.Place> selected() {
            return places.subList(0, Math.min(best, places.size()));
        }
    }

    private RankStep() {}

    /**
     * Runs the step and writes its files into a folder.
     *
     * @throws InputException when fewer models than {@code minModels} are left, or an input cannot be used
     */
    public static Outcome run(Inputs inputs, Path folder) throws IOException {
        Outcome outcome = rank(inputs);
        RankFiles.write(outcome, folder);
        return outcome;
    }

    static Outcome rank(Inputs inputs) {
        EngineScores engine = EngineScores.read(inputs.scores(), inputs.dropped());
        Map<String, Path> files = new TreeMap<>(ModelFile.byName(inputs.models()));
        Map<String, ModelSummary> validations = validations(inputs.validations());
        Map<String, String> dropped = new TreeMap<>(engine.dropped());
        if (inputs.requested() != null) {
            addUnaccounted(inputs.requested(), engine, files, dropped);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (String model : files.keySet()) {
            ModelSummary validation = validations.get(model);
            if (validation == null || validation.error() != null) {
                dropped.putIfAbsent(model, validation == null ? NOT_VALIDATED : validation.error());
            } else if (!dropped.containsKey(model)) {
                Score score = engine.scores().get(model);
                candidates.add(new Candidate(
                        model, score == null ? null : score.seed(), score == null ? null : score.value(), validation));
            }
        }
        if (candidates.size() < inputs.minModels()) {
            throw new InputException(tooFew(candidates.size(), inputs, dropped));
        }
        return new Outcome(
                inputs.requested(),
                dropped.entrySet().stream()
                        .map(e -> new Dropped(e.getKey(), e.getValue()))
                        .toList(),
                Ranking.of(candidates),
                inputs.best());
    }

    private static Map<String, ModelSummary> validations(List<Path> files) {
        Map<String, ModelSummary> validations = new TreeMap<>();
        for (Path file : files) {
            for (ModelSummary summary : Json.readList(file, ModelSummary.class)) {
                if (validations.put(summary.model(), summary) != null) {
                    throw new InputException("The model " + summary.model() + " is validated twice, again in " + file
                            + ": give each validation once.");
                }
            }
        }
        return validations;
    }

    /** Adds every model that is asked for, scored or given as a file but not all three, with the reason. */
    private static void addUnaccounted(
            int requested, EngineScores engine, Map<String, Path> files, Map<String, String> dropped) {
        TreeSet<String> names = new TreeSet<>(engine.scores().keySet());
        names.addAll(files.keySet());
        for (int i = 1; i <= requested; i++) {
            names.add(SharedFacts.modelName(i));
        }
        for (String name : names) {
            Score score = engine.scores().get(name);
            String reason = score == null && !files.containsKey(name)
                    ? LOST
                    : score == null
                            ? "the sampler gave it no score"
                            : !files.containsKey(name)
                                    ? "its model file is missing"
                                    : !Double.isFinite(score.value()) ? "its engine score is not a number" : null;
            if (reason != null) {
                dropped.putIfAbsent(name, reason);
            }
        }
    }

    private static String tooFew(int left, Inputs inputs, Map<String, String> dropped) {
        Map<String, Long> reasons = dropped.values().stream()
                .collect(Collectors.groupingBy(reason -> reason, LinkedHashMap::new, Collectors.counting()));
        String frequent = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(REASONS_IN_MESSAGE)
                .map(entry -> entry.getValue() + " x " + entry.getKey().replaceFirst("[.]$", ""))
                .collect(Collectors.joining("; "));
        return "Only " + left + " of " + inputs.requested() + " sampled models are usable and at least "
                + inputs.minModels() + " are needed" + (frequent.isEmpty() ? "" : " (" + frequent + ")")
                + ": look into the sampler's logs, or ask for fewer with --min-models.";
    }
}
