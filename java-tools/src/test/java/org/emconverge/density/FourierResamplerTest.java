package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.emconverge.density.FourierResampler.Ratio;
import org.junit.jupiter.api.Test;

class FourierResamplerTest {
    private static final double TOLERANCE = 1e-5;

    /** A density at a position, Å. */
    @FunctionalInterface
    private interface Density {
        double at(double x, double y, double z);
    }

    @Test
    void ratiosAreTheNearestFromBelow() {
        assertEquals(Ratio.NONE, Ratio.below(1));
        assertEquals(Ratio.NONE, Ratio.below(0.3));
        assertEquals(Ratio.NONE, Ratio.below(1.08));
        assertEquals(new Ratio(3, 2), Ratio.below(1.5));
        assertEquals(new Ratio(7, 6), Ratio.below(3.8 / 3 / 1.08));
        assertEquals(new Ratio(8, 5), Ratio.below(4.8 / 3 / 0.9807));
        assertEquals(new Ratio(3, 1), Ratio.below(3 * (1 - 1e-16)));
        assertEquals(new Ratio(12, 1), Ratio.below(1000));
        for (double factor = 1; factor < 4; factor += 0.013) {
            Ratio ratio = Ratio.below(factor);
            assertTrue(TransformSize.isFast(ratio.to()), "new voxels: " + ratio.to());
            double got = (double) ratio.from() / ratio.to();
            assertEquals(factor, got, 0.1 * factor);
            assertEquals(true, got <= factor + 1e-6);
        }
    }

    @Test
    void bandLimitedWavesSurvive() {
        // Terms of the mirrored box below the new Nyquist frequency: cos(pi k (x + 1/2) / n), k < 2/3 n.
        int n = 30;
        Density waves = (x, y, z) -> 2
                + Math.cos(Math.PI * 19 * (x + 0.5) / n)
                + Math.cos(Math.PI * 7 * (y + 0.5) / n) * Math.cos(Math.PI * 18 * (z + 0.5) / n);
        DensityMap fine = sample(new int[] {n, n, n}, 1, new double[3], waves);
        DensityMap coarse = FourierResampler.resample(fine, new Ratio(3, 2));
        assertArrayEquals(new int[] {20, 20, 20}, new int[] {coarse.nx(), coarse.ny(), coarse.nz()});
        assertArrayEquals(new double[] {1.5, 1.5, 1.5}, coarse.voxel(), 1e-15);
        assertArrayEquals(
                sample(new int[] {20, 20, 20}, 1.5, new double[3], waves).values(), coarse.values(), (float) TOLERANCE);
    }

    @Test
    void aPeakStaysWhereItWasOnEveryAxis() {
        double[] origin = {-3, 100, 7.5};
        double[] centre = {4.2, 106.1, 18.3};
        Density peak = (x, y, z) -> Math.exp(-((x - centre[0]) * (x - centre[0])
                        + (y - centre[1]) * (y - centre[1])
                        + (z - centre[2]) * (z - centre[2]))
                / (2 * 1.3 * 1.3));
        DensityMap fine = sample(new int[] {35, 28, 42}, 0.5, origin, peak);
        DensityMap coarse = FourierResampler.resample(fine, new Ratio(7, 4));
        assertArrayEquals(origin, coarse.origin());
        assertArrayEquals(
                sample(new int[] {20, 16, 24}, 0.875, origin, peak).values(), coarse.values(), (float) TOLERANCE);
    }

    @Test
    void whatTheNewGridCannotShowGoes() {
        int n = 24;
        DensityMap fine =
                sample(new int[] {n, n, n}, 1, new double[3], (x, y, z) -> 5 + Math.cos(Math.PI * 13 * (x + 0.5) / n));
        for (float value : FourierResampler.resample(fine, new Ratio(2, 1)).values()) {
            assertEquals(5, value, TOLERANCE);
        }
    }

    @Test
    void aStepBetweenOppositeSidesDoesNotLeak() {
        DensityMap ramp = sample(new int[] {40, 40, 40}, 1, new double[3], (x, y, z) -> x);
        DensityMap coarse = FourierResampler.resample(ramp, new Ratio(2, 1));
        for (int x = 2; x < 18; x++) {
            assertEquals(2 * x, coarse.values()[coarse.index(x, 9, 9)], 0.05);
        }
    }

    @Test
    void nothingToDoReturnsTheMapAndAWrongSizeIsRefused() {
        DensityMap map = sample(new int[] {4, 4, 5}, 1, new double[3], (x, y, z) -> x);
        assertSame(map, FourierResampler.resample(map, Ratio.NONE));
        assertThrows(IllegalArgumentException.class, () -> FourierResampler.resample(map, new Ratio(2, 1)));
    }

    private static DensityMap sample(int[] n, double voxel, double[] origin, Density density) {
        float[] values = new float[n[0] * n[1] * n[2]];
        for (int z = 0, i = 0; z < n[2]; z++) {
            for (int y = 0; y < n[1]; y++) {
                for (int x = 0; x < n[0]; x++, i++) {
                    values[i] = (float) density.at(origin[0] + x * voxel, origin[1] + y * voxel, origin[2] + z * voxel);
                }
            }
        }
        return new DensityMap(n[0], n[1], n[2], new double[] {voxel, voxel, voxel}, origin, values);
    }
}
