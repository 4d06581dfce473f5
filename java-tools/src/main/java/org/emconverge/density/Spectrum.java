package org.emconverge.density;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * The Fourier coefficients of a periodic box up to a limiting frequency, F(q) = ∫ ρ(x) exp(−2πi q·x) dx, x from voxel
 * (0, 0, 0).
 *
 * <p>Kept are the waves h = 0 … H along x and −K … K, −L … L along y and z below the limit along each axis; those with
 * negative h are the complex conjugates. The transforms go plane by plane, so that a box costs one array of single
 * precision and no more.
 */
public final class Spectrum {
    /** Columns transformed together along z: as many complex numbers as fill a cache line. */
    private static final int BLOCK = 8;
    /** An array is kept as it is when at least this part of it is used, and copied when less. */
    private static final double WORTH_KEEPING = 0.9;

    /** Sections of a map, one after the other. */
    @FunctionalInterface
    public interface Sections {
        /**
         * @param z number of the section
         * @param section where its values go, x fastest; holds anything before
         * @return false when the whole section is zero, and nothing was written
         */
        boolean fill(int z, float[] section);
    }

    /** What is done with a coefficient. */
    @FunctionalInterface
    public interface WaveAction {
        /**
         * @param at where {@link #values} holds its real part; the imaginary part follows
         * @param frequency Å⁻¹
         * @param weight how many coefficients it stands for: 2 where its conjugate is not kept, else 1
         */
        void take(int at, double frequency, int weight);
    }

    /** Edges of the box, Å. */
    private final double[] length;
    /** Largest wave numbers kept: H, K, L. */
    private final int[] waves;
    /** (re, im) of wave (h, k, l) at {@link #index}. */
    private final float[] values;

    private Spectrum(double[] length, int[] waves, float[] values) {
        this.length = length;
        this.waves = waves;
        this.values = values;
    }

