package org.emconverge.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.emconverge.AtomicOutput;

/** The table of models that an engine lost: {@code model, reason}. */
public final class DroppedModels {
    private DroppedModels() {}

    /** @param reasons by model, in the order of the rows */
    public static void write(Map<String, String> reasons, Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader("model", "reason")
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (Map.Entry<String, String> model : reasons.entrySet()) {
                printer.printRecord(model.getKey(), model.getValue());
            }
        }
        AtomicOutput.write(file, text.toString());
    }
}
