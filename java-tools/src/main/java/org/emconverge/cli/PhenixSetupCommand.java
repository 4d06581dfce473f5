package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.engines.phenix.PhenixSetup;
import org.emconverge.structure.Symmetry;
import org.emconverge.symmetry.SymmetryReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "phenix-setup",
        header = "Write what Phenix refines a model with",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        defaultValueProvider = ParameterDefaults.class,
        description = "Writes what phenix.real_space_refine refines a model with: model, map, parameters.")
final class PhenixSetupCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model, in the frame of the map.")
    private Path model;

    @Option(names = "--map", required = true, paramLabel = "FILE", description = "Map, MRC/CCP4.")
    private Path map;

    @Option(
            names = "--symmetry",
            paramLabel = "FILE",
            description = "symmetry.json of 'emtools symmetry': the model is its asymmetric unit.")
    private Path symmetry;

    @Mixin
    private PhenixOptions options;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        PhenixSetup.run(
                model,
                map,
                symmetry == null ? Symmetry.NONE : SymmetryReport.read(symmetry),
                options.parameters(),
                outDir);
        return 0;
    }
}
