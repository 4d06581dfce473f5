package org.emconverge.ranking;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.emconverge.InputException;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * What the sampling tasks say of their models in their tables of scores and of losses.
 *
 * @param scores model name to its score
 * @param dropped model name to why there is no such model
 */
record EngineScores(Map<String, Score> scores, Map<String, String> dropped) {
    /** An engine's score, lower is better, NaN when it is no number; and the seed it was made with. */
    record Score(String seed, double value) {}

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();

    static EngineScores read(EntryFolder entry) {
        Map<String, Score> scores = new TreeMap<>();
        for (Path file : entry.all(EntryFile.SAMPLING_SCORES)) {
            for (CSVRecord row : rows(file, "model", "seed", "score")) {
                if (scores.put(row.get("model"), new Score(row.get("seed"), number(row.get("score")))) != null) {
                    throw new InputException("The model " + row.get("model") + " is scored twice, again in " + file
                            + ": give each sampling task's table once.");
                }
            }
        }
        Map<String, String> dropped = new TreeMap<>();
        for (Path file : entry.all(EntryFile.SAMPLING_LOSSES)) {
            rows(file, "model", "reason").forEach(row -> dropped.put(row.get("model"), row.get("reason")));
        }
        return new EngineScores(scores, dropped);
    }

    private static List<CSVRecord> rows(Path file, String... columns) {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = FORMAT.parse(in)) {
            for (String column : columns) {
                if (!parser.getHeaderNames().contains(column)) {
                    throw new InputException(
                            "The table " + file + " has no column '" + column + "': give what the sampler wrote.");
                }
            }
            List<CSVRecord> rows = new ArrayList<>(parser.getRecords());
            rows.stream().filter(row -> !row.isConsistent()).findFirst().ifPresent(row -> {
                throw new InputException(
                        "The table " + file + " is cut short at record " + row.getRecordNumber() + ": give it whole.");
            });
            return rows;
        } catch (IOException | RuntimeException e) {
            if (e instanceof InputException known) {
                throw known;
            }
            throw new InputException(
                    "The table " + file + " cannot be read (" + e.getMessage() + "): give what the sampler wrote.", e);
        }
    }

    /** NaN stands for what is no number, in whatever spelling: that model cannot be ranked, while the others can. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
