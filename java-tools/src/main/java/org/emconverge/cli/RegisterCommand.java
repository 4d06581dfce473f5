package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.Json;
import org.emconverge.register.RegisterReport;
import org.emconverge.register.RegisterStep;
import org.emconverge.structure.Symmetry;
import org.emconverge.symmetry.SymmetryReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds the stretches of a model that fit the side-chain density better some places along the chain.",
            "Prints them as JSON when no file is named."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} register --model model.cif --map map.mrc --resolution 3.2",
            "  ${ROOT-COMMAND-NAME} register --model model.cif --map map.mrc --resolution 3.2 \\",
            "      --out register.json",
            "",
            "The file: docs/outputs.md#registerjson.",
            "The method: docs/method.md#register."
        })
final class RegisterCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Section(Section.INPUT)
    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "Model in the frame of the map, PDB or mmCIF, plain or gzipped.")
    private Path model;

    @Section(Section.INPUT)
    @Option(names = "--map", required = true, paramLabel = "FILE", description = "Map, MRC/CCP4, plain or gzipped.")
    private Path map;

    @Section(Section.INPUT)
    @Option(names = "--resolution", required = true, paramLabel = "D", description = "Resolution of the map, Å.")
    private double resolution;

    @Section(Section.INPUT)
    @Option(
            names = "--symmetry",
            paramLabel = "FILE",
            description = "What 'emtools symmetry' wrote, where the model is the asymmetric unit.")
    private Path symmetry;

    @Section(Section.OUTPUT)
    @Option(names = "--out", paramLabel = "FILE", description = "Write the stretches here, JSON.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Symmetry mates = symmetry == null ? Symmetry.NONE : SymmetryReport.read(symmetry);
        RegisterReport report = RegisterStep.run(model, map, resolution, mates);
        if (out == null) {
            spec.commandLine().getOut().println(Json.text(report));
        } else {
            Json.write(report, out);
        }
        return 0;
    }
}
