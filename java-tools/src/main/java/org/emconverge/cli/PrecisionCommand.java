package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.Json;
import org.emconverge.convergence.PrecisionReport;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "precision",
        header = "Tell how well the spread is known, and whether it takes more models",
        mixinStandardHelpOptions = true,
        description = "Tells how well the spread of every residue is known from the models that there are.")
final class PrecisionCommand implements Callable<Integer> {
    /** Which models: as sampled, or as refined. */
    enum Stage {
        SAMPLED(EntryFile.SAMPLED_MODEL),
        REFINED(EntryFile.REFINED_MODEL);

        private final EntryFile role;

        Stage(EntryFile role) {
            this.role = role;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Option(names = "--entry", required = true, paramLabel = "DIR", description = "Folder of the entry.")
    private Path entry;

    @Option(names = "--stage", required = true, description = "Of which models: ${COMPLETION-CANDIDATES}.")
    private Stage stage;

    @Option(names = "--most", required = true, paramLabel = "N", description = "So many are made at most.")
    private int most;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Json.write(PrecisionReport.of(new EntryFolder(entry), stage.role, most), out);
        return 0;
    }
}
