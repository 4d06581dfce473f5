package org.emconverge.ranking;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.emconverge.Csv;
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

    static EngineScores read(EntryFolder entry) {
        Map<String, Score> scores = new TreeMap<>();
        for (Path file : entry.all(EntryFile.SAMPLING_SCORES)) {
            for (Csv.Row row : Csv.read(file, "model", "seed", "score").rows()) {
                String model = row.text("model").strip();
                Score score = new Score(row.text("seed").strip(), number(row.text("score")));
                if (scores.put(model, score) != null) {
                    throw new InputException("The model " + model + " is scored twice, again in " + file
                            + ": give each sampling task's table once.");
                }
            }
        }
        Map<String, String> dropped = new TreeMap<>();
        for (Path file : entry.all(EntryFile.SAMPLING_LOSSES)) {
            for (Csv.Row row : Csv.read(file, "model", "reason").rows()) {
                dropped.put(row.text("model").strip(), row.text("reason").strip());
            }
        }
        return new EngineScores(scores, dropped);
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
