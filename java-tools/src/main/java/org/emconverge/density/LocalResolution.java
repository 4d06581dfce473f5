package org.emconverge.density;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.emconverge.InputException;

/**
 * A local-resolution map: the half-map correlation in a moving window (Cardone, Heymann &amp; Steven, J. Struct. Biol.
 * 184, 226, 2013), at every {@code step}-th voxel of the particle, with straight lines between. The curve is read from
 * its second shell on: where it begins below the threshold, the value is half the longest edge of the window's box (3.5
 * to 4 times the map's resolution by default, and to be read as "that or worse"); where it never falls below,
 * Nyquist's.
 *
 * <p>Memory, besides the maps: 5 bytes per window position of the box; {@link #map()} takes 4 bytes per voxel more.
 */
public final class LocalResolution {
    private final WindowNodes nodes;

    private LocalResolution(WindowNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * @param window diameter, Å; {@link #forResolution} has a suggestion
     * @param threshold of the correlation, 0 to 1
     * @param step voxels from window to window
     * @param threads at least 1; the result does not depend on it
     */
    public record Settings(double window, double threshold, int step, int threads) {
        /** blocres' and cryoSPARC's: a window holds too few coefficients to tell 0.143 from chance. */
        public static final double DEFAULT_THRESHOLD = FscCurve.HALF;

        public static final int DEFAULT_STEP = 2;
        /** In resolutions: Cardone, Heymann &amp; Steven (2013). */
        static final double WINDOW_IN_RESOLUTIONS = 7;

        public Settings {
            if (!(window > 0 && threshold > 0 && threshold < 1 && step > 0 && threads > 0)) {
                throw new InputException("Local resolution with a window of " + window + " Å, a threshold of "
                        + threshold + ", steps of " + step + " voxels and " + threads
                        + " threads makes no sense: give positive numbers, and a threshold below 1.");
            }
        }

        /**
         * The default settings for a map.
         *
         * @param resolution of the whole map, Å
         */
        public static Settings forResolution(double resolution, int threads) {
            return new Settings(WINDOW_IN_RESOLUTIONS * resolution, DEFAULT_THRESHOLD, DEFAULT_STEP, threads);
        }
    }

    /**
     * Within a mask.
     *
     * @param mask weights on the maps' grid: measured where they are one half or more; null for
     *     {@link SoftMask#automatic}
     * @throws InputException when the grids differ, the half maps are identical, or the mask is none
     */
    public static LocalResolution of(DensityMap half1, DensityMap half2, DensityMap mask, Settings settings) {
        DensityMap second = CommonGrid.onto(half2, half1, SolventLevel.of(half2));
        DensityMap where = SoftMask.weightsOn(half1, mask == null ? SoftMask.automatic(half1, second) : mask);
        WindowNodes nodes = nodes(half1, settings);
        nodes.wantWithin(where);
        return scan(nodes, half1, second, settings);
    }

    /**
     * Around a model, of maps that are held.
     *
     * @param atoms positions, Å: measured within {@link SoftMask#RADIUS} of them
     * @throws InputException when the grids differ, the half maps are identical, or no atom is in them
     */
    public static LocalResolution around(DensityMap half1, DensityMap half2, double[][] atoms, Settings settings) {
        WindowNodes nodes = nodes(half1, settings);
        nodes.wantAround(atoms, SoftMask.RADIUS);
        return scan(nodes, half1, CommonGrid.onto(half2, half1, SolventLevel.of(half2)), settings);
    }

    private static WindowNodes nodes(DensityMap map, Settings settings) {
        return WindowNodes.over(new int[] {map.nx(), map.ny(), map.nz()}, map.voxel(), map.origin(), settings.step());
    }

    private static LocalResolution scan(WindowNodes nodes, DensityMap half1, DensityMap half2, Settings settings) {
        if (nodes.wantsNone()) {
            throw new InputException(
                    "Nothing to measure lies in the half maps: give a mask on their grid, or a model fitted into them.");
        }
        if (Arrays.equals(half1.values(), half2.values())) {
            throw HalfMaps.same();
        }
        FscWindow window = new FscWindow(half1.voxel(), settings.window());
        new WindowScan(nodes, half1, half2, window).run(settings.threshold(), settings.threads());
        return new LocalResolution(nodes);
    }

    /**
     * Å, by trilinear interpolation between the windows; NaN where none was measured.
     *
     * @param x position, Å, as y and z
     */
    public double at(double x, double y, double z) {
        return nodes.map().at(x, y, z);
    }

    /** How many windows were measured. */
    public long windows() {
        return IntStream.range(0, nodes.wanted().length)
                .filter(i -> nodes.wanted()[i])
                .count();
    }

    /** On the grid of the half maps, Å; 0 where nothing was measured. */
    public DensityMap map() {
        int[] n = nodes.size();
        double[] voxel =
                Arrays.stream(nodes.map().voxel()).map(v -> v / nodes.step()).toArray();
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(n[0], n[1]), n[2])];
        double scale = 1.0 / nodes.step();
        for (int z = 0, i = 0; z < n[2]; z++) {
            for (int y = 0; y < n[1]; y++) {
                for (int x = 0; x < n[0]; x++, i++) {
                    double value = nodes.map().atVoxel(x * scale, y * scale, z * scale);
                    values[i] = Double.isNaN(value) ? 0 : (float) value;
                }
            }
        }
        return new DensityMap(n[0], n[1], n[2], voxel, nodes.map().origin(), values);
    }
}
