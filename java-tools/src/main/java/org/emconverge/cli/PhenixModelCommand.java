package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.engines.phenix.PhenixModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "phenix-model",
        header = "Read what Phenix wrote",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        defaultValueProvider = ParameterDefaults.class,
        description =
                "Reads what phenix.real_space_refine wrote: the refined model, its log and refinement.json, or why there is none.")
final class PhenixModelCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model as it went in.")
    private Path model;

    @Option(names = "--setup", required = true, paramLabel = "DIR", description = "Folder of 'emtools phenix-setup'.")
    private Path setup;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder in which Phenix ran.")
    private Path run;

    @Mixin
    private PhenixOptions options;

    @Option(names = "--options", paramLabel = "TEXT", description = "Further parameters it was given, for the record.")
    private String further;

    @Option(names = "--phenix-version", paramLabel = "TEXT", description = "Version of Phenix, for the record.")
    private String version;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the results.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        PhenixModel.run(new PhenixModel.Inputs(model, setup, run, options.parameters(), further, version), outDir);
        return 0;
    }
}
