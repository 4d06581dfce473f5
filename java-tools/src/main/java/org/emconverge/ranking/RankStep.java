package org.emconverge.ranking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.emconverge.InputException;
import org.emconverge.ranking.EngineScores.Score;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.ModelSummary;
import org.emconverge.validation.ModelValidation;
import org.emconverge.validation.MonomerLibrary;

/** The rank step: validates the sampled models, accounts for those that are missing, ranks the others and selects the best. */
public final class RankStep {
    private static final String LOST = "its sampling task failed";
    private static final int REASONS_IN_MESSAGE = 3;

    /**
     * What the step is given.
     *
     * @param models one file per model, named after it
     * @param scores score tables of the sampling tasks
     * @param dropped tables of the models the sampling tasks gave up
     * @param start the prepared model, or null
     * @param relaxed the start after the sampler's minimisation, with hydrogens, or null
     * @param monomerLibrary folder of the monomer library
     * @param requested how many models were asked for, named model_0001 and so on
     * @param best how many go on
     * @param minModels how many must be left for the entry to go on
     * @param threads models validated at a time
     */
    public record Inputs(List<Path> models, List<Path> scores, List<Path> dropped, Path start, Path relaxed, Path monomerLibrary,
            int requested, int best, int minModels, int threads) {
    }

    /** A model that is not ranked, and why. */
    public record Dropped(String model, String reason) {
    }

    /** What the step found; {@code validations} has every ranked model in the order of their names. */
    public record Outcome(int requested, List<Dropped> dropped, List<Ranking.Place> places, int best, ModelSummary start,
            ModelSummary relaxed, List<ModelSummary> validations) {
        List<Ranking.Place> selected() {
            return places.subList(0, Math.min(best, places.size()));
        }
    }

    /** A model validated, or the reason why it could not be. */
    private record Validated(ModelSummary summary, String failure) {
    }

    private RankStep() {
    }

    /**
     * Runs the step and writes its files into a folder.
     *
     * @throws InputException when fewer models than {@code minModels} are left, or an input cannot be used
     */
    public static Outcome run(Inputs inputs, Path folder) throws IOException {
        Outcome outcome = rank(inputs);
        RankFiles.write(outcome, files(inputs.models()), folder);
        return outcome;
    }

    static Outcome rank(Inputs inputs) {
        MonomerLibrary library = MonomerLibrary.open(inputs.monomerLibrary());
        EngineScores engine = EngineScores.read(inputs.scores(), inputs.dropped());
        Map<String, Path> files = files(inputs.models());
        Map<String, String> dropped = new TreeMap<>(engine.dropped());
        addUnaccounted(inputs.requested(), engine, files, dropped);
        List<String> wanted = files.keySet().stream().filter(model -> !dropped.containsKey(model)).toList();
        Map<String, Validated> validated = validateAll(wanted, files, library, inputs.threads());
        validated.forEach((model, result) -> {
            if (result.failure() != null) {
                dropped.put(model, result.failure());
            }
        });
        List<Candidate> candidates = validated.entrySet().stream().filter(entry -> entry.getValue().failure() == null).map(entry -> {
            Score score = engine.scores().get(entry.getKey());
            return new Candidate(entry.getKey(), score.seed(), score.value(), entry.getValue().summary());
        }).toList();
        if (candidates.size() < inputs.minModels()) {
            throw new InputException(tooFew(candidates.size(), inputs, dropped));
        }
        return new Outcome(inputs.requested(), dropped.entrySet().stream().map(e -> new Dropped(e.getKey(), e.getValue())).toList(),
                Ranking.of(candidates), inputs.best(), validate("start", inputs.start(), library),
                validate("relaxed", inputs.relaxed(), library), candidates.stream().map(Candidate::validation).toList());
    }

    /** Adds every model that is asked for, scored or given as a file but not all three, with the reason. */
    private static void addUnaccounted(int requested, EngineScores engine, Map<String, Path> files, Map<String, String> dropped) {
        TreeSet<String> names = new TreeSet<>(engine.scores().keySet());
        names.addAll(files.keySet());
        for (int i = 1; i <= requested; i++) {
            names.add("model_%04d".formatted(i));
        }
        for (String name : names) {
            Score score = engine.scores().get(name);
            String reason = score == null && !files.containsKey(name) ? LOST
                    : score == null ? "the sampler gave it no score"
                    : !files.containsKey(name) ? "its model file is missing"
                    : !Double.isFinite(score.value()) ? "its engine score is not a number" : null;
            if (reason != null) {
                dropped.putIfAbsent(name, reason);
            }
        }
    }

    private static Map<String, Validated> validateAll(List<String> models, Map<String, Path> files, MonomerLibrary library, int threads) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> models.parallelStream().collect(Collectors.toMap(model -> model,
                    model -> validated(model, files.get(model), library), (a, b) -> a, TreeMap::new))).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdown();
        }
    }

    private static Validated validated(String name, Path file, MonomerLibrary library) {
        try {
            ModelSummary summary = validate(name, file, library);
            return summary.geometryViolationsPercent() == null ? new Validated(null, "its file holds no protein") : new Validated(summary, null);
        } catch (InputException e) {
            return new Validated(null, e.getMessage());
        }
    }

    private static ModelSummary validate(String name, Path file, MonomerLibrary library) {
        return file == null ? null : ModelValidation.of(ModelFile.read(file), library).summary(name);
    }

    /** Files by model name: the file name without its extension. */
    private static Map<String, Path> files(List<Path> models) {
        Map<String, Path> files = new TreeMap<>();
        for (Path file : models) {
            String name = file.getFileName().toString().replaceFirst("\\.(cif|pdb|ent|mmcif)(\\.gz)?$", "");
            if (files.put(name, file) != null) {
                throw new InputException("Two files are named after the model " + name + ", one of them " + file + ": give each once.");
            }
        }
        return files;
    }

    private static String tooFew(int left, Inputs inputs, Map<String, String> dropped) {
        Map<String, Long> reasons = dropped.values().stream()
                .collect(Collectors.groupingBy(reason -> reason, LinkedHashMap::new, Collectors.counting()));
        String frequent = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .limit(REASONS_IN_MESSAGE).map(entry -> entry.getValue() + " x " + entry.getKey().replaceFirst("[.]$", ""))
                .collect(Collectors.joining("; "));
        return "Only " + left + " of " + inputs.requested() + " sampled models are usable and at least " + inputs.minModels() + " are needed"
                + (frequent.isEmpty() ? "" : " (" + frequent + ")") + ": look into the sampler's logs, or ask for fewer with --min-models.";
    }
}
