package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.emconverge.InputException;
import org.emconverge.Json;

/**
 * What a survey knows: {@code state.json} of its folder. It is one file that is replaced as a whole, so that a survey
 * that is killed at any moment leaves the state before or the state after.
 *
 * @param schemaVersion of the file
 * @param entries by their ids
 * @param chunks in the order of their numbers
 */
record SurveyState(int schemaVersion, Map<String, Known> entries, List<Chunk> chunks) {
    static final String NAME = "state.json";
    private static final int SCHEMA = 1;

    /** What became of an entry. */
    enum Status {
        /** It is in a chunk whose run has not ended. */
        OPEN,
        DONE,
        FAILED
    }

    /**
     * Why an entry has no report: a row of the run's failed.csv.
     *
     * @param process that failed, or empty
     * @param exit status of its task, or empty
     */
    record Failure(String process, String exit, String reason) {}

    /**
     * An entry that was given to a run.
     *
     * @param fingerprint of the candidate that was run
     * @param chunk the last that it was in
     * @param tries how often this fingerprint was run without success
     * @param failures of the last run
     * @param passing whether they may be gone the next time
     * @param version of emconverge that ran it
     * @param ended when its chunk ended (UTC, ISO 8601), or null
     */
    record Known(
            String fingerprint,
            Status status,
            int chunk,
            int tries,
            List<Failure> failures,
            boolean passing,
            String version,
            String ended) {
        Known {
            failures = failures == null ? List.of() : List.copyOf(failures);
        }
    }

    /**
     * Entries that one run takes.
     *
     * @param open whether its run is still to be begun or to be ended
     * @param tries how often its run has ended as a whole with an error
     * @param shown whether the site has its results, and who wants to know was told
     * @param entries how many
     * @param coreHours estimated
     * @param coreHoursUsed by its tasks, or null where that is not known
     * @param ended when its run ended last (UTC, ISO 8601), or null
     */
    record Chunk(
            int number,
            boolean open,
            int tries,
            boolean shown,
            int entries,
            double coreHours,
            Double coreHoursUsed,
            String ended) {
        static Chunk begun(int number, int entries, double coreHours) {
            return new Chunk(number, true, 0, true, entries, coreHours, null, null);
        }

        Chunk failed(String now) {
            return new Chunk(number, true, tries + 1, shown, entries, coreHours, coreHoursUsed, now);
        }

        Chunk ended(Double used, String now) {
            return new Chunk(number, false, tries, false, entries, coreHours, used, now);
        }

        Chunk asShown() {
            return new Chunk(number, open, tries, true, entries, coreHours, coreHoursUsed, ended);
        }
    }

    static SurveyState empty() {
        return new SurveyState(SCHEMA, new TreeMap<>(), new ArrayList<>());
    }

    /**
     * Reads what a folder knows; nothing where it is new.
     *
     * @throws InputException when the file is damaged, or of a later emconverge
     */
    static SurveyState read(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "." + NAME + ".*.tmp")) {
            for (Path file : files) {
                Files.delete(file); // of a survey that was killed in the middle of writing
            }
        }
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return empty();
        }
        SurveyState state = Json.read(file, SurveyState.class);
        if (state.entries() == null
                || state.chunks() == null
                || state.entries().containsValue(null)
                || state.chunks().contains(null)) {
            throw new InputException("The file " + file
                    + " does not say what the survey has done: put back a copy of it, or give another folder.");
        }
        if (state.schemaVersion() != SCHEMA) {
            throw new InputException("The survey in " + folder + " was made by another emconverge (its state has the"
                    + " format " + state.schemaVersion() + ", this one reads " + SCHEMA + "): use that one.");
        }
        return new SurveyState(SCHEMA, new TreeMap<>(state.entries()), new ArrayList<>(state.chunks()));
    }

    void write(Path folder) throws IOException {
        Json.write(this, folder.resolve(NAME));
    }

    /** Chunks whose run has not ended. */
    List<Chunk> open() {
        return chunks.stream().filter(Chunk::open).toList();
    }

    long count(Status status) {
        return entries.values().stream()
                .filter(known -> known.status() == status)
                .count();
    }

    int nextNumber() {
        return chunks.stream().map(Chunk::number).max(Comparator.naturalOrder()).orElse(0) + 1;
    }

    /** The entries that a chunk has not ended with yet. */
    List<String> openEntries(Chunk chunk) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().chunk() == chunk.number()
                        && entry.getValue().status() == Status.OPEN)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Puts a chunk in the place of the one with its number, or behind all. */
    void put(Chunk chunk) {
        chunks.removeIf(other -> other.number() == chunk.number());
        chunks.add(chunk);
        chunks.sort(Comparator.comparingInt(Chunk::number));
    }
}
