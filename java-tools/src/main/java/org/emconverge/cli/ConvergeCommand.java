package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.convergence.Convergence;
import org.emconverge.convergence.ConvergenceSettings;
import org.emconverge.convergence.Engines;
import org.emconverge.entry.EntryFolder;
import org.emconverge.trend.Trends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "converge",
        header = "Measure how far the refined models agree",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures how far the refined models agree, residue by residue: residues.csv, summary.json, ensemble and"
                        + " convergence files.")
final class ConvergeCommand implements Callable<Integer> {
    @Option(names = "--entry", required = true, paramLabel = "DIR", description = "Folder of the entry.")
    private Path entry;

    @Option(names = "--id", required = true, description = "Name of the entry.")
    private String id;

    @Option(names = "--resolution", required = true, paramLabel = "D", description = "Resolution of the map, Å.")
    private double resolution;

    @Option(
            names = "--sampler",
            description = "Sampling engine, for instance openmm; none for models of another program.")
    private String sampler;

    @Option(names = "--refiner", description = "Refinement engine, for instance servalcat; likewise.")
    private String refiner;

    @Option(
            names = "--refined",
            paramLabel = "N",
            description = "How many of the chosen models were to be refined, the best first (default: all).")
    private Integer refined;

    @Option(
            names = "--min-models",
            defaultValue = "2",
            paramLabel = "N",
            description = "Fewest refined models that make an ensemble (default: ${DEFAULT-VALUE}).")
    private int minModels;

    @Option(
            names = "--second-states",
            description = "Further models were to be made where the refined ones leave density over: without"
                    + " second_states.json the summary says that they are missing.")
    private boolean secondStates;

    @Option(
            names = "--trend",
            paramLabel = "FILE",
            description =
                    "trend.json of emtools trend, by which the mean spread is judged (default: that of the default"
                            + " engines and settings, which emtools carries).")
    private Path trend;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the results.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        Convergence.run(
                new EntryFolder(entry),
                new ConvergenceSettings(
                        id,
                        resolution,
                        new Engines(sampler, refiner),
                        minModels,
                        refined,
                        secondStates,
                        Emtools.version(),
                        trend == null ? Trends.shipped() : Trends.read(trend),
                        List.of()),
                outDir);
        return 0;
    }
}
