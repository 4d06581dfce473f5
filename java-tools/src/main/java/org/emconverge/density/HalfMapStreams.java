package org.emconverge.density;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.emconverge.InputException;

/**
 * Two half maps on one grid that are read from their files as often as needed instead of being held: what is computed
 * from them takes up to two floats per voxel (1.1 GB for 512³), where {@link HalfMaps} takes five.
 */
public final class HalfMapStreams {
    private static final double SAME_PLACE = 0.05;

    private final MapStream[] halves;
    private final double[] means = new double[2];

    private HalfMapStreams(MapStream first, MapStream second) {
        halves = new MapStream[] {first, second};
    }

    /** @throws InputException when a file is no map, or the two lie on different grids */
    public static HalfMapStreams of(Path half1, Path half2) {
        MapStream first = MapStream.of(half1);
        MapStream second = MapStream.of(half2);
        requireTogether(first, half1, second, half2);
        HalfMapStreams halves = new HalfMapStreams(first, second);
        for (int i = 0; i < 2; i++) {
            halves.means[i] = mean(halves.halves[i]);
        }
        return halves;
    }

    /** The same, but every value of the second half map times a factor. */
    public HalfMapStreams withSecondTimes(double factor) {
        HalfMapStreams scaled = new HalfMapStreams(halves[0], halves[1].times(factor));
        scaled.means[0] = means[0];
        scaled.means[1] = factor * means[1];
        return scaled;
    }

    private static void requireTogether(MapStream first, Path file1, MapStream second, Path file2) {
        MrcHeader a = first.header();
        MrcHeader b = second.header();
        if (!Arrays.equals(a.size(), b.size()) || !CommonGrid.sameVoxel(a.voxel(), b.voxel())) {
            throw new InputException("The maps " + file1 + " and " + file2 + " lie on different grids, " + grid(a)
                    + " and " + grid(b) + ": give maps of one reconstruction.");
        }
        double[] shift = CommonGrid.shift(a.place(), b.place(), a.voxel());
        if (Arrays.stream(shift).anyMatch(s -> Math.abs(s) > SAME_PLACE)) {
            throw new InputException("The maps " + file1 + " and " + file2 + " lie " + CommonGrid.text(shift)
                    + " voxels apart by their headers: give maps of one reconstruction, in one place.");
        }
    }

    private static String grid(MrcHeader header) {
        int[] n = header.size();
        return String.format(Locale.ROOT, "%d x %d x %d voxels of %.4g Å", n[0], n[1], n[2], header.voxel()[0]);
    }

    private static double mean(MapStream map) {
        float[] section = section(map);
        double sum = 0;
        try (MapStream.Reader reader = map.open()) {
            for (int z = 0; z < map.size()[2]; z++) {
                reader.fill(z, section);
                for (float value : section) {
                    sum += value;
                }
            }
        }
        return sum / ((double) section.length * map.size()[2]);
    }

    private static float[] section(MapStream map) {
        return new float[map.size()[0] * map.size()[1]];
    }

    /** Of the first; the second has the same grid. */
    public MrcHeader header() {
        return halves[0].header();
    }

    /** Voxels along x, y, z. */
    public int[] size() {
        return halves[0].size();
    }

    /** Edges of the box, Å. */
    public double[] length() {
        return halves[0].length();
    }

    /** @param half 0 or 1 */
    public MapStream half(int half) {
        return halves[half];
    }

    /** @param half 0 or 1 */
    public double mean(int half) {
        return means[half];
    }

    /**
     * A mask from a file, to be read as often as needed.
     *
     * @throws InputException when it lies on another grid; and, when it is read, where a weight is not between 0 and 1
     */
    public Spectrum.Sections mask(Path file) {
        MapStream mask = MapStream.of(file);
        requireTogether(halves[0], header().file(), mask, file);
        Spectrum.Sections sections = mask.sections();
        return (z, section) -> {
            sections.fill(z, section);
            for (float weight : section) {
                SoftMask.requireWeight(weight);
            }
            return true;
        };
    }

    /** The Nyquist frequency of the coarsest axis, Å⁻¹. */
    public double nyquist() {
        return 0.5 / Arrays.stream(header().voxel()).max().getAsDouble();
    }

    /** The transform of a half map about its mean; the terms at the grid's own limit are left out. */
    public Spectrum spectrum(int half) {
        return spectrum(half, null);
    }

    /**
     * Of a half map about its mean, times a mask.
     *
     * @param mask weights 0 to 1 on the half maps' grid; null for none
     */
    public Spectrum spectrum(int half, Spectrum.Sections mask) {
        try (MapStream.Reader reader = halves[half].open()) {
            return transformed(
                    (z, section) -> {
                        reader.fill(z, section);
                        for (int i = 0; i < section.length; i++) {
                            section[i] -= (float) means[half];
                        }
                        return true;
                    },
                    mask);
        }
    }

    /** The transform of a map on the half maps' grid, times a mask where there is one. */
    public Spectrum transformed(Spectrum.Sections map, Spectrum.Sections mask) {
        return Spectrum.of(mask == null ? map : weighted(map, mask), size(), length(), Double.POSITIVE_INFINITY);
    }

    private Spectrum.Sections weighted(Spectrum.Sections map, Spectrum.Sections mask) {
        float[] weights = section(halves[0]);
        return (z, section) -> {
            map.fill(z, section);
            mask.fill(z, weights);
            for (int i = 0; i < section.length; i++) {
                section[i] *= weights[i];
            }
            return true;
        };
    }

    /** The correlation of two transforms up to the Nyquist frequency. */
    public FscCurve correlation(Spectrum first, Spectrum second) {
        return SpectrumCorrelation.of(first, second, nyquist());
    }

    /**
     * The correlation over the whole box.
     *
     * @param first of the first half map
     * @param second of the second
     * @throws InputException when the half maps are the same map
     */
    public FscCurve unmasked(Spectrum first, Spectrum second) {
        FscCurve unmasked = correlation(first, second);
        HalfMaps.requireDifferent(unmasked);
        return unmasked;
    }

    /**
     * As {@link HalfMaps#fsc}, but that the random phases are others.
     *
     * @param unmasked {@link #unmasked} of the two
     * @param mask weights 0 to 1 on the half maps' grid, which can be read more than once
     */
    public HalfMaps.Fsc fsc(FscCurve unmasked, Spectrum.Sections mask) {
        int from = HalfMaps.firstBelow(unmasked, HalfMaps.RANDOMISE_BELOW);
        FscCurve masked = correlation(spectrum(0, mask), spectrum(1, mask));
        if (from == unmasked.fsc().length) {
            return new HalfMaps.Fsc(unmasked, masked, masked, masked, Double.NaN);
        }
        double beyond = (from - 0.5) * unmasked.shellWidth();
        FscCurve randomised = correlation(randomised(0, beyond, mask), randomised(1, beyond, mask));
        return new HalfMaps.Fsc(
                unmasked,
                masked,
                randomised,
                HalfMaps.corrected(masked, randomised, from),
                1 / unmasked.frequency(from));
    }

    private Spectrum randomised(int half, double beyond, Spectrum.Sections mask) {
        Spectrum spectrum = spectrum(half);
        spectrum.randomisePhases(beyond, HalfMaps.SEED + half);
        return spectrum.changed(size(), map -> weighted(map, mask));
    }
}
