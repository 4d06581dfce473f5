package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.ensemble.AssessModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "assess-models",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        defaultValueProvider = ParameterDefaults.class,
        description = {
            "Compares models that any program built into one map: the files of an entry of the pipeline.",
            "The models keep their places; residues are matched by sequence where their numbers differ."
        })
final class AssessModelsCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "Models, PDB or mmCIF, plain or gzipped; each model of a file counts.")
    private List<Path> models;

    @Mixin
    private MapFiles maps;

    @Option(names = "--resolution", required = true, paramLabel = "D", description = "Resolution of the map, Å.")
    private double resolution;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "Model whose chain ids and residue numbers count, the deposited one for instance; it is not compared (default: the"
                            + " first of the models).")
    private Path reference;

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "Name of the entry (default: that of the output folder).")
    private String id;

    @Option(names = "--title", description = "Title of the entry.")
    private String title;

    @Option(
            names = "--margin",
            paramLabel = "Å",
            description = "Map kept round the models, Å (default: ${DEFAULT-VALUE}).")
    private double margin;

    @Mixin
    private ValidationOptions validation;

    @Option(
            names = "--renderer",
            paramLabel = "FILE",
            description = "render_figures.py (default: the one on the PATH).")
    private Path renderer;

    @Option(
            names = {"--entry", "--outdir", "--out-dir"},
            required = true,
            paramLabel = "DIR",
            description = "Folder of the entry, for the results.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        String name =
                id == null ? outDir.toAbsolutePath().normalize().getFileName().toString() : id;
        AssessModels.run(
                new AssessModels.Inputs(
                        name,
                        title,
                        models,
                        reference,
                        new AssessModels.Maps(maps.map, maps.halves(), resolution, validation.contour, margin),
                        new AssessModels.Environment(
                                validation.monomerLibrary, validation.threads, Emtools.version(), renderer)),
                outDir);
        return 0;
    }
}
