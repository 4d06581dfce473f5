package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.InputException;
import org.emconverge.density.CompositeMap;
import org.emconverge.density.MapPreparation;
import org.emconverge.structure.HeavyAtoms;
import org.emconverge.structure.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prepare-map",
        header = "Cut a map to a model",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        defaultValueProvider = ParameterDefaults.class,
        description = {
            "Cuts a map to a model: placed by ORIGIN or NSTART, whichever puts the model in density; float32, axis order 1, 2, 3;",
            "resampled when the voxel is finer than a third of the resolution. Further maps of the molecule are laid into it,",
            "each where it is best. Writes map.mrc, half1.mrc, half2.mrc, map.json."
        })
final class PrepareMapCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model, PDB or mmCIF.")
    private Path model;

    @Mixin
    private MapFiles maps;

    @Mixin
    private FurtherMaps further;

    @Option(names = "--resolution", required = true, paramLabel = "Å", description = "Resolution of the map, Å.")
    private double resolution;

    @Option(names = "--margin", paramLabel = "Å", description = "Room round the model, Å (default: ${DEFAULT-VALUE}).")
    private double margin;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        double[][] atoms = HeavyAtoms.positions(ModelFile.read(model));
        if (atoms.length == 0) {
            throw new InputException(
                    "The model " + model + " holds no heavy atoms: give a model of the molecule in the map.");
        }
        CompositeMap.prepare(
                        new MapPreparation.Request(maps.map, maps.halves(), resolution, margin, atoms),
                        further.localResolution(),
                        further.maps())
                .write(outDir);
        return 0;
    }
}
