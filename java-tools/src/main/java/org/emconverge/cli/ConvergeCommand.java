package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.convergence.ConvergeInputs;
import org.emconverge.convergence.Convergence;
import org.emconverge.convergence.ValidationRecords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "converge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures how far the refined models agree, residue by residue: residues.csv, summary.json, ensemble and"
                        + " convergence files.")
final class ConvergeCommand implements Callable<Integer> {
    @Option(names = "--id", required = true, description = "Name of the entry.")
    String id;

    @Option(names = "--title", description = "Title of the entry.")
    String title;

    @Option(names = "--resolution", required = true, paramLabel = "D", description = "Resolution of the map, Å.")
    double resolution;

    @Option(names = "--map", required = true, description = "Map the models were built in, MRC/CCP4.")
    Path map;

    @Option(
            names = "--refined",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Refined models; the file name without its ending names the model.")
    List<Path> refined = List.of();

    @Option(
            names = "--sampled",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Models before refinement, named likewise.")
    List<Path> sampled = List.of();

    @Option(
            names = "--selected",
            required = true,
            paramLabel = "FILE",
            description = "Names of the chosen models, best first.")
    Path selected;

    @Option(names = "--ranking", required = true, paramLabel = "FILE", description = "ranking.json of the rank step.")
    Path ranking;

    @Option(
            names = "--refinement",
            arity = "1..*",
            paramLabel = "FILE",
            description = "refinement.json of each refined model.")
    List<Path> refinements = List.of();

    @Option(
            names = "--refine-dropped",
            arity = "1..*",
            paramLabel = "FILE",
            description = "CSV (model, reason) of models that could not be refined.")
    List<Path> refineDropped = List.of();

    @Option(
            names = "--scores",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Score tables of the sampler (column seconds).")
    List<Path> scores = List.of();

    @Option(names = "--setup", paramLabel = "FILE", description = "setup.json of the sampler.")
    Path setup;

    @Option(names = "--sampler", required = true, description = "Sampling engine, for instance openmm.")
    String sampler;

    @Option(names = "--refiner", required = true, description = "Refinement engine, for instance servalcat.")
    String refiner;

    @Option(
            names = "--local-resolution",
            paramLabel = "FILE",
            description = "Map of the local resolution, as 'emtools validate' writes it.")
    Path localResolution;

    @Option(names = "--half-maps", paramLabel = "FILE", description = "Correlation of the half maps, likewise.")
    Path halfMaps;

    @Option(
            names = "--validation-start",
            paramLabel = "FILE",
            description = "Validation of the starting model, prepared and relaxed.")
    Path validationStart;

    @Option(
            names = "--validation-sampled",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Validations of the sampled models.")
    List<Path> validationSampled = List.of();

    @Option(names = "--validation-refined", paramLabel = "FILE", description = "Validation of the refined models.")
    Path validationRefined;

    @Option(
            names = "--validated-residues",
            paramLabel = "FILE",
            description = "Table of the refined models' residues, of their validation.")
    Path validatedResidues;

    @Option(names = "--symmetry", paramLabel = "FILE", description = "symmetry.json, as 'emtools symmetry' writes it.")
    Path symmetry;

    @Option(
            names = "--min-models",
            defaultValue = "2",
            paramLabel = "N",
            description = "Fewest refined models that make an ensemble (default: ${DEFAULT-VALUE}).")
    int minModels;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the results.")
    Path outDir;

    @Override
    public Integer call() throws IOException {
        Convergence.run(
                new ConvergeInputs(
                        id,
                        title,
                        resolution,
                        map,
                        refined,
                        sampled,
                        selected,
                        ranking,
                        refinements,
                        refineDropped,
                        scores,
                        setup,
                        sampler,
                        refiner,
                        Emtools.version(),
                        minModels,
                        localResolution,
                        halfMaps,
                        new ValidationRecords.Files(validationStart, validationSampled, validationRefined, null),
                        validatedResidues,
                        symmetry),
                outDir);
        return 0;
    }
}
