package org.emconverge.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.emconverge.Csv;
import org.emconverge.InputException;

/**
 * Entries of earlier runs that have no report for a reason that may be gone the next time: the network, the machine's
 * memory, disk or time, or somebody who stopped the run. What is wrong with an entry itself does not pass.
 */
public final class PassingFailures {
    /**
     * 75: EX_TEMPFAIL of sysexits.h; more than 128: ended by a signal from outside (of the terminal or the node, by
     * hand, a shrunk file, for lack of memory, by time limits).
     */
    private static final Set<String> EXITS = Set.of("75", "129", "130", "135", "137", "140", "142", "143", "152");

    private static final Pattern REASONS = Pattern.compile(
            "it was not done when the run ended|it could not be started|could not be fetched \\(.*try again later"
                    + "|the disk has room|No space left on device|OutOfMemoryError|MemoryError|Cannot allocate memory");

    private PassingFailures() {}

    /**
     * The step and the reason of each, by the names of the entries.
     *
     * @param results folders of runs, with {@code pipeline_info/failed.csv}; in their order; an entry that has a report
     *     in one of them came through in the end
     * @throws InputException when one is no such folder
     */
    static Map<String, String> read(List<Path> results) {
        Map<String, String> passing = new HashMap<>();
        for (Path folder : results) {
            if (!Files.isDirectory(folder.resolve("pipeline_info"))) {
                throw new InputException("There are no results of a run in " + folder
                        + ": give --results the folder that the run had as --outdir.");
            }
            Path table = folder.resolve("pipeline_info/failed.csv");
            if (Files.isRegularFile(table)) { // a run that was killed has none
                read(table, passing);
            }
        }
        passing.keySet().removeIf(id -> results.stream().anyMatch(folder -> hasReport(folder, id)));
        return passing;
    }

    /** Adds those of one run, whose word counts more than that of those before. */
    private static void read(Path table, Map<String, String> passing) {
        Set<String> lasting = new HashSet<>();
        for (Csv.Row row : Csv.read(table, "id", "process", "exit", "reason").rows()) {
            String id = row.text("id");
            if (!passes(row.text("exit"), row.text("reason"))) {
                lasting.add(id);
            }
            passing.put(id, PlainText.plain((row.text("process") + " " + row.text("reason")).strip()));
        }
        passing.keySet().removeAll(lasting);
    }

    /**
     * Whether a failure may be gone the next time.
     *
     * @param exit status of the task as in failed.csv, maybe empty
     * @param reason sentence of failed.csv
     */
    public static boolean passes(String exit, String reason) {
        return EXITS.contains(exit) || REASONS.matcher(reason).find();
    }

    private static boolean hasReport(Path folder, String id) {
        return id.matches("[A-Za-z0-9._-]+")
                && Files.isRegularFile(folder.resolve(id).resolve("report.html"));
    }
}
