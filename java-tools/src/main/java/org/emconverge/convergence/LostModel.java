package org.emconverge.convergence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.Csv;

/**
 * A model that is not in the ensemble.
 *
 * @param model its name
 * @param step that lost it: {@code sampling} or {@code refinement}; of models of another program {@code reading},
 *     {@code placement}, {@code alignment} or {@code validation}
 * @param reason one sentence, or a part of one
 */
public record LostModel(String model, String step, String reason) {
    /**
     * Reads a table with the columns model, reason and, where it was not the refinement that lost the model, step.
     *
     * @throws org.emconverge.InputException when it cannot be read or lacks a column
     */
    static List<LostModel> read(Path file) {
        return Csv.read(file, "model", "reason").rows().stream()
                .map(row -> new LostModel(row.text("model"), row.textOr("step", "refinement"), row.text("reason")))
                .toList();
    }

    /** Writes the table that {@link #read} reads. */
    public static void write(List<LostModel> models, Path file) throws IOException {
        Csv.write(file, List.of("model", "step", "reason"), printer -> {
            for (LostModel model : models) {
                printer.printRecord(model.model, model.step, model.reason);
            }
        });
    }
}
