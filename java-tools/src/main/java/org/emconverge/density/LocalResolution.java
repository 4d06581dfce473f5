package org.emconverge.density;

import java.nio.file.Path;
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
 * <p>The maps are read section by section. Memory: 8 bytes per voxel of as many sections as the window is high, 5 per
 * window position of the box; {@link #map()} takes 4 bytes per voxel more.
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
     * Of maps that are held.
     *
     * @param mask weights on the maps' grid: measured where they are one half or more; null for
     *     {@link SoftMask#automatic}
     * @throws InputException when the grids differ, the half maps are identical, or the mask is none
     */
    public static LocalResolution of(DensityMap half1, DensityMap half2, DensityMap mask, Settings settings) {
        ShellCorrelation.requireSameGrid(half1, half2);
        DensityMap where = mask == null ? SoftMask.automatic(half1, half2) : mask;
        ShellCorrelation.requireSameGrid(half1, where);
        SoftMask.requireWeights(where);
        int[] size = {half1.nx(), half1.ny(), half1.nz()};
        WindowNodes nodes = WindowNodes.over(size, half1.voxel(), half1.origin(), settings.step());
        nodes.wantWithin(where);
        FscWindow window = new FscWindow(half1.voxel(), settings.window());
        SlidingSections maps =
                new SlidingSections(SlidingSections.of(half1), SlidingSections.of(half2), size, window.size[2]);
        return scan(nodes, maps, window, new int[] {0, 1, 2}, settings);
    }

    /**
     * Of maps in files of any size, which are not held.
     *
     * @param atoms positions, Å, in the frame of the first file's header: measured within {@link SoftMask#RADIUS} of
     *     them; null for {@link SoftMask#automatic} on the maps binned to voxels of about
     *     {@value HalfMapFiles#BINNED_VOXEL} Å
     * @throws InputException when a file is bad, the grids or axis orders differ, the half maps are identical, or no
     *     atom is in them
     */
    public static LocalResolution of(Path half1, Path half2, double[][] atoms, Settings settings) {
        try (HalfMapFiles files = new HalfMapFiles(half1, half2)) {
            MrcHeader header = files.header();
            WindowNodes nodes = WindowNodes.over(header.size(), header.voxel(), header.place(), settings.step());
            if (atoms == null) {
                nodes.wantWithinCoarse(HalfMapFiles.automaticMask(half1, half2));
            } else {
                nodes.wantAround(atoms, SoftMask.RADIUS);
            }
            double[] voxel = Arrays.stream(header.axes())
                    .mapToDouble(axis -> header.voxel()[axis])
                    .toArray();
            FscWindow window = new FscWindow(voxel, settings.window());
            return scan(nodes, files.sliding(window.size[2]), window, header.axes(), settings);
        }
    }

    private static LocalResolution scan(
            WindowNodes nodes, SlidingSections maps, FscWindow window, int[] axes, Settings settings) {
        if (nodes.wantsNone()) {
            throw new InputException(
                    "Nothing to measure lies in the half maps: give a mask on their grid, or a model fitted into them.");
        }
        new WindowScan(nodes, maps, window, axes).run(settings.threshold(), settings.threads());
        if (!maps.differ()) {
            throw HalfMaps.same();
        }
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
