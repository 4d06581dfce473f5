package org.emconverge.density;

import java.nio.file.Path;
import java.util.Arrays;
import org.emconverge.InputException;

/** The resolution of a map by its two half maps alone, without a model. */
public final class HalfMapResolution {
    /** Bytes that each voxel needs: the maps, their smoothed mean and difference, the mask and the transform. */
    private static final long BYTES = 40;
    /** A curve that ends this near to the grid's limit never fell below the threshold. */
    private static final double LIMIT = 1.001;

    private HalfMapResolution() {}

    /**
     * Where the Fourier shell correlation within {@link SoftMask#automatic}, corrected by phase randomisation, falls
     * below 0.143.
     *
     * @return Å
     * @throws InputException when a file is no map, the two do not belong together, are too large to be held, or
     *     correlate nowhere or everywhere
     */
    public static double of(Path half1, Path half2) {
        int[] size = MrcFile.header(half1).size();
        long voxels = (long) size[0] * size[1] * size[2];
        if (voxels * BYTES > Runtime.getRuntime().maxMemory()) {
            throw new InputException("half maps of " + size[0] + " x " + size[1] + " x " + size[2]
                    + " voxels need more memory than there is");
        }
        DensityMap first = MrcFile.read(half1);
        DensityMap second = MrcFile.read(half2);
        double resolution = HalfMaps.fsc(first, second, SoftMask.automatic(first, second))
                .best()
                .resolution(FscCurve.HALF_MAP_THRESHOLD);
        double limit = 2 * Arrays.stream(first.voxel()).max().getAsDouble();
        if (Double.isNaN(resolution)) {
            throw new InputException("their Fourier shell correlation is below 0.143 everywhere");
        }
        if (resolution < LIMIT * limit) {
            throw new InputException("they correlate up to the limit of their grid");
        }
        return resolution;
    }
}
