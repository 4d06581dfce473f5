package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.emconverge.Csv;
import org.emconverge.archive.PassingFailures;
import org.emconverge.archive.PlainText;
import org.emconverge.survey.SurveyState.Failure;

/**
 * What became of the entries of a chunk, read from the results of its run.
 *
 * @param failures of each entry that has no report, by its id; the others are done
 */
record ChunkResult(Map<String, List<Failure>> failures) {
    private static final String REPORT = "report.html";

    /**
     * Reads it.
     *
     * @param results of the run
     * @param ids of its entries
     * @param unexplained why an entry has no report of which the run says nothing
     */
    static ChunkResult read(Path results, List<String> ids, String unexplained) {
        Map<String, List<Failure>> told = told(failed(results));
        Map<String, List<Failure>> failures = new TreeMap<>();
        for (String id : ids) {
            if (told.containsKey(id)) {
                failures.put(id, told.get(id));
            } else if (!hasReport(results, id)) {
                failures.put(id, List.of(new Failure("", "", unexplained)));
            }
        }
        return new ChunkResult(failures);
    }

    /** The run's own table of entries without a report. */
    static Path failed(Path results) {
        return results.resolve("pipeline_info").resolve("failed.csv");
    }

    /** Forgets what an earlier run into the same results told as a whole. */
    static void forget(Path results) throws IOException {
        Files.deleteIfExists(failed(results));
        Files.deleteIfExists(record(results));
    }

    /** Whether a run has come so far that its entries count: its options and its samplesheet were accepted. */
    static boolean wasBegun(Path results) {
        return Files.isRegularFile(record(results));
    }

    private static Path record(Path results) {
        return results.resolve("pipeline_info").resolve("run.json");
    }

    static boolean hasReport(Path results, String id) {
        return Files.isRegularFile(results.resolve(id).resolve(REPORT));
    }

    private static Map<String, List<Failure>> told(Path table) {
        Map<String, List<Failure>> told = new TreeMap<>();
        if (Files.isRegularFile(table)) { // a run that was killed has none
            for (Csv.Row row :
                    Csv.read(table, "id", "process", "exit", "reason").rows()) {
                told.computeIfAbsent(row.text("id"), id -> new ArrayList<>())
                        .add(new Failure(row.text("process"), row.text("exit"), PlainText.plain(row.text("reason"))));
            }
        }
        return told;
    }

    /** Whether all that an entry failed for may be gone the next time. */
    static boolean passes(List<Failure> failures) {
        return failures.stream().allMatch(failure -> PassingFailures.passes(failure.exit(), failure.reason()));
    }
}
