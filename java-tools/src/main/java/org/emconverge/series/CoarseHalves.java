package org.emconverge.series;

import java.util.Arrays;
import org.emconverge.density.DensityMap;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.Spectrum;

/**
 * Two half maps on a grid of at most {@value #LARGEST} voxels along an edge: what shows a mask and a symmetry.
 *
 * @param noise their difference, smoothed
 */
record CoarseHalves(DensityMap first, DensityMap second, DensityMap noise) {
    /** Fine enough for a mask that is made at 15 Å. */
    private static final int LARGEST = 192;
    /** The noise ends at this part of the grid's limit, so that it can be taken between voxels. */
    private static final double SMOOTH = 0.5;
    /** Of the noise, in voxels of the coarse grid. */
    static final double SHORTEST_WAVE = 2 / SMOOTH;

    /**
     * @param first transform of the first half map
     * @param second of the second
     */
    static CoarseHalves of(HalfMapStreams halves, Spectrum first, Spectrum second) {
        int[] size = coarseSize(halves.size());
        double[] voxel = new double[3];
        Arrays.setAll(voxel, axis -> halves.length()[axis] / size[axis]);
        double limit = 0.5 / Arrays.stream(voxel).max().getAsDouble();
        return new CoarseHalves(
                coarse(first, halves, size, voxel, limit),
                coarse(second, halves, size, voxel, limit),
                difference(
                        coarse(first, halves, size, voxel, SMOOTH * limit),
                        coarse(second, halves, size, voxel, SMOOTH * limit)));
    }

    private static int[] coarseSize(int[] size) {
        int longest = Arrays.stream(size).max().getAsInt();
        int factor = (longest + LARGEST - 1) / LARGEST;
        // even, so that the middle stays a voxel; no smaller than the box of an even number of voxels needs
        return Arrays.stream(size)
                .map(n -> factor == 1 ? n : 2 * ((n / factor + 1) / 2))
                .toArray();
    }

    private static DensityMap coarse(
            Spectrum spectrum, HalfMapStreams halves, int[] size, double[] voxel, double limit) {
        return new DensityMap(size[0], size[1], size[2], voxel, halves.header().place(), spectrum.map(size, limit));
    }

    private static DensityMap difference(DensityMap a, DensityMap b) {
        float[] values = a.values();
        for (int i = 0; i < values.length; i++) {
            values[i] -= b.values()[i];
        }
        return a;
    }
}
