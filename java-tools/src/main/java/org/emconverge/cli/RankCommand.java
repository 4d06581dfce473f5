package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.ranking.RankStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rank",
        mixinStandardHelpOptions = true,
        description = "Ranks the sampled models by four criteria and selects the best.")
final class RankCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Sampled models, named after the model.")
    private List<Path> models = List.of();

    @Option(
            names = "--scores",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Score tables of the sampling tasks.")
    private List<Path> scores = List.of();

    @Option(
            names = "--dropped",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Tables of the models the sampling tasks gave up.")
    private List<Path> dropped = List.of();

    @Option(
            names = "--validation",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Validations of the models, as 'emtools validate' writes them.")
    private List<Path> validations = List.of();

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
        RankStep.run(new RankStep.Inputs(models, scores, dropped, validations, requested, best, minModels), folder);
        return 0;
    }
}
