package org.emconverge.ensemble;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.emconverge.AtomicOutput;

/**
 * A model that cannot be compared.
 *
 * @param step that found it: {@code reading}, {@code placement}, {@code alignment}, {@code validation}
 */
record Lost(String model, String step, String reason) {
    /** As the table that the convergence reads. */
    static void write(List<Lost> lost, Path file) throws IOException {
        StringWriter text = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader("model", "step", "reason")
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (Lost model : lost) {
                printer.printRecord(model.model, model.step, model.reason);
            }
        }
        AtomicOutput.write(file, text.toString());
    }

    /** The first few, for a message. */
    static String sentence(List<Lost> lost) {
        int shown = 3;
        String first = lost.stream()
                .limit(shown)
                .map(model -> model.model + " (" + model.reason + ")")
                .collect(Collectors.joining("; "));
        return lost.isEmpty()
                ? ""
                : ": " + first + (lost.size() > shown ? " and " + (lost.size() - shown) + " more" : "");
    }
}
