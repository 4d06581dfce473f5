package org.emconverge.example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.ParameterSchema;
import org.emconverge.density.Grid;
import org.emconverge.density.MrcFile;
import org.emconverge.density.Scatterer;
import org.emconverge.density.SyntheticMaps;
import org.emconverge.structure.ModelFile;

/**
 * Writes the built-in example as a user's entry would look: model, map, half maps and sample sheet; and the truth
 * beside them.
 */
public final class ExampleEntry {
    public static final String ID = "example";
    /** Å; with it the map ends at 0.81 of the Nyquist frequency at the default resolution. */
    static final double VOXEL = 1.1;

    static final double PADDING = 10;
    /** What the voxel can carry: the maps end at 0.9 of the resolution. */
    static final double BEST_RESOLUTION = 2.6;

    static final double WORST_RESOLUTION = 8;

    private ExampleEntry() {}

    /**
     * Writes {@code model.cif, map.mrc, half1.mrc.gz, half2.mrc.gz, truth.json, samplesheet.csv}; the same arguments
     * give the same bytes.
     *
     * @param folder made when there is none
     * @param seed of the noise
     * @param resolution of the well-resolved part, Å, {@value #BEST_RESOLUTION} to {@value #WORST_RESOLUTION}
     * @throws InputException when the resolution is outside that range
     */
    public static void write(Path folder, long seed, double resolution) throws IOException {
        ParameterSchema.requireResolution(resolution);
        if (!(resolution >= BEST_RESOLUTION && resolution <= WORST_RESOLUTION)) {
            throw new InputException(
                    "The resolution " + resolution + " Å is outside what the example's grid can show: give "
                            + BEST_RESOLUTION + " to " + WORST_RESOLUTION + " Å.");
        }
        List<ExampleProtein.Residue> protein = ExampleProtein.build();
        SyntheticMaps maps = maps(protein, seed, resolution);
        ModelFile.writeCif(ExampleModel.of(protein), folder.resolve("model.cif"));
        MrcFile.write(maps.map(), folder.resolve("map.mrc"));
        MrcFile.write(maps.half1(), folder.resolve("half1.mrc.gz"));
        MrcFile.write(maps.half2(), folder.resolve("half2.mrc.gz"));
        Json.write(Truth.of(ID, protein, maps, resolution), folder.resolve("truth.json"));
        AtomicOutput.write(
                folder.resolve("samplesheet.csv"),
                String.format(
                        Locale.ROOT,
                        "id,emdb,map,half1,half2,model,resolution,symmetry,contour\n"
                                + "%s,,map.mrc,half1.mrc.gz,half2.mrc.gz,model.cif,%s,C1,\n",
                        ID,
                        resolution));
    }

    static SyntheticMaps maps(List<ExampleProtein.Residue> protein, long seed, double resolution) {
        List<Scatterer> wellResolved =
                scatterers(protein.stream().filter(r -> !r.blurred()).toList());
        List<Scatterer> blurred = scatterers(
                protein.stream().filter(ExampleProtein.Residue::blurred).toList());
        Grid grid = Grid.around(scatterers(protein), PADDING, VOXEL);
        return SyntheticMaps.of(wellResolved, blurred, grid, resolution, new Random(seed));
    }

    private static List<Scatterer> scatterers(List<ExampleProtein.Residue> residues) {
        return residues.stream()
                .flatMap(r -> r.atoms().entrySet().stream()
                        .map(a -> new Scatterer(
                                a.getKey().substring(0, 1),
                                a.getValue().x,
                                a.getValue().y,
                                a.getValue().z,
                                r.bFactor())))
                .toList();
    }
}
