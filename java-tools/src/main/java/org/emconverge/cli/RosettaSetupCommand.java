package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.engines.rosetta.DensityWeight;
import org.emconverge.engines.rosetta.RosettaSetup;
import org.emconverge.structure.Symmetry;
import org.emconverge.symmetry.SymmetryReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rosetta-setup",
        header = "Write what Rosetta samples an entry with",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        defaultValueProvider = ParameterDefaults.class,
        description = "Writes what Rosetta samples an entry with: model, map, protocol, flags.")
final class RosettaSetupCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "Prepared model, in the frame of the map.")
    private Path model;

    @Option(names = "--map", required = true, paramLabel = "FILE", description = "Map, MRC/CCP4.")
    private Path map;

    @Option(names = "--resolution", required = true, paramLabel = "D", description = "Resolution of the map, Å.")
    private double resolution;

    @Option(
            names = "--density-weight",
            paramLabel = "RULE",
            description =
                    "How the weight of the density follows from the resolution: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private DensityWeight weight;

    @Option(
            names = "--symmetry",
            paramLabel = "FILE",
            description = "symmetry.json of 'emtools symmetry': the model is its asymmetric unit.")
    private Path symmetry;

    @Option(names = "--options", defaultValue = "", paramLabel = "TEXT", description = "Further options for Rosetta.")
    private String options;

    @Option(names = "--rosetta-version", paramLabel = "TEXT", description = "Version of Rosetta, for the record.")
    private String version;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        RosettaSetup.run(
                new RosettaSetup.Inputs(
                        model,
                        map,
                        resolution,
                        weight,
                        symmetry == null ? Symmetry.NONE : SymmetryReport.read(symmetry),
                        options,
                        version),
                outDir);
        return 0;
    }
}
