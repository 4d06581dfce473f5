package org.emconverge.density;

import java.util.Arrays;
import java.util.Locale;
import org.emconverge.InputException;

/**
 * Brings maps that belong together onto one grid. Two maps are compared voxel by voxel, so it matters where each lies:
 * one that begins a whole number of voxels from the other is moved; one between the voxels is refused, because it would
 * have to be interpolated, which takes away what the correlation of half maps is to show.
 */
final class CommonGrid {
    /** Voxel edges of one grid agree to this, relative. */
    private static final double SAME_VOXEL = 1e-4;
    /** How far from a voxel of the other grid a map may lie, voxels: what headers lose by rounding. */
    private static final double TOLERANCE = 0.05;

    private CommonGrid() {}

    static boolean sameVoxel(double[] a, double[] b) {
        boolean same = true;
        for (int axis = 0; axis < 3; axis++) {
            same &= Math.abs(a[axis] - b[axis]) <= SAME_VOXEL * a[axis];
        }
        return same;
    }

    /**
     * How far one origin is from another.
     *
     * @param from Å; length 3
     * @param to Å; length 3
     * @param voxel Å; length 3
     * @return voxels; length 3
     */
    static double[] shift(double[] from, double[] to, double[] voxel) {
        double[] shift = new double[3];
        Arrays.setAll(shift, axis -> (to[axis] - from[axis]) / voxel[axis]);
        return shift;
    }

    /** Whether a shift is a whole number of voxels along every axis. */
    static boolean isWhole(double[] shift) {
        return Arrays.stream(shift).allMatch(s -> Math.abs(s - Math.rint(s)) <= TOLERANCE);
    }

    /** A whole shift in whole numbers. */
    static int[] whole(double[] shift) {
        return Arrays.stream(shift).mapToInt(s -> (int) Math.rint(s)).toArray();
    }

    /**
     * A map on the grid of another.
     *
     * @param beyond value where the map does not reach
     * @return the map itself where it has that grid already
     * @throws InputException when sizes or voxels differ, the shift is no whole number of voxels, or the boxes do not
     *     meet
     */
    static DensityMap onto(DensityMap map, DensityMap grid, double beyond) {
        double[] shift = shift(grid.origin(), map.origin(), grid.voxel());
        boolean sameSize = map.nx() == grid.nx() && map.ny() == grid.ny() && map.nz() == grid.nz();
        if (!sameSize || !sameVoxel(grid.voxel(), map.voxel())) {
            throw apart(map, grid, "have different grids");
        }
        if (!isWhole(shift)) {
            throw apart(map, grid, String.format(Locale.ROOT, "lie %s voxels apart, no whole number", text(shift)));
        }
        int[] first = whole(shift);
        if (Arrays.equals(first, new int[3])) {
            return map;
        }
        return copied(map, grid, first, (float) beyond);
    }

    private static DensityMap copied(DensityMap map, DensityMap grid, int[] first, float beyond) {
        float[] values = new float[grid.values().length];
        Arrays.fill(values, beyond);
        int from = Math.max(0, first[0]);
        int count = Math.min(grid.nx(), first[0] + map.nx()) - from;
        int rows = 0;
        for (int z = Math.max(0, first[2]); z < Math.min(grid.nz(), first[2] + map.nz()); z++) {
            for (int y = Math.max(0, first[1]); y < Math.min(grid.ny(), first[1] + map.ny()); y++) {
                if (count > 0) {
                    int source = map.index(from - first[0], y - first[1], z - first[2]);
                    System.arraycopy(map.values(), source, values, grid.index(from, y, z), count);
                    rows++;
                }
            }
        }
        if (rows == 0) {
            throw apart(map, grid, "do not overlap");
        }
        return new DensityMap(grid.nx(), grid.ny(), grid.nz(), grid.voxel(), grid.origin(), values);
    }

    /** Three numbers of voxels or Å, for messages. */
    static String text(double[] numbers) {
        return String.format(Locale.ROOT, "(%.2f, %.2f, %.2f)", numbers[0], numbers[1], numbers[2]);
    }

    private static InputException apart(DensityMap a, DensityMap b, String how) {
        return new InputException(
                "Two maps to be compared " + how + " (" + grid(a) + "; " + grid(b) + "): give maps on one grid.");
    }

    private static String grid(DensityMap m) {
        return String.format(
                Locale.ROOT,
                "%d x %d x %d voxels of %s Å from %s Å",
                m.nx(),
                m.ny(),
                m.nz(),
                Arrays.toString(m.voxel()),
                text(m.origin()));
    }
}
