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
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
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
     * How many models the ranking is about.
     *
     * @param requested how many models were asked for, named model_0001 and so on; null for models of another program,
     *     which no engine scored
     * @param best how many go on
     * @param minModels how many must be left for the entry to go on
     */
    public record ModelCounts(Integer requested, int best, int minModels) {}

    /** A model that is not ranked, and why. */
    public record UnrankedModel(String model, String reason) {}

    /** What the step found. */
    public record Outcome(Integer requested, List<UnrankedModel> dropped, List<Ranking.RankedModel> models, int best) {
        List<Ranking.RankedModel> selected() {
            return models.subList(0, Math.min(best, models.size()));
        }
    }

    private RankStep() {}

    /**
     * Ranks the sampled models of an entry, or those of another program where there are any, and writes ranking.csv,
     * ranking.json and selected.txt into a folder.
     *
     * @throws InputException when fewer models than {@code minModels} are left, or an input cannot be used
     */
    public static Outcome run(EntryFolder entry, ModelCounts numbers, Path folder) throws IOException {
        Outcome outcome = rank(entry, numbers);
        RankFiles.write(outcome, new EntryFolder(folder));
        return outcome;
    }

    static Outcome rank(EntryFolder entry, ModelCounts numbers) {
        boolean given = entry.isOfGivenModels();
        EngineScores engine = EngineScores.read(entry);
        Map<String, Path> files =
                new TreeMap<>(ModelFile.byName(entry.all(given ? EntryFile.GIVEN_MODEL : EntryFile.SAMPLED_MODEL)));
        Map<String, ModelSummary> validations =
                validations(entry.all(given ? EntryFile.GIVEN_VALIDATION : EntryFile.SAMPLED_VALIDATION));
        Map<String, String> dropped = new TreeMap<>(engine.dropped());
        if (numbers.requested() != null) {
            addUnaccounted(numbers.requested(), engine, files, dropped);
        }
        List<RankingCandidate> candidates = new ArrayList<>();
        for (String model : files.keySet()) {
            ModelSummary validation = validations.get(model);
            if (validation == null || validation.error() != null) {
                dropped.putIfAbsent(model, validation == null ? NOT_VALIDATED : validation.error());
            } else if (!dropped.containsKey(model)) {
                Score score = engine.scores().get(model);
                candidates.add(new RankingCandidate(
                        model, score == null ? null : score.seed(), score == null ? null : score.value(), validation));
            }
        }
        if (candidates.size() < numbers.minModels()) {
            throw new InputException(tooFew(candidates.size(), numbers, dropped));
        }
        return new Outcome(
                numbers.requested(),
                dropped.entrySet().stream()
                        .map(e -> new UnrankedModel(e.getKey(), e.getValue()))
                        .toList(),
                Ranking.of(candidates),
                numbers.best());
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

    /** Adds, with the reason, every model that is asked for, scored or there as a file, but not all three. */
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

    private static String tooFew(int left, ModelCounts numbers, Map<String, String> dropped) {
        Map<String, Long> reasons = dropped.values().stream()
                .collect(Collectors.groupingBy(reason -> reason, LinkedHashMap::new, Collectors.counting()));
        String frequent = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(REASONS_IN_MESSAGE)
                .map(entry -> entry.getValue() + " x " + entry.getKey().replaceFirst("[.]$", ""))
                .collect(Collectors.joining("; "));
        return "Only " + left + " of " + numbers.requested() + " sampled models are usable and at least "
                + numbers.minModels() + " are needed" + (frequent.isEmpty() ? "" : " (" + frequent + ")")
                + ": look into the sampler's logs, or ask for fewer with --min-models.";
    }
}
