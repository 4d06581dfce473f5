package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;

class ShellCorrelationTest {
    private static final int[] SIZE = {20, 27, 18};
    private static final double[] VOXEL = {1.2, 0.9, 1.5};

    /**
     * Fixture: java-tools/scripts/shell_correlation_oracle.py, which makes the same maps and correlates them with
     * numpy.
     */
    @Test
    void agreesWithNumpyOnAnOddAnisotropicBox() throws IOException {
        int n = SIZE[0] * SIZE[1] * SIZE[2];
        float[] a = new float[n];
        float[] b = new float[n];
        float[] mask = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) scattered(i);
            b[i] = (float) (scattered(i) + scattered((i + 1) % n) + scattered(i + 1_000_000));
            mask[i] = (float) (scattered(i + 2_000_000) + 0.5);
        }
        FscCurve curve = ShellCorrelation.of(map(SIZE, VOXEL, a), map(SIZE, VOXEL, b));
        FscCurve masked = ShellCorrelation.of(map(SIZE, VOXEL, a), map(SIZE, VOXEL, b), mask);
        List<String> lines = lines("shell_correlation.csv");
        assertEquals(lines.size() - 1, curve.fsc().length);
        assertEquals(1 / 27.0, curve.shellWidth(), 1e-12);
        for (int shell = 1; shell < curve.fsc().length; shell++) {
            String[] expected = lines.get(shell + 1).split(",");
            assertEquals(Double.parseDouble(expected[1]), curve.fsc()[shell], 1e-5);
            assertEquals(Double.parseDouble(expected[2]), masked.fsc()[shell], 1e-5);
            assertEquals(Long.parseLong(expected[3]), curve.terms()[shell]);
        }
    }

    @Test
    void aMapCorrelatesWithItselfWhateverItsOffsetAndScale() {
        DensityMap a = noise(1);
        float[] values = a.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = 1000 - 3 * values[i];
        }
        double[] fsc = ShellCorrelation.of(a, map(SIZE, VOXEL, values)).fsc();
        for (int shell = 1; shell < fsc.length; shell++) {
            assertEquals(-1, fsc[shell], 1e-4);
        }
    }

    @Test
    void independentNoiseDoesNotCorrelate() {
        FscCurve curve = ShellCorrelation.of(noise(1), noise(2));
        for (int shell = 1; shell < curve.fsc().length; shell++) {
            assertEquals(0, curve.fsc()[shell], 4 / Math.sqrt(2.0 * curve.terms()[shell]));
        }
    }

    @Test
    void theCurveIsThatOfTheSignalToNoiseRatio() {
        Grid grid = new Grid(48, 48, 48, 1.5, new double[3]);
        DensityMap signal = BandLimitedNoise.on(grid, 1, 0.2, new Random(1));
        DensityMap first = BandLimitedNoise.on(grid, 0.5, 0.33, new Random(2));
        DensityMap second = BandLimitedNoise.on(grid, 0.5, 0.33, new Random(3));
        FscCurve curve = ShellCorrelation.of(sum(signal, first), sum(signal, second));
        for (int shell = 4; shell < curve.fsc().length; shell++) {
            double s = curve.frequency(shell);
            if (Math.abs(s - 0.2) > curve.shellWidth() && s < 0.33 - curve.shellWidth()) {
                // FSC = S / (S + N)
                assertEquals(
                        s < 0.2 ? 1 / 1.5 : 0,
                        curve.fsc()[shell],
                        4 / Math.sqrt(2.0 * curve.terms()[shell]),
                        "shell " + shell);
            }
        }
        assertEquals(5, curve.resolution(FscCurve.HALF), 0.2);
        assertEquals(5, curve.resolution(FscCurve.HALF_MAP_THRESHOLD), 0.2);
    }

    @Test
    void theResolutionIsTheFirstCrossing() {
        FscCurve curve = new FscCurve(0.1, new double[] {0, 0.9, 0.7, 0.3, 0.6, 0.1}, new long[6]);
        assertEquals(1 / 0.25, curve.resolution(0.5), 1e-12);
        assertEquals(1 / 0.22, curve.resolution(0.62), 1e-12);
        assertEquals(1 / 0.5, curve.resolution(0.05), 1e-12);
        assertEquals(Double.NaN, curve.resolution(0.95));
        assertEquals(1 / 0.48, curve.resolution(0.2, 4), 1e-12);
    }

    @Test
    void mapsOfDifferentGridsAndConstantMapsAreRefused() {
        DensityMap a = noise(1);
        DensityMap other = map(new int[] {27, 20, 18}, VOXEL, a.values());
        String message = assertThrows(InputException.class, () -> ShellCorrelation.of(a, other))
                .getMessage();
        assertTrue(message.contains("20 x 27 x 18") && message.contains("27 x 20 x 18"), message);
        DensityMap scaled = map(SIZE, new double[] {1.2, 0.9, 1.501}, a.values());
        assertThrows(InputException.class, () -> ShellCorrelation.of(a, scaled));
        DensityMap constant = map(SIZE, VOXEL, new float[a.values().length]);
        assertTrue(assertThrows(InputException.class, () -> ShellCorrelation.of(a, constant))
                .getMessage()
                .contains("constant"));
    }

    @Test
    void theInputIsLeftAlone() {
        DensityMap a = noise(1);
        float[] before = a.values().clone();
        ShellCorrelation.of(a, noise(2), new float[before.length]);
        assertArrayEquals(before, a.values());
    }

    private static double scattered(long i) {
        long x = i * 2654435761L & 0xffffffffL;
        x ^= x >> 16;
        x = x * 2246822519L & 0xffffffffL;
        x ^= x >> 13;
        return x / 4294967296.0 - 0.5;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = ShellCorrelationTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static DensityMap noise(long seed) {
        Random random = new Random(seed);
        float[] values = new float[SIZE[0] * SIZE[1] * SIZE[2]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return map(SIZE, VOXEL, values);
    }

    private static DensityMap sum(DensityMap a, DensityMap b) {
        float[] values = new float[a.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = a.values()[i] + b.values()[i];
        }
        return new DensityMap(a.nx(), a.ny(), a.nz(), a.voxel(), a.origin(), values);
    }

    private static DensityMap map(int[] n, double[] voxel, float[] values) {
        return new DensityMap(n[0], n[1], n[2], voxel, new double[3], values);
    }
}
