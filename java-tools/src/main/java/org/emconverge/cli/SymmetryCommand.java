package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.Json;
import org.emconverge.symmetry.SymmetryReport;
import org.emconverge.symmetry.SymmetryStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "symmetry",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds the symmetry of a model's chains, or takes the one named, and checks it against the map.",
            "Prints it as JSON when no file is named."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} symmetry --model model.cif",
            "  ${ROOT-COMMAND-NAME} symmetry --model model.cif --map map.mrc --resolution 3.2 \\",
            "      --json symmetry.json",
            "  ${ROOT-COMMAND-NAME} symmetry --model unit.cif --map map.mrc --resolution 3.2 \\",
            "      --point-group D7 --surroundings unit_with_mates.cif",
            "",
            "The file: docs/outputs.md#symmetryjson.",
            "The method: docs/method.md#symmetry."
        })
final class SymmetryCommand implements Callable<Integer> {
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
    @Option(
            names = "--deposited",
            paramLabel = "FILE",
            description = "File whose listed assembly counts (default: the model's).")
    private Path deposited;

    @Mixin
    private MapFiles maps;

    @Section(Section.INPUT)
    @Option(names = "--resolution", paramLabel = "D", description = "Resolution of the map, Å.")
    private Double resolution;

    @Section(Section.SETTINGS)
    @Option(
            names = "--point-group",
            paramLabel = "G",
            description =
                    "C1 (none), C4, D7, T, O, I, I1 to I4, helical, or helical:TWIST:RISE[:C2] in degrees and Å (default: it is found).")
    private String pointGroup;

    @Section(Section.OUTPUT)
    @Option(names = "--json", paramLabel = "FILE", description = "Write what was found here.")
    private Path json;

    @Section(Section.OUTPUT)
    @Option(
            names = "--unit",
            paramLabel = "FILE",
            description = "Write the asymmetric unit here, mmCIF; the whole model when there is no symmetry.")
    private Path unit;

    @Section(Section.OUTPUT)
    @Option(
            names = "--surroundings",
            paramLabel = "FILE",
            description =
                    "Write the asymmetric unit with the mates near it here, mmCIF; nothing when there is no symmetry.")
    private Path surroundings;

    @Override
    public Integer call() throws IOException {
        SymmetryReport report = SymmetryStep.run(
                new SymmetryStep.Inputs(model, deposited, maps.map, maps.half1, maps.half2, resolution, pointGroup),
                new SymmetryStep.Outputs(json, unit, surroundings));
        report.reading()
                .notesOn(model.getFileName().toString())
                .forEach(spec.commandLine().getErr()::println);
        report.notes().forEach(spec.commandLine().getErr()::println);
        if (json == null && unit == null && surroundings == null) {
            spec.commandLine().getOut().println(Json.text(report));
        }
        return 0;
    }
}
