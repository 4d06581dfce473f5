package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.engines.rosetta.RosettaModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rosetta-models",
        header = "Read what Rosetta wrote",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reads what Rosetta wrote: a model for each seed, scores.csv and dropped.csv.")
final class RosettaModelsCommand implements Callable<Integer> {
    @Option(names = "--setup", required = true, paramLabel = "DIR", description = "Folder of 'emtools rosetta-setup'.")
    private Path setup;

    @Option(
            names = "--runs",
            required = true,
            paramLabel = "DIR",
            description = "Folder with a folder for each seed: seed_0001 ...")
    private Path runs;

    @Option(names = "--first", required = true, paramLabel = "N", description = "First seed.")
    private int first;

    @Option(names = "--last", required = true, paramLabel = "N", description = "Last seed.")
    private int last;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the models and tables.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        RosettaModels.run(setup, runs, first, last, outDir);
        return 0;
    }
}
