package org.emconverge.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Structure;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MapPreparation;
import org.emconverge.density.MrcFile;
import org.emconverge.structure.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prepare-map", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Cut a map to a model: placed by ORIGIN or NSTART, whichever puts the model in density; float32, axis order 1, 2, 3;",
            "resampled when the voxel is finer than a third of the resolution. Writes map.mrc, half1.mrc, half2.mrc, map.json."})
final class PrepareMapCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "FILE", description = "the model, PDB or mmCIF")
    private Path model;

    @Option(names = "--map", paramLabel = "FILE", description = "the map, MRC or CCP4, plain or gzipped; the half maps' mean when absent")
    private Path map;

    @Option(names = "--half1", paramLabel = "FILE", description = "the first half map")
    private Path half1;

    @Option(names = "--half2", paramLabel = "FILE", description = "the second half map")
    private Path half2;

    @Option(names = "--resolution", required = true, paramLabel = "Å", description = "the map's resolution, Å")
    private double resolution;

    @Option(names = "--margin", paramLabel = "Å", defaultValue = "" + MapPreparation.DEFAULT_MARGIN,
            description = "room round the model, Å (default: ${DEFAULT-VALUE})")
    private double margin;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "where to write")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        List<Path> halves = new ArrayList<>();
        if (half1 != null) {
            halves.add(half1);
        }
        if (half2 != null) {
            halves.add(half2);
        }
        var prepared = MapPreparation.prepare(new MapPreparation.Request(map, halves, resolution, margin, heavyAtoms()));
        MrcFile.write(prepared.map(), outDir.resolve("map.mrc"));
        for (int i = 0; i < prepared.halves().size(); i++) {
            DensityMap half = prepared.halves().get(i);
            MrcFile.write(half, outDir.resolve("half" + (i + 1) + ".mrc"));
        }
        ObjectMapper json = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT);
        AtomicOutput.write(outDir.resolve("map.json"), json.writeValueAsString(prepared.report()) + "\n");
        return 0;
    }

    private double[][] heavyAtoms() {
        Structure structure = ModelFile.read(model);
        List<double[]> positions = new ArrayList<>();
        structure.getModel(0).forEach(chain -> chain.getAtomGroups().forEach(group -> {
            for (Atom atom : group.isWater() ? List.<Atom>of() : group.getAtoms()) {
                if (atom.getElement() != Element.H && atom.getElement() != Element.D) {
                    positions.add(atom.getCoords());
                }
            }
        }));
        if (positions.isEmpty()) {
            throw new InputException("The model " + model + " holds no heavy atoms: give a model of the molecule in the map.");
        }
        return positions.toArray(double[][]::new);
    }
}
