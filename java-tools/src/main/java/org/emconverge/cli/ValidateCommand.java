package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.ModelStage;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ModelReading;
import org.emconverge.validation.ValidateStep;
import org.emconverge.validation.Validator.Verdicts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Validates models: geometry, and with a map how they fit it; with half maps also their resolution.",
            "Prints the models' numbers as JSON when no file to write is named."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} validate --model model.cif",
            "  ${ROOT-COMMAND-NAME} validate --model model.cif other.cif --map map.mrc \\",
            "      --resolution 3.2 --threads 2 --json validation.json \\",
            "      --residues residues.csv",
            "  ${ROOT-COMMAND-NAME} validate --model model.cif --half1 half1.mrc --half2 half2.mrc \\",
            "      --resolution 3.2 --half-maps half_maps.json",
            "",
            "The files: docs/outputs.md#validationjson-half_mapsjson.",
            "The method: docs/method.md#model-geometry."
        })
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Section(Section.INPUT)
    @Option(
            names = "--model",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Models, PDB or mmCIF, plain or gzipped.")
    private List<Path> models;

    @Section(Section.INPUT)
    @Option(
            names = "--stage",
            arity = "1..*",
            paramLabel = "NAME",
            completionCandidates = StageNames.class,
            description = "What the models are in an entry, which their records then say: ${COMPLETION-CANDIDATES}; one"
                    + " for all, or one per model in their order.")
    private List<ModelStage> stages = List.of();

    @Mixin
    private MapFiles maps;

    @Section(Section.INPUT)
    @Option(names = "--resolution", paramLabel = "D", description = "Resolution of the map, Å.")
    private Double resolution;

    @Mixin
    private ValidationOptions validation;

    @Section(Section.OUTPUT)
    @Option(names = "--json", paramLabel = "FILE", description = "Write the models' numbers here.")
    private Path json;

    @Section(Section.OUTPUT)
    @Option(names = "--residues", paramLabel = "FILE", description = "Write the residues' numbers here, CSV.")
    private Path residues;

    @Section(Section.OUTPUT)
    @Option(names = "--outliers", paramLabel = "FILE", description = "Write every outlier and clash here, CSV.")
    private Path outliers;

    @Section(Section.OUTPUT)
    @Option(names = "--atoms", paramLabel = "FILE", description = "Write the atoms' Q-scores here, CSV.")
    private Path atoms;

    @Section(Section.OUTPUT)
    @Option(
            names = "--fsc",
            paramLabel = "FILE",
            description = "Write the Fourier shell correlation of map and models here, CSV.")
    private Path curves;

    @Section(Section.OUTPUT)
    @Option(
            names = "--half-maps",
            paramLabel = "FILE",
            description = "Write the half maps' Fourier shell correlation here, JSON.")
    private Path halfMaps;

    @Section(Section.OUTPUT)
    @Option(
            names = "--local-resolution",
            paramLabel = "FILE",
            description = "Write the map of the local resolution (Å) here, MRC.")
    private Path localResolution;

    /** As the records have them. */
    static final class StageNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(ModelStage.values()).map(ModelStage::label).iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        ValidateStep.Inputs inputs = new ValidateStep.Inputs(
                models,
                stages.stream().map(ModelStage::label).toList(),
                maps.map,
                maps.half1,
                maps.half2,
                resolution,
                validation.contour,
                validation.monomerLibrary(),
                validation.threads,
                validation.dictionaries,
                !stages.isEmpty() && !stages.contains(ModelStage.GIVEN));
        Map<String, Verdicts> verdicts = ValidateStep.run(
                inputs,
                new ValidateStep.Outputs(json, residues, atoms, outliers, curves, halfMaps, localResolution),
                spec.commandLine().getErr()::println);
        for (Path model : models) {
            ModelReading reading = verdicts.get(ModelFile.name(model)).reading();
            if (reading != null) {
                reading.notesOn(model.getFileName().toString())
                        .forEach(spec.commandLine().getErr()::println);
            }
        }
        if (Stream.of(json, residues, atoms, outliers, curves, halfMaps, localResolution)
                .allMatch(Objects::isNull)) {
            spec.commandLine().getOut().println(Json.text(ValidateStep.records(inputs, verdicts)));
        }
        if (verdicts.values().stream().allMatch(verdict -> verdict.summary().error() != null)) {
            throw new InputException(
                    verdicts.values().iterator().next().summary().error());
        }
        return 0;
    }
}
