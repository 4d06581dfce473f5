package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.entry.EntryFolder;
import org.emconverge.ranking.RankStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rank",
        header = "Rank the sampled models and select the best",
        mixinStandardHelpOptions = true,
        description = "Ranks the sampled models by four criteria and selects the best.")
final class RankCommand implements Callable<Integer> {
    @Option(names = "--entry", required = true, paramLabel = "DIR", description = "Folder of the entry.")
    private Path entry;

    @Option(names = "--requested", required = true, paramLabel = "N", description = "How many models were asked for.")
    private int requested;

    @Option(
            names = "--best",
            defaultValue = "10",
            paramLabel = "N",
            description = "How many go on (default: ${DEFAULT-VALUE}).")
    private int best;

    @Option(
            names = "--min-models",
            defaultValue = "3",
            paramLabel = "N",
            description = "How many must be left to go on (default: ${DEFAULT-VALUE}).")
    private int minModels;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the tables.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        RankStep.run(new EntryFolder(entry), new RankStep.ModelCounts(requested, best, minModels), folder);
        return 0;
    }
}
