package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The core-hours that the tasks of a run took, by its trace. */
final class TaskHours {
    private static final Pattern PART = Pattern.compile("([0-9.]+) ?(ms|s|m|h|d)\\b");
    private static final double PERCENT = 100;

    private TaskHours() {}

    /**
     * The sum over all tasks of their time and the share of the cores that they used; null where there is no trace that
     * tells it.
     *
     * @param results of the run
     */
    static Double read(Path results) throws IOException {
        Path trace = results.resolve("pipeline_info").resolve("trace.tsv");
        if (!Files.isRegularFile(trace)) {
            return null;
        }
        List<String> lines = Files.readAllLines(trace);
        List<String> header =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split("\t", -1));
        int time = header.indexOf("realtime");
        int share = header.indexOf("%cpu");
        if (time < 0 || share < 0) {
            return null;
        }
        double hours = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            if (cells.length == header.size()) { // a run that was killed leaves its last line cut short
                hours += hours(cells[time]) * share(cells[share]);
            }
        }
        return hours;
    }

    /** Of a duration such as {@code 1h 2m 3s}, {@code 350ms} or, raw, milliseconds; 0 where none is known. */
    static double hours(String duration) {
        if (duration.matches("[0-9]+")) {
            return Long.parseLong(duration) / 3_600_000.0;
        }
        return PART.matcher(duration).results().mapToDouble(TaskHours::hours).sum();
    }

    private static double hours(MatchResult part) {
        double number = Double.parseDouble(part.group(1));
        return switch (part.group(2)) {
            case "ms" -> number / 3_600_000;
            case "s" -> number / 3600;
            case "m" -> number / 60;
            case "h" -> number;
            default -> number * 24;
        };
    }

    /** Of a core, such as {@code 98.5%}; a whole one where it is not known. */
    private static double share(String percent) {
        String number = percent.replace("%", "").strip();
        return number.matches("[0-9]+(\\.[0-9]+)?") ? Double.parseDouble(number) / PERCENT : 1;
    }
}
