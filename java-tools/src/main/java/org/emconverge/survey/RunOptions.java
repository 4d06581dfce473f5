package org.emconverge.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;

/** What a survey's user gives to each run: the words behind {@code --}, which the run itself reads. */
public final class RunOptions {
    /** What the survey gives itself, or what would make entries of others than those of the samplesheet. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("input", "the survey makes each run's samplesheet"),
            Map.entry("outdir", "each chunk has its own results"),
            Map.entry("work-dir", "give the survey's own --work-dir"),
            Map.entry("w", "give the survey's own --work-dir"),
            Map.entry("bg", "the survey waits for its runs"),
            Map.entry("preview", "a survey shows what it would run with --dry-run"),
            Map.entry("help", "'emconverge run --help' prints it"),
            Map.entry("strict", "an entry that fails is listed, and its chunk has ended well"),
            Map.entry("series", "a survey takes entries as they are"));

    /** Columns of a samplesheet that a run may be given for all entries as well. */
    private static final Set<String> OF_ALL_ENTRIES_TOO = Set.of("sampler", "refiner", "ligand");

    /** Of one entry alone, which the run refuses beside a samplesheet. */
    private static final Set<String> OF_ONE_ENTRY = SamplesheetSource.COLUMNS.stream()
            .filter(column -> !OF_ALL_ENTRIES_TOO.contains(column))
            .collect(Collectors.toUnmodifiableSet());

    /** How many models a run refines that decides that itself, in the middle of docs/results.md: for a forecast. */
    private static final int USUALLY_REFINED = 20;

    private static final String AUTO = "auto";

    private final List<String> words;

    private RunOptions(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** @throws InputException when one is the survey's own, or of one entry */
    public static RunOptions of(List<String> words) {
        for (String word : words) {
            String name = word.replaceFirst("^--?", "").replaceFirst("=.*", "");
            if (word.startsWith("-") && REFUSED.containsKey(name)) {
                throw new InputException("Leave " + word + " out: " + REFUSED.get(name) + ".");
            }
            if (word.startsWith("--") && OF_ONE_ENTRY.contains(name)) {
                throw new InputException(
                        "Leave " + word + " out: it is of one entry, and stands in the samplesheet's column.");
            }
        }
        return new RunOptions(words);
    }

    /** As they were given. */
    List<String> words() {
        return words;
    }

    boolean has(String parameter) {
        return value(parameter).isPresent();
    }

    /** What a parameter is given as, {@code --name VALUE} or {@code --name=VALUE}; the last counts. */
    Optional<String> value(String parameter) {
        Optional<String> found = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("--" + parameter + "=")) {
                found = Optional.of(words.get(i).substring(parameter.length() + 3));
            } else if (words.get(i).equals("--" + parameter) && i + 1 < words.size()) {
                found = Optional.of(words.get(i + 1));
            }
        }
        return found;
    }

    /** How many models of an entry are sampled. */
    public SampleSize models() {
        String models = numberOrAuto("models");
        return models.equals(AUTO)
                ? new SampleSize(number("models_min"), number("models_max"))
                : SampleSize.of(Integer.parseInt(models));
    }

    /** How many of them are refined, and with {@code auto} what is usual. */
    public int best() {
        String best = numberOrAuto("best");
        return best.equals(AUTO) ? Math.min(USUALLY_REFINED, number("best_max")) : Integer.parseInt(best);
    }

    private int number(String parameter) {
        return Integer.parseInt(valueOrDefault(parameter, RunOptions::isNumber));
    }

    private String numberOrAuto(String parameter) {
        return valueOrDefault(parameter, given -> given.equals(AUTO) || isNumber(given));
    }

    /** What a parameter is given as, or its default where that is not sound: such a value the run itself refuses. */
    private String valueOrDefault(String parameter, Predicate<String> sound) {
        return value(parameter)
                .filter(sound)
                .orElseGet(() -> ParameterSchema.of(parameter).defaultValue());
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,7}");
    }
}
