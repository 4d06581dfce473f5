package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.convergence.ConfidenceFeatures;
import org.emconverge.entry.EntryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "confidence-features",
        header = "Write what the confidence is computed from",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes what the confidence of each residue is computed from, so that its coefficients can be fitted"
                        + " to models whose errors are known.")
final class ConfidenceFeaturesCommand implements Callable<Integer> {
    @Option(names = "--entry", required = true, paramLabel = "DIR", description = "Results of an entry.")
    private Path entry;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Table, CSV.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        ConfidenceFeatures.write(new EntryFolder(entry), out);
        return 0;
    }
}
