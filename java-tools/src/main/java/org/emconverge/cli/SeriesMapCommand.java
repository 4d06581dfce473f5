package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.series.SeriesMapStep;
import org.emconverge.series.SeriesMapStep.Sharpening;
import org.emconverge.structure.HeavyAtoms;
import org.emconverge.structure.ModelFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "series-map",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes half maps and their map at a coarser resolution than that of two given half maps, as if the particles had been",
            "shifted at random. Writes half1.mrc, half2.mrc, map.mrc and series_map.json."
        })
final class SeriesMapCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--half1",
            required = true,
            paramLabel = "FILE",
            description = "First half map, unfiltered and unmasked, MRC or CCP4, plain or gzipped.")
    private Path half1;

    @Option(names = "--half2", required = true, paramLabel = "FILE", description = "Second half map, likewise.")
    private Path half2;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "D",
            description = "Resolution of the new maps, Å: where the half maps' correlation within the mask falls below"
                    + " 0.143.")
    private double target;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the noise: another gives other maps of the same resolution (default:"
                    + " ${DEFAULT-VALUE}).")
    private long seed;

    /** At most one of them; without any the mask is made from the half maps. */
    static final class Mask {
        @Option(
                names = "--mask",
                paramLabel = "FILE",
                description = "Mask within which resolutions are measured, on the half maps' grid (default: what rises"
                        + " above their noise).")
        private Path file;

        @Option(
                names = "--model",
                paramLabel = "FILE",
                description = "Model around which that mask is made instead, PDB or mmCIF.")
        private Path model;
    }

    @ArgGroup
    private Mask mask = new Mask();

    @Option(
            names = "--symmetry",
            paramLabel = "G",
            description =
                    "What was imposed on the half maps: C1, C4, D7, T, O, I, or helical:TWIST:RISE[:C2] in degrees"
                            + " and Å (default: a point group is found from their noise, a helix is not).")
    private String symmetry;

    @Option(
            names = "--sharpening",
            paramLabel = "HOW",
            defaultValue = "relion",
            description = "Of the new map: relion (weighted by the FSC, sharpened by its Guinier plot, ended at its"
                    + " resolution) or none, the half maps' mean (default: ${DEFAULT-VALUE}).")
    private Sharpening sharpening;

    @Option(
            names = "--series",
            paramLabel = "NAME",
            description = "Name of the series that the map belongs to, for the record.")
    private String series;

    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the files; made when there is none.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        double[][] atoms = mask.model == null
                ? null
                : HeavyAtoms.positions(ModelFile.load(mask.model).structure());
        SeriesMapStep.run(
                        new SeriesMapStep.Request(
                                series, half1, half2, target, seed, mask.file, atoms, symmetry, sharpening),
                        outDir)
                .forEach(spec.commandLine().getErr()::println);
        return 0;
    }
}