    /**
     * @param size voxels along x, y, z
     * @param length edges of the box, Å
     * @param limit the highest frequency kept along each axis, Å⁻¹; the waves at the grid's own limit are not kept
     */
    public static Spectrum of(Sections map, int[] size, double[] length, double limit) {
        int[] waves = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            waves[axis] = (int) Math.min(Math.floor(limit * length[axis]), (size[axis] - 1) / 2);
        }
        int plane = Math.multiplyExact(2 * waves[1] + 1, 2 * (waves[0] + 1));
        return transformed(map, size, length, waves, new float[Math.multiplyExact(size[2], plane)]);
    }

    /** @param values room for every section; of those that {@code map} leaves out zero */
    private static Spectrum transformed(Sections map, int[] size, double[] length, int[] waves, float[] values) {
        int row = 2 * (waves[0] + 1);
        int plane = (2 * waves[1] + 1) * row;
        FloatFFT_1D alongX = new FloatFFT_1D(size[0]);
        FloatFFT_1D alongY = new FloatFFT_1D(size[1]);
        float[] section = new float[size[0] * size[1]];
        float[] rows = new float[size[1] * row];
        float[] line = new float[2 * size[1]];
        for (int z = 0; z < size[2]; z++) {
            if (map.fill(z, section)) {
                rows(section, rows, size, waves[0], alongX);
                columns(rows, line, values, z * plane, row, waves[1], alongY);
            }
        }
        depths(values, size[2], plane, waves[2]);
        double voxel = length[0] * length[1] * length[2] / ((double) size[0] * size[1] * size[2]);
        int used = (2 * waves[2] + 1) * plane;
        for (int i = 0; i < used; i++) {
            values[i] *= (float) voxel;
        }
        return new Spectrum(length, waves, used < WORTH_KEEPING * values.length ? Arrays.copyOf(values, used) : values);
    }

    private static void rows(float[] section, float[] rows, int[] size, int highest, FloatFFT_1D transform) {
        int nx = size[0];
        for (int y = 0; y < size[1]; y++) {
            int from = y * nx;
            int to = y * 2 * (highest + 1);
            transform.realForward(section, from);
            System.arraycopy(section, from, rows, to, 2 * highest + 1);
            // JTransforms: the imaginary part of wave 0 is zero, and its place holds what has no other
            rows[to + 1] = 0;
            boolean lastOfOdd = nx % 2 == 1 && highest == (nx - 1) / 2 && highest > 0;
            rows[to + 2 * highest + 1] =
                    lastOfOdd ? section[from + 1] : highest == 0 ? 0 : section[from + 2 * highest + 1];
        }
    }

    private static void columns(
            float[] rows, float[] line, float[] values, int at, int row, int highest, FloatFFT_1D transform) {
        int n = line.length / 2;
        for (int h = 0; h < row; h += 2) {
            for (int y = 0; y < n; y++) {
                line[2 * y] = rows[y * row + h];
                line[2 * y + 1] = rows[y * row + h + 1];
            }
            transform.complexForward(line);
            for (int k = -highest; k <= highest; k++) {
                int from = 2 * (k < 0 ? k + n : k);
                int to = at + (k + highest) * row + h;
                values[to] = line[from];
                values[to + 1] = line[from + 1];
            }
        }
    }

    /** Transforms along z in place: the waves −L … L come to lie in the first planes. */
    private static void depths(float[] values, int n, int plane, int highest) {
        FloatFFT_1D transform = new FloatFFT_1D(n);
        float[][] lines = new float[BLOCK][2 * n];
        for (int first = 0; first < plane; first += 2 * BLOCK) {
            int count = Math.min(BLOCK, (plane - first) / 2);
            for (int z = 0; z < n; z++) {
                for (int c = 0; c < count; c++) {
                    System.arraycopy(values, z * plane + first + 2 * c, lines[c], 2 * z, 2);
                }
            }
            for (int c = 0; c < count; c++) {
                transform.complexForward(lines[c]);
            }
            for (int l = -highest; l <= highest; l++) {
                for (int c = 0; c < count; c++) {
                    System.arraycopy(
                            lines[c], 2 * (l < 0 ? l + n : l), values, (l + highest) * plane + first + 2 * c, 2);
                }
            }
        }
    }

    /**
     * The map on a grid: ρ(x) = 1/V Σ F(q) exp(2πi q·x) over the frequencies below the cut-off that the grid can hold.
     *
     * @param size voxels along x, y, z
     * @param cutoff the highest frequency, Å⁻¹; sharp
     * @return x fastest
     */
    public float[] map(int[] size, double cutoff) {
        int[] kept = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            kept[axis] = (int) Math.min(waves[axis], Math.min(Math.floor(cutoff * length[axis]), (size[axis] - 1) / 2));
        }
        Sections sections = sections(toDepths(size[2], kept, cutoff), size, kept);
        int area = size[0] * size[1];
        float[] map = new float[Math.multiplyExact(area, size[2])];
        float[] section = new float[area];
        for (int z = 0; z < size[2]; z++) {
            sections.fill(z, section);
            System.arraycopy(section, 0, map, z * area, area);
        }
        return map;
    }

    /**
     * The map on the grid that the coefficients come from, section by section in any order, without another array of
     * its size: the coefficients are overwritten, and nothing else can be asked of them afterwards.
     *
     * @param size voxels along x, y, z of that grid
     */
    public Sections consume(int[] size) {
        return sections(inDepth(size[2]), size, waves);
    }

    /**
     * The transform of this map changed in real space, section by section from the first to the last, without another
     * array of its size: the coefficients are overwritten, and nothing else can be asked of them afterwards.
     *
     * @param size voxels along x, y, z of the grid that the coefficients come from
     * @param change what becomes of the map; leaves out no section
     */
    public Spectrum changed(int[] size, UnaryOperator<Sections> change) {
        float[] stack = inDepth(size[2]);
        // a section is taken out of its plane before its transform is put there
        return transformed(change.apply(sections(stack, size, waves)), size, length, waves, stack);
    }

    /** The coefficients transformed back along z in place, of {@code n} sections. */
    private float[] inDepth(int n) {
        int plane = plane();
        float[] stack = values.length >= n * plane ? values : Arrays.copyOf(values, n * plane);
        int highest = waves[2];
        FloatFFT_1D transform = new FloatFFT_1D(n);
        float[][] lines = new float[BLOCK][2 * n];
        for (int first = 0; first < plane; first += 2 * BLOCK) {
            int count = Math.min(BLOCK, (plane - first) / 2);
            for (int c = 0; c < count; c++) {
                Arrays.fill(lines[c], 0);
            }
            for (int l = -highest; l <= highest; l++) {
                for (int c = 0; c < count; c++) {
                    int from = (l + highest) * plane + first + 2 * c;
                    System.arraycopy(stack, from, lines[c], 2 * (l < 0 ? l + n : l), 2);
                }
            }
            for (int c = 0; c < count; c++) {
                transform.complexInverse(lines[c], false);
            }
            for (int z = 0; z < n; z++) {
                for (int c = 0; c < count; c++) {
                    System.arraycopy(lines[c], 2 * z, stack, z * plane + first + 2 * c, 2);
                }
            }
        }
        return stack;
    }

    /** @param stack coefficients transformed back along z, of the waves up to {@code kept} along x and y */
    private Sections sections(float[] stack, int[] size, int[] kept) {
        int row = 2 * (kept[0] + 1);
        int plane = (2 * kept[1] + 1) * row;
        FloatFFT_1D alongX = new FloatFFT_1D(size[0]);
        FloatFFT_1D alongY = new FloatFFT_1D(size[1]);
        float[] rows = new float[size[1] * row];
        float[] line = new float[2 * size[1]];
        float scale = (float) (size[0] / (length[0] * length[1] * length[2]));
        return (z, section) -> {
            toColumns(stack, z * plane, rows, line, row, kept[1], alongY);
            Arrays.fill(section, 0);
            for (int y = 0; y < size[1]; y++) {
                int to = y * size[0];
                toRow(rows, y * row, section, to, size[0], kept[0]);
                alongX.realInverse(section, to, true);
                for (int x = to; x < to + size[0]; x++) {
                    section[x] *= scale;
                }
            }
            return true;
        };
    }

    /** The coefficients transformed back along z. */
    private float[] toDepths(int n, int[] kept, double cutoff) {
        int row = 2 * (kept[0] + 1);
        int plane = (2 * kept[1] + 1) * row;
        float[] stack = new float[Math.multiplyExact(n, plane)];
        FloatFFT_1D transform = new FloatFFT_1D(n);
        float[] line = new float[2 * n];
        for (int k = -kept[1]; k <= kept[1]; k++) {
            for (int h = 0; h <= kept[0]; h++) {
                if (frequencySquared(h, k, 0) > cutoff * cutoff) {
                    break;
                }
                Arrays.fill(line, 0);
                for (int l = -kept[2]; l <= kept[2]; l++) {
                    if (frequencySquared(h, k, l) <= cutoff * cutoff) {
                        System.arraycopy(values, index(h, k, l), line, 2 * (l < 0 ? l + n : l), 2);
                    }
                }
                transform.complexInverse(line, false);
                int to = (k + kept[1]) * row + 2 * h;
                for (int z = 0; z < n; z++) {
                    System.arraycopy(line, 2 * z, stack, z * plane + to, 2);
                }
            }
        }
        return stack;
    }

    private static void toColumns(
            float[] stack, int at, float[] rows, float[] line, int row, int highest, FloatFFT_1D transform) {
        int n = line.length / 2;
        for (int h = 0; h < row; h += 2) {
            Arrays.fill(line, 0);
            for (int k = -highest; k <= highest; k++) {
                System.arraycopy(stack, at + (k + highest) * row + h, line, 2 * (k < 0 ? k + n : k), 2);
            }
            transform.complexInverse(line, false);
            for (int y = 0; y < n; y++) {
                rows[y * row + h] = line[2 * y];
                rows[y * row + h + 1] = line[2 * y + 1];
            }
        }
    }

    /** One row in the layout of JTransforms' realInverse; {@code map} is zero there before. */
    private static void toRow(float[] rows, int from, float[] map, int to, int n, int highest) {
        boolean lastOfOdd = n % 2 == 1 && highest == (n - 1) / 2 && highest > 0;
        System.arraycopy(rows, from, map, to, lastOfOdd ? 2 * highest + 1 : Math.min(2 * highest + 2, n));
        map[to + 1] = lastOfOdd ? rows[from + 2 * highest + 1] : 0;
    }

    /** Multiplies every coefficient by f(u) f(v) f(w), its frequencies along x, y and z (Å⁻¹). */
    public void multiply(DoubleUnaryOperator f) {
        multiply(f, f, f);
    }

    /** Multiplies every coefficient by f(u) g(v) h(w), its frequencies along x, y and z (Å⁻¹). */
    public void multiply(DoubleUnaryOperator f, DoubleUnaryOperator g, DoubleUnaryOperator h) {
        DoubleUnaryOperator[] functions = {f, g, h};
        double[][] factors = new double[3][];
        for (int axis = 0; axis < 3; axis++) {
            factors[axis] = new double[waves[axis] + 1];
            for (int i = 0; i <= waves[axis]; i++) {
                factors[axis][i] = functions[axis].applyAsDouble(i / length[axis]);
            }
        }
        for (int l = -waves[2]; l <= waves[2]; l++) {
            for (int k = -waves[1]; k <= waves[1]; k++) {
                double yz = factors[1][Math.abs(k)] * factors[2][Math.abs(l)];
                int at = index(0, k, l);
                for (int wave = 0; wave <= waves[0]; wave++, at += 2) {
                    float factor = (float) (yz * factors[0][wave]);
                    values[at] *= factor;
                    values[at + 1] *= factor;
                }
            }
        }
    }

    /** Every coefficient that is kept, in the order of the array. */
    public void forEach(WaveAction action) {
        int at = 0;
        for (int l = -waves[2]; l <= waves[2]; l++) {
            double w = l / length[2];
            for (int k = -waves[1]; k <= waves[1]; k++) {
                double v = k / length[1];
                for (int h = 0; h <= waves[0]; h++, at += 2) {
                    double u = h / length[0];
                    action.take(at, Math.sqrt(u * u + v * v + w * w), h == 0 ? 1 : 2);
                }
            }
        }
    }

    /**
     * Turns every coefficient by a random phase of its own, the amplitudes kept and the map real.
     *
     * @param beyond from this frequency on, Å⁻¹
     */
    void randomisePhases(double beyond, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int l = -waves[2]; l <= waves[2]; l++) {
            for (int k = -waves[1]; k <= waves[1]; k++) {
                // of a wave with h = 0 the conjugate is there, too, and is turned with it
                boolean conjugate = l < 0 || l == 0 && k <= 0;
                for (int h = conjugate ? 1 : 0; h <= waves[0]; h++) {
                    if (frequencySquared(h, k, l) >= beyond * beyond) {
                        double phase = 2 * Math.PI * random.nextDouble();
                        int at = index(h, k, l);
                        turn(at, Math.cos(phase), Math.sin(phase));
                        if (h == 0) {
                            int mate = index(0, -k, -l);
                            values[mate] = values[at];
                            values[mate + 1] = -values[at + 1];
                        }
                    }
                }
            }
        }
    }

    private void turn(int at, double cos, double sin) {
        double re = values[at] * cos - values[at + 1] * sin;
        values[at + 1] = (float) (values[at] * sin + values[at + 1] * cos);
        values[at] = (float) re;
    }

    private int plane() {
        return (2 * waves[1] + 1) * 2 * (waves[0] + 1);
    }

    int[] waves() {
        return waves;
    }

    /** Edges of the box, Å. */
    public double[] length() {
        return length;
    }

    /** Where {@link #values} holds the real part of a wave, h ≥ 0; the imaginary part follows. */
    int index(int h, int k, int l) {
        return (((l + waves[2]) * (2 * waves[1] + 1) + k + waves[1]) * (waves[0] + 1) + h) * 2;
    }

    /** The coefficients themselves, at the places that {@link #forEach} gives. */
    public float[] values() {
        return values;
    }

    /** Å⁻². */
    double frequencySquared(int h, int k, int l) {
        double u = h / length[0];
        double v = k / length[1];
        double w = l / length[2];
        return u * u + v * v + w * w;
    }
}
