package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.emconverge.InputException;
import org.emconverge.density.LocalResolution.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LocalResolutionTest {
    /** Odd, not cubic; the middle of it is measured. */
    private static final Grid GRID = new Grid(57, 48, 50, 1.5, new double[] {10, -20, 30});

    private static final double MIDDLE_X = 10 + 28 * 1.5;
    private static final DensityMap MASK = box(14, 15, 15);
    private static final Settings SETTINGS = new Settings(30, 0.5, 3, 1);
    /** The power of the signal falls to that of the noise at 5 Å on the left, at 8 Å on the right: FSC 0.5. */
    private static final TestHalves HALVES = twoResolutions(5, 8, 0.33);

    @Test
    void eachRegionHasItsOwnResolution() {
        LocalResolution local = LocalResolution.of(HALVES.half1(), HALVES.half2(), MASK, SETTINGS);
        assertEquals(5, median(local, MIDDLE_X - 21, MIDDLE_X - 15), 0.25);
        assertEquals(8, median(local, MIDDLE_X + 15, MIDDLE_X + 21), 0.6);
        double between = median(local, MIDDLE_X - 1.6, MIDDLE_X + 1.6);
        assertTrue(between > 5.2 && between < 7.5, "between: " + between);
    }

    /** What docs/method.md says of bias and scatter: a window of 7 resolutions, 0.5. */
    @Test
    void inAUniformMapTheValuesScatterALittleAboutTheGlobalResolution() {
        Grid grid = new Grid(80, 80, 80, 1, new double[3]);
        // B = 80 Å²; at 3 Å the noise of a half map is six times the signal: FSC 1/7.
        DensityMap signal =
                GaussianFilter.smooth(BandLimitedNoise.on(grid, 1, 0.5, new Random(1)), Math.sqrt(40) / (2 * Math.PI));
        TestHalves halves = TestHalves.of(signal, 6 * Math.exp(-40 / 9.0), 0.5);
        double global = ShellCorrelation.of(halves.half1(), halves.half2()).resolution(FscCurve.HALF);
        float[] inside = new float[grid.length()];
        for (int i = 0; i < inside.length; i++) {
            boolean in = true;
            for (int coordinate : new int[] {i % 80, i / 80 % 80, i / 6400}) {
                in &= coordinate >= 14 && coordinate < 66;
            }
            inside[i] = in ? 1 : 0;
        }
        LocalResolution local =
                LocalResolution.of(halves.half1(), halves.half2(), grid.map(inside), new Settings(21, 0.5, 6, 2));
        double[] values = new double[8 * 8 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = local.at(18 + 6 * (i % 8), 18 + 6 * (i / 8 % 8), 18 + 6 * (i / 64));
        }
        Arrays.sort(values);
        assertEquals(global, values[values.length / 2], 0.03 * global);
        assertEquals(global, values[values.length / 20], 0.12 * global);
        assertEquals(global, values[values.length * 19 / 20], 0.12 * global);
    }

    @Test
    void neitherThreadsNorOffsetNorScaleNorWhereTheMapLiesChangesIt() {
        float[] expected = LocalResolution.of(HALVES.half1(), HALVES.half2(), MASK, SETTINGS)
                .map()
                .values();
        Settings threads = new Settings(SETTINGS.window(), SETTINGS.threshold(), SETTINGS.step(), 3);
        assertArrayEquals(
                expected,
                LocalResolution.of(HALVES.half1(), HALVES.half2(), MASK, threads)
                        .map()
                        .values());
        float[] scaled = HALVES.half2().values().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = 4 * scaled[i] + 2;
        }
        double[] elsewhere = {-100, 0, 7};
        DensityMap moved = new DensityMap(
                GRID.nx(),
                GRID.ny(),
                GRID.nz(),
                MASK.voxel(),
                elsewhere,
                HALVES.half1().values());
        DensityMap map = LocalResolution.of(moved, GRID.map(scaled).at(elsewhere), MASK.at(elsewhere), SETTINGS)
                .map();
        assertArrayEquals(expected, map.values(), 0.01f);
        assertArrayEquals(elsewhere, map.origin());
        assertArrayEquals(moved.voxel(), map.voxel(), 1e-12);
    }

    @Test
    void theSecondHalfMapAndTheMaskAreMovedToWhereTheirOriginsSay() {
        float[] expected = LocalResolution.of(HALVES.half1(), HALVES.half2(), MASK, SETTINGS)
                .map()
                .values();
        int[] by = {3, -2, 1};
        DensityMap map = LocalResolution.of(
                        HALVES.half1(),
                        CommonGridTest.elsewhere(HALVES.half2(), by),
                        CommonGridTest.elsewhere(MASK, by),
                        SETTINGS)
                .map();
        int near = 0;
        for (int i = 0; i < expected.length; i++) {
            near += Math.abs(expected[i] - map.values()[i]) < 0.2 ? 1 : 0;
        }
        // what left the second map's box is lost, within a window of one side
        assertTrue(near > 0.75 * expected.length, near + " of " + expected.length);
    }

    @Test
    void turnedMapsGiveTheTurnedResult() {
        DensityMap expected = LocalResolution.of(HALVES.half1(), HALVES.half2(), MASK, SETTINGS)
                .map();
        DensityMap turned = LocalResolution.of(turn(HALVES.half1()), turn(HALVES.half2()), turn(MASK), SETTINGS)
                .map();
        assertArrayEquals(turn(expected).values(), turned.values(), 0.01f);
    }

    @Test
    void aroundAModelTheValuesAreThoseOfTheWholeMap() {
        double[][] atoms = {
            {MIDDLE_X - 15, -20 + 35, 30 + 37}, {MIDDLE_X, -20 + 36, 30 + 36}, {MIDDLE_X + 15, -20 + 35, 30 + 36}
        };
        LocalResolution whole = LocalResolution.of(HALVES.half1(), HALVES.half2(), GRID.map(ones()), SETTINGS);
        LocalResolution local =
                LocalResolution.around(HALVES.half1(), HALVES.half2(), atoms, new Settings(30, 0.5, 3, 2));
        for (double[] atom : atoms) {
            assertEquals(whole.at(atom[0], atom[1], atom[2]), local.at(atom[0], atom[1], atom[2]));
        }
        assertEquals(Double.NaN, local.at(12, -18, 32));
        assertEquals(0, local.map().values()[0]);
        assertArrayEquals(
                new int[] {57, 48, 50},
                new int[] {local.map().nx(), local.map().ny(), local.map().nz()});
    }

    @Test
    void aWindowIsAMaskedShellCorrelation() {
        int[] centre = {20, 26, 27};
        FscWindow window = new FscWindow(MASK.voxel(), 30);
        int n = window.size[0];
        float[][] boxes = new float[2][n * n * n];
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    int from = MASK.index(centre[0] - n / 2 + i, centre[1] - n / 2 + j, centre[2] - n / 2 + k);
                    boxes[0][window.index(i, j, k)] = HALVES.half1().values()[from];
                    boxes[1][window.index(i, j, k)] = HALVES.half2().values()[from];
                }
            }
        }
        for (float[] box : boxes) {
            weigh(box, window.weights);
        }
        FscCurve expected = ShellCorrelation.of(cube(n, boxes[0]), cube(n, boxes[1]));
        for (double threshold : new double[] {0.143, 0.3, 0.5, 0.7}) {
            assertEquals(expected.resolution(threshold, WindowedFsc.FIRST_SHELL), at(centre, threshold), 0.01);
        }
    }

    @Test
    void whatNeverFallsHasNyquistsResolutionAndPureNoiseThatOfTheSecondShell() {
        DensityMap noise1 = BandLimitedNoise.on(GRID, 1, 0.6, new Random(5));
        DensityMap noise2 = BandLimitedNoise.on(GRID, 1, 0.6, new Random(6));
        DensityMap almost = TestHalves.plus(noise1, TestHalves.times(noise2, constant(1e-3f)));
        LocalResolution perfect = LocalResolution.of(noise1, almost, MASK, SETTINGS);
        LocalResolution none = LocalResolution.of(noise1, noise2, MASK, SETTINGS);
        FscWindow window = new FscWindow(MASK.voxel(), SETTINGS.window());
        assertEquals(3, median(perfect, MIDDLE_X - 20, MIDDLE_X + 20), 1e-5);
        assertEquals(1 / (2 * window.shellWidth), median(none, MIDDLE_X - 20, MIDDLE_X + 20), 1e-5);
    }

    @Test
    void whereAMapIsFlatNothingIsMeasured() {
        float[] cut = ones();
        for (int i = 0; i < cut.length; i++) {
            cut[i] = i % GRID.nx() < 40 ? 1 : 0;
        }
        Settings small = new Settings(12, 0.5, 3, 1);
        LocalResolution local = LocalResolution.of(
                TestHalves.times(HALVES.half1(), cut), TestHalves.times(HALVES.half2(), cut), GRID.map(ones()), small);
        assertTrue(local.at(MIDDLE_X, 16, 67.5) > 3);
        assertEquals(Double.NaN, local.at(10 + 52 * 1.5, 16, 67.5));
    }

    @Test
    void anisotropicVoxelsHaveTheResolutionOfTheSignal() {
        // Every second voxel along y is left out: voxels of 3 Å show 6 Å still, where signal and noise end.
        TestHalves fine = twoResolutions(8, 8, 0.16);
        LocalResolution local = LocalResolution.of(thin(fine.half1()), thin(fine.half2()), thin(MASK), SETTINGS);
        double sum = 0;
        int count = 0;
        for (double x = -18; x <= 18; x += 9) {
            for (double y = -9; y <= 9; y += 9) {
                sum += local.at(MIDDLE_X + x, 16 + y, 67.5);
                count++;
            }
        }
        assertEquals(8, sum / count, 0.6);
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        DensityMap half = HALVES.half1();
        assertTrue(refusal(() -> LocalResolution.of(half, half, MASK, SETTINGS)).contains("same map"));
        assertTrue(refusal(() -> LocalResolution.of(half, turn(half), MASK, SETTINGS))
                .contains("grid"));
        assertTrue(refusal(() -> LocalResolution.of(half, HALVES.half2(), HALVES.half1(), SETTINGS))
                .contains("mask"));
        assertTrue(refusal(() -> new Settings(30, 1.5, 2, 1)).contains("threshold"));
        double[][] atom = {{MIDDLE_X, 16, 67}};
        assertTrue(refusal(() -> LocalResolution.around(half, turn(half), atom, SETTINGS))
                .contains("grid"));
        assertTrue(refusal(() -> LocalResolution.around(half, half, atom, SETTINGS))
                .contains("same map"));
        assertTrue(refusal(() -> LocalResolution.around(half, HALVES.half2(), new double[][] {{900, 16, 67}}, SETTINGS))
                .contains("model"));
    }

    /** Signal power exp(−4π²σ²q²) and flat noise, as strong at the frequency of the resolution. */
    private static TestHalves twoResolutions(double left, double right, double cutoff) {
        double sigma = 1.7;
        float[] isLeft = ones();
        for (int i = 0; i < isLeft.length; i++) {
            isLeft[i] = i % GRID.nx() < 28 ? 1 : 0;
        }
        DensityMap signal = GaussianFilter.smooth(BandLimitedNoise.on(GRID, 1, cutoff, new Random(1)), sigma);
        DensityMap[] halves = new DensityMap[2];
        for (int half = 0; half < 2; half++) {
            DensityMap white = BandLimitedNoise.on(GRID, 1, cutoff, new Random(2 + half));
            float[] noise = new float[isLeft.length];
            for (int i = 0; i < noise.length; i++) {
                double d = isLeft[i] > 0 ? left : right;
                noise[i] = (float) Math.exp(-2 * Math.PI * Math.PI * sigma * sigma / (d * d));
            }
            halves[half] = TestHalves.plus(signal, TestHalves.times(white, noise));
        }
        return new TestHalves(signal, halves[0], halves[1]);
    }

    private static double median(LocalResolution local, double fromX, double toX) {
        DensityMap map = local.map();
        float[] found = new float[map.values().length];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            double x = map.origin()[0] + i % map.nx() * map.voxel()[0];
            if (MASK.values()[i] > 0 && x >= fromX && x <= toX) {
                assertTrue(map.values()[i] > 0, "every voxel of the mask is measured");
                found[count++] = map.values()[i];
            }
        }
        Arrays.sort(found, 0, count);
        return found[count / 2];
    }

    private static float at(int[] centre, double threshold) {
        FscWindow window = new FscWindow(MASK.voxel(), 30);
        return new WindowedFsc(window, threshold).resolution(HALVES.half1(), HALVES.half2(), centre);
    }

    private static void weigh(float[] box, float[] weights) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < box.length; i++) {
            sum += weights[i] * box[i];
            weight += weights[i];
        }
        for (int i = 0; i < box.length; i++) {
            box[i] = (float) (weights[i] * (box[i] - sum / weight));
        }
    }

    private static DensityMap cube(int n, float[] values) {
        return new DensityMap(n, n, n, MASK.voxel(), new double[3], values);
    }

    /** x, y, z become y, z, x. */
    private static DensityMap turn(DensityMap m) {
        float[] values = new float[m.values().length];
        for (int z = 0, i = 0; z < m.nz(); z++) {
            for (int y = 0; y < m.ny(); y++) {
                for (int x = 0; x < m.nx(); x++, i++) {
                    values[(x * m.nz() + z) * m.ny() + y] = m.values()[i];
                }
            }
        }
        return new DensityMap(m.ny(), m.nz(), m.nx(), m.voxel(), m.origin(), values);
    }

    private static DensityMap thin(DensityMap m) {
        float[] values = new float[m.nx() * (m.ny() / 2) * m.nz()];
        for (int i = 0; i < values.length; i++) {
            values[i] = m.values()[m.index(i % m.nx(), i / m.nx() % (m.ny() / 2) * 2, i / m.nx() / (m.ny() / 2))];
        }
        return new DensityMap(m.nx(), m.ny() / 2, m.nz(), new double[] {1.5, 3, 1.5}, m.origin(), values);
    }

    private static DensityMap box(int marginX, int marginY, int marginZ) {
        float[] inside = new float[GRID.length()];
        for (int i = 0; i < inside.length; i++) {
            int x = i % GRID.nx();
            int y = i / GRID.nx() % GRID.ny();
            int z = i / GRID.nx() / GRID.ny();
            inside[i] = x >= marginX
                            && x < GRID.nx() - marginX
                            && y >= marginY
                            && y < GRID.ny() - marginY
                            && z >= marginZ
                            && z < GRID.nz() - marginZ
                    ? 1
                    : 0;
        }
        return GRID.map(inside);
    }

    private static float[] ones() {
        return constant(1);
    }

    private static float[] constant(float value) {
        float[] values = new float[GRID.length()];
        Arrays.fill(values, value);
        return values;
    }

    private static String refusal(Executable bad) {
        return assertThrows(InputException.class, bad).getMessage();
    }
}
