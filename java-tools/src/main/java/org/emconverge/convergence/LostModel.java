package org.emconverge.convergence;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;

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
     * @throws InputException when it cannot be read or lacks a column
     */
    static List<LostModel> read(Path file) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            return parser.stream()
                    .map(row -> new LostModel(
                            field(row, "model", file),
                            row.isSet("step") ? row.get("step") : "refinement",
                            field(row, "reason", file)))
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    "The table " + file + " cannot be read as CSV with a header: give the file that the step before"
                            + " wrote.",
                    e);
        }
    }

    /** Writes the table that {@link #read} reads. */
    public static void write(List<LostModel> models, Path file) throws IOException {
        StringWriter text = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader("model", "step", "reason")
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (LostModel model : models) {
                printer.printRecord(model.model, model.step, model.reason);
            }
        }
        AtomicOutput.write(file, text.toString());
    }

    private static String field(CSVRecord row, String column, Path file) {
        if (!row.isSet(column)) {
            throw new InputException("The table " + file + " lacks the column " + column + " in line "
                    + (row.getRecordNumber() + 1) + ": give the file that the step before wrote.");
        }
        return row.get(column);
    }
}
