package org.emconverge.density;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.emconverge.InputException;

/**
 * The local resolution of a map as another program measured it (ResMap, blocres, RELION, cryoSPARC), Å at every voxel,
 * on the grid of a composite. Nothing is known where it has 0 or {@value #FILLED} Å and more, which programs write
 * outside of their mask, or less than the voxels of its map can show, as interpolation leaves at the edge of a mask.
 *
 * @param map Å; what is known, continued to where it is not
 * @param trust 1 where it is known, falling to 0 within {@link SoftMask#EDGE} of that
 */
record GivenLocalResolution(Told told, float[] map, float[] trust) {
    /** Å: what ResMap writes outside of its mask; others write 0, or more. */
    static final double FILLED = 100;
    /** What interpolation may have taken off 0. */
    private static final double ROUNDING = 1e-3;

    private static final double NYQUIST_VOXELS = 2;
    /** Programs differ in how far they go: of the finest that voxels can show, what still counts. */
    private static final double FINEST = 0.9;
    /** It says nothing of a map when it is known at fewer of its atoms. */
    private static final double LEAST_KNOWN = 0.5;
    /** The median at the atoms, in resolutions of the map: beyond these it is of another map, or in another unit. */
    private static final double LEAST_MEDIAN = 0.5;

    private static final double MOST_MEDIAN = 4;

    /**
     * What a report says of it.
     *
     * @param median at those of the map's atoms at which it is known, Å
     * @param known part of these atoms, 0 to 1
     */
    public record Told(String file, double median, double known) {}

    /**
     * The map that it is of.
     *
     * @param named in words, as a sentence begins
     * @param origin where it lies, Å; length 3
     * @param resolution Å
     * @param atoms those that lie where it counts, Å; rows of x, y, z
     */
    record Of(String named, MrcHeader header, double[] origin, double resolution, double[][] atoms) {}

    /**
     * @param grid whose grid it gets
     * @throws InputException when it cannot be read, is negative, known at fewer than half of the atoms, or nothing
     *     that a map of that resolution can have
     */
    static GivenLocalResolution read(Path file, Of of, DensityMap grid) {
        double finest =
                FINEST * NYQUIST_VOXELS * Arrays.stream(of.header.voxel()).max().orElseThrow();
        DensityMap whole = CompanionMap.read(
                file, of.header, of.origin, of.atoms, placed -> values(placed, of.atoms, finest).length);
        double least = MapStatistics.of(whole.values()).min();
        if (least < -ROUNDING) {
            throw told(file, of, String.format(Locale.ROOT, "has values below 0 (%.3g)", least));
        }
        float[] there = values(whole, of.atoms, finest);
        double known = (double) there.length / of.atoms.length;
        if (known < LEAST_KNOWN) {
            throw told(file, of, unknown(known, values(whole, of.atoms, ROUNDING), finest));
        }
        double median = CompositeWeights.quantile(there, CompositeWeights.HALF);
        if (median < LEAST_MEDIAN * of.resolution || median > MOST_MEDIAN * of.resolution) {
            throw told(
                    file,
                    of,
                    String.format(
                            Locale.ROOT,
                            "has a median of %.3g at the model's atoms, and its map %.2f Å",
                            median,
                            of.resolution));
        }
        DensityMap measured = onGrid(whole, grid, finest);
        return new GivenLocalResolution(
                new Told(file.getFileName().toString(), median, known),
                CompositeWeights.continued(measured, median),
                trust(measured));
    }

    private static InputException told(Path file, Of of, String what) {
        return new InputException(of.named + " is given with the local resolution " + file.getFileName() + ", which "
                + what + ": give its local resolution in Å, in the frame of the map, as the program wrote it.");
    }

    /** @param positive what it has above 0 at the atoms */
    private static String unknown(double known, float[] positive, double finest) {
        double median = CompositeWeights.quantile(positive, CompositeWeights.HALF);
        return median < finest
                ? String.format(
                        Locale.ROOT,
                        "has a median of %.3g at the model's atoms, where the map's voxels show no less than %.2f Å",
                        median,
                        finest / FINEST)
                : String.format(
                        Locale.ROOT,
                        "is known (more than 0 and less than %.0f Å) at %.0f %% of the model's atoms, needed are %.0f %%",
                        FILLED,
                        100 * known,
                        100 * LEAST_KNOWN);
    }

    private static boolean isKnown(double value, double finest) {
        return value >= finest && value < FILLED;
    }

    /** At the voxels next to the atoms, those that are known. */
    private static float[] values(DensityMap placed, double[][] atoms, double finest) {
        float[] values = new float[atoms.length];
        int count = 0;
        for (double[] atom : atoms) {
            int[] voxel = new int[3];
            Arrays.setAll(voxel, axis -> (int) Math.rint((atom[axis] - placed.origin()[axis]) / placed.voxel()[axis]));
            boolean inside = voxel[0] >= 0
                    && voxel[1] >= 0
                    && voxel[2] >= 0
                    && voxel[0] < placed.nx()
                    && voxel[1] < placed.ny()
                    && voxel[2] < placed.nz();
            float value = inside ? placed.values()[placed.index(voxel[0], voxel[1], voxel[2])] : 0;
            if (isKnown(value, finest)) {
                values[count++] = value;
            }
        }
        return Arrays.copyOf(values, count);
    }

    /** Between the voxels that are known alone, Å; 0 where most of those around are not. */
    private static DensityMap onGrid(DensityMap whole, DensityMap grid, double finest) {
        float[] known = new float[whole.values().length];
        float[] values = new float[known.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = isKnown(whole.values()[i], finest) ? 1 : 0;
            values[i] = known[i] * whole.values()[i];
        }
        DensityMap counts = whole.with(known);
        DensityMap sums = whole.with(values);
        float[] measured = new float[grid.values().length];
        for (int z = 0, i = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++, i++) {
                    double px = grid.origin()[0] + x * grid.voxel()[0];
                    double py = grid.origin()[1] + y * grid.voxel()[1];
                    double pz = grid.origin()[2] + z * grid.voxel()[2];
                    double count = counts.at(px, py, pz);
                    measured[i] = count >= CompositeWeights.HALF ? (float) (sums.at(px, py, pz) / count) : 0;
                }
            }
        }
        return grid.with(measured);
    }

    private static float[] trust(DensityMap measured) {
        boolean[] known = new boolean[measured.values().length];
        for (int i = 0; i < known.length; i++) {
            known[i] = measured.values()[i] > 0;
        }
        float[] trust = DistanceMap.to(measured, known);
        for (int i = 0; i < trust.length; i++) {
            trust[i] = (float) SoftMask.weight(Math.sqrt(trust[i]), 0, SoftMask.EDGE);
        }
        return trust;
    }
}
