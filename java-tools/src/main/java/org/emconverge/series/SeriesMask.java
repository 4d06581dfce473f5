package org.emconverge.series;

import java.nio.file.Path;
import java.util.Arrays;
import org.emconverge.density.DensityMap;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.SoftMask;
import org.emconverge.density.Spectrum;

/**
 * The mask within which the resolution of a series is measured: the same for the given half maps and for every pair
 * that is made from them.
 *
 * @param name what it is, for the record
 * @param weights 0 to 1, on the half maps' grid
 */
record SeriesMask(String name, Spectrum.Sections weights) {
    static final String AUTOMATIC = "automatic";
    static final String MODEL = "model";
    private static final double ROUNDING = 1e-6;

    /** Around what rises above the noise. */
    static SeriesMask automatic(HalfMapStreams halves, CoarseHalves coarse) {
        return between(AUTOMATIC, halves, SoftMask.automatic(coarse.first(), coarse.second()));
    }

    /**
     * Around a model.
     *
     * @param atoms Å; rows of x, y, z
     * @throws org.emconverge.InputException when no atom lies in the half maps' box
     */
    static SeriesMask around(HalfMapStreams halves, CoarseHalves coarse, double[][] atoms) {
        return between(MODEL, halves, SoftMask.around(coarse.first(), atoms));
    }

    /** @throws org.emconverge.InputException when the file is no mask on the half maps' grid */
    static SeriesMask file(HalfMapStreams halves, Path file) {
        return new SeriesMask(file.getFileName().toString(), halves.mask(file));
    }

    /** Between the voxels of the coarse grid the weights are linear. */
    private static SeriesMask between(String name, HalfMapStreams halves, DensityMap mask) {
        int[] size = halves.size();
        double[] voxel = halves.header().voxel();
        double[] origin = mask.origin();
        int[] coarse = {mask.nx(), mask.ny(), mask.nz()};
        double[] end = new double[3];
        // a little before the last voxel, so that rounding leads to no place beyond it
        Arrays.setAll(end, axis -> origin[axis] + (coarse[axis] - 1 - ROUNDING) * mask.voxel()[axis]);
        return new SeriesMask(name, (z, section) -> {
            double atZ = Math.min(end[2], origin[2] + z * voxel[2]);
            for (int i = 0; i < section.length; i++) {
                double atX = Math.min(end[0], origin[0] + i % size[0] * voxel[0]);
                double atY = Math.min(end[1], origin[1] + i / size[0] * voxel[1]);
                section[i] = (float) mask.at(atX, atY, atZ);
            }
            return true;
        });
    }
}
