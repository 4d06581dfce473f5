package org.emconverge.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.emconverge.Csv;

/** The table of models that an engine lost: {@code model, reason}. */
public final class DroppedModels {
    private DroppedModels() {}

    /** @param reasons by model, in the order of the rows */
    public static void write(Map<String, String> reasons, Path file) throws IOException {
        Csv.write(file, List.of("model", "reason"), printer -> {
            for (Map.Entry<String, String> model : reasons.entrySet()) {
                printer.printRecord(model.getKey(), model.getValue());
            }
        });
    }
}
