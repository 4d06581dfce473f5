package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.ensemble.AssessModels;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "assess-models",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        defaultValueProvider = ParameterDefaults.class,
        description = {
            "Compares models that any program built into one map: the files of an entry of the pipeline.",
            "The models keep their places; residues are matched by sequence where their numbers differ."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} assess-models --map map.mrc --resolution 3.2 \\",
            "      --outdir results/mine models/*.pdb",
            "  ${ROOT-COMMAND-NAME} assess-models --half1 half1.mrc --half2 half2.mrc \\",
            "      --resolution 3.2 --model deposited.cif \\",
            "      --outdir results/mine one.cif two.cif",
            "",
            "The files: docs/outputs.md.",
            "The method: docs/method.md#models-of-another-program."
        })
final class AssessModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Section(Section.INPUT)
    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "Models, PDB or mmCIF, plain or gzipped; each model of a file counts.")
    private List<Path> models;

    @Mixin
    private MapFiles maps;

    @Section(Section.INPUT)
    @Option(names = "--resolution", required = true, paramLabel = "D", description = "Resolution of the map, Å.")
    private double resolution;

    @Section(Section.INPUT)
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "Model whose chain ids and residue numbers count, the deposited one for instance; it is not compared (default: the"
                            + " first of the models).")
    private Path reference;

    @Section(Section.OUTPUT)
    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "Name of the entry (default: that of the output folder).")
    private String id;

    @Section(Section.OUTPUT)
    @Option(names = "--title", paramLabel = "TEXT", description = "Title of the entry.")
    private String title;

    @Section(Section.SETTINGS)
    @Option(
            names = "--margin",
            paramLabel = "Å",
            description = "Map kept round the models, Å (default: ${DEFAULT-VALUE}).")
    private double margin;

    @Mixin
    private ValidationOptions validation;

    @Mixin
    private RendererOption figures;

    @Mixin
    private PageOptions page;

    @Section(Section.OUTPUT)
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
        List<String> notes = AssessModels.run(
                new AssessModels.Inputs(
                        name,
                        title,
                        models,
                        reference,
                        new AssessModels.Maps(maps.map, maps.halves(), resolution, validation.contour, margin),
                        new AssessModels.Environment(
                                validation.monomerLibrary(),
                                validation.dictionaries,
                                validation.threads,
                                Emtools.version(),
                                figures.renderer(),
                                page.context())),
                spec.commandLine().getErr()::println,
                outDir);
        notes.forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getOut().println("The report: " + new EntryFolder(outDir).path(EntryFile.REPORT));
        return 0;
    }
}
