package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrumTest {
    @ParameterizedTest
    @ValueSource(ints = {12, 13})
    void aMapOfWavesTheGridCanHoldComesBack(int nx) {
        int[] size = {nx, 11, 14};
        double[] length = {18, 11, 21};
        DensityMap map = FitModels.map(
                size,
                new double[] {18.0 / nx, 1, 1.5},
                new double[3],
                (x, y, z) -> 3
                        + Math.cos(2 * Math.PI * (5 * x / 18 - 4 * y / 11 + 2 * z / 21) + 0.4)
                        + 2 * Math.sin(2 * Math.PI * (5 * y / 11 + 6 * z / 21)));
        Spectrum spectrum = spectrum(map, size, length, 9);
        assertArrayEquals(map.values(), spectrum.map(size, 9), 1e-5f);
        // F(0) is the integral; cos(… + 0.4) has F = V/2 exp(0.4 i) at (5, −4, 2)
        double volume = 18 * 11 * 21;
        assertEquals(3 * volume, spectrum.values()[spectrum.index(0, 0, 0)], 1e-5 * volume);
        int at = spectrum.index(5, -4, 2);
        assertEquals(volume / 2 * Math.cos(0.4), spectrum.values()[at], 1e-5 * volume);
        assertEquals(volume / 2 * Math.sin(0.4), spectrum.values()[at + 1], 1e-5 * volume);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12, 13})
    void theMapComesBackWithoutAnotherArrayToo(int n) {
        int[] size = {n, 11, n + 1};
        double[] length = {n, 11, n + 1};
        DensityMap map = FitModels.map(
                size,
                new double[] {1, 1, 1},
                new double[3],
                (x, y, z) -> 2 + Math.cos(2 * Math.PI * (3 * x / n - 2 * y / 11 + 3 * z / (n + 1)) + 0.4));
        Spectrum.Sections sections = spectrum(map, size, length, 9).consume(size);
        float[] section = new float[n * 11];
        for (int z = n; z >= 0; z--) {
            sections.fill(z, section);
            assertArrayEquals(
                    Arrays.copyOfRange(map.values(), map.index(0, 0, z), map.index(0, 0, z) + n * 11), section, 1e-5f);
        }
    }

    @Test
    void randomPhasesKeepAmplitudesAndWhatLiesBelow() {
        int[] size = {9, 10, 11};
        double[] length = {9, 10, 11};
        Random random = new Random(1);
        float[] values = new float[990];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        DensityMap map = new DensityMap(9, 10, 11, new double[] {1, 1, 1}, new double[3], values);
        Spectrum before = spectrum(map, size, length, 9);
        Spectrum after = spectrum(map, size, length, 9);
        after.randomisePhases(0.25, 3);
        int[] turned = new int[1];
        after.forEach((at, frequency, weight) -> {
            float[] a = before.values();
            float[] b = after.values();
            assertEquals(Math.hypot(a[at], a[at + 1]), Math.hypot(b[at], b[at + 1]), 1e-4);
            turned[0] += Math.hypot(a[at] - b[at], a[at + 1] - b[at + 1]) > 1e-3 ? 1 : 0;
            assertTrue(frequency >= 0.25 || a[at] == b[at] && a[at + 1] == b[at + 1]);
        });
        assertTrue(turned[0] > 300, turned[0] + " turned");
        // a real map: its transform is this one
        float[] b = after.values().clone();
        DensityMap real = new DensityMap(9, 10, 11, new double[] {1, 1, 1}, new double[3], after.map(size, 9));
        assertArrayEquals(b, spectrum(real, size, length, 9).values(), 1e-3f);
    }

    @Test
    void theHighestWaveOfAnOddGridIsKept() {
        int[] size = {13, 6, 6};
        DensityMap map = FitModels.map(
                size, new double[] {1, 1, 1}, new double[3], (x, y, z) -> Math.cos(2 * Math.PI * 6 * x / 13 + 1));
        assertArrayEquals(
                map.values(), spectrum(map, size, new double[] {13, 6, 6}, 9).map(size, 9), 1e-5f);
    }

    @Test
    void theLimitsCutSharply() {
        int[] size = {20, 20, 20};
        double[] length = {20, 20, 20};
        DensityMap slow = FitModels.map(
                size, new double[] {1, 1, 1}, new double[3], (x, y, z) -> Math.cos(2 * Math.PI * (3 * x + 3 * y) / 20));
        DensityMap both = FitModels.map(
                size,
                new double[] {1, 1, 1},
                new double[3],
                (x, y, z) ->
                        Math.cos(2 * Math.PI * (3 * x + 3 * y) / 20) + Math.cos(2 * Math.PI * (4 * x + 2 * z) / 20));
        // sqrt(18) = 4.243 stays and sqrt(20) = 4.472 goes
        assertArrayEquals(slow.values(), spectrum(both, size, length, 9).map(size, 4.3 / 20), 1e-5f);
        assertArrayEquals(slow.values(), spectrum(both, size, length, 4.3 / 20).map(size, 4.3 / 20), 1e-5f);
    }

    @Test
    void aFinerGridShowsTheSameWaves() {
        FitModels.Density wave = (x, y, z) -> Math.cos(2 * Math.PI * (2 * x / 10 + y / 12 - 3 * z / 14));
        double[] length = {10, 12, 14};
        DensityMap coarse = FitModels.map(new int[] {10, 12, 14}, new double[] {1, 1, 1}, new double[3], wave);
        DensityMap fine = FitModels.map(new int[] {20, 15, 35}, new double[] {0.5, 0.8, 0.4}, new double[3], wave);
        assertArrayEquals(
                fine.values(),
                spectrum(coarse, new int[] {10, 12, 14}, length, 9).map(new int[] {20, 15, 35}, 9),
                1e-5f);
    }

    @Test
    void theFastModelMapIsTheExactOne() {
        Grid grid = new Grid(36, 40, 33, 1.1, new double[] {10, -8, 4});
        for (double b : new double[] {0, 30, 300}) {
            List<FitAtom> atoms = new ArrayList<>(FitModels.ball(20, new double[] {29, 14, 21}, 9, b));
            atoms.add(new FitAtom("S", 12, -7, 38, b + 20, 1, 0, 0)); // reaches over the edge of the box
            DensityMap exact = ModelMap.of(FitModels.scatterers(atoms), grid, 1 / 2.5);
            double[] length = {36 * 1.1, 40 * 1.1, 33 * 1.1};
            Spectrum fast = ModelSpectrum.of(atoms, grid.origin(), length, 0.5 / 1.1);
            float[] map = fast.map(new int[] {36, 40, 33}, 1 / 2.5);
            Correlation correlation = new Correlation();
            double error = 0;
            double power = 0;
            for (int i = 0; i < map.length; i++) {
                correlation.add(exact.values()[i], map[i]);
                error += Math.pow(exact.values()[i] - map[i], 2);
                power += Math.pow(exact.values()[i], 2);
            }
            assertTrue(correlation.value() > 0.9999, "B " + b + ": " + correlation.value());
            assertTrue(Math.sqrt(error / power) < 0.005, "B " + b + ": " + Math.sqrt(error / power));
        }
    }

    @Test
    void occupancyWeighs() {
        double[] length = {20, 20, 20};
        FitAtom half = new FitAtom("C", 9, 10, 11, 50, 0.5, 0, 0);
        Spectrum spectrum = ModelSpectrum.of(List.of(half), new double[3], length, 0.3);
        double expected = 0.5 * ElectronScattering.of("C").factor(3 / 20.0, 50);
        int at = spectrum.index(2, 2, 1);
        assertEquals(expected, Math.hypot(spectrum.values()[at], spectrum.values()[at + 1]), 2e-3 * expected);
    }

    @Test
    void differentMapsOfOneModelAgreeInEveryShell() {
        Random random = new Random(1);
        int[] size = {24, 24, 24};
        double[] length = {24, 24, 24};
        DensityMap noise =
                FitModels.map(size, new double[] {1, 1, 1}, new double[3], (x, y, z) -> random.nextGaussian());
        Spectrum a = spectrum(noise, size, length, 0.5);
        double[] alike = SpectrumCorrelation.of(a, a, 0.5).fsc();
        for (int shell = 1; shell < alike.length; shell++) {
            assertEquals(1, alike[shell], 1e-9);
        }
        DensityMap other =
                FitModels.map(size, new double[] {1, 1, 1}, new double[3], (x, y, z) -> random.nextGaussian());
        double[] unlike = SpectrumCorrelation.of(a, spectrum(other, size, length, 0.5), 0.5)
                .fsc();
        assertEquals(0, unlike[unlike.length - 1], 0.1);
        // the same as by way of both maps at once
        assertArrayEquals(ShellCorrelation.of(noise, other).fsc(), unlike, 0.05);
    }

    private static Spectrum spectrum(DensityMap map, int[] size, double[] length, double limit) {
        return Spectrum.of(
                (z, section) -> {
                    System.arraycopy(map.values(), map.index(0, 0, z), section, 0, section.length);
                    return true;
                },
                size,
                length,
                limit);
    }
}
