package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantisedMapTest {
    private static final int N = 48;
    private static final double VOXEL = 1.25;
    private static final double[] ORIGIN = {-10, 5, 100};
    private static final double LEVEL = 1;

    @Test
    void keepsDensityAboveTheLevelToHalfAStep() {
        DensityMap map = blob(0);
        QuantisedMap quantised =
                QuantisedMap.of(map, new double[] {0, 20, 110}, new double[] {30, 45, 140}, LEVEL, Integer.MAX_VALUE);
        assertArrayEquals(new double[] {0, 20, 110}, quantised.origin(), 1e-9);
        assertArrayEquals(new int[] {25, 21, 25}, quantised.size());
        for (int z = 0; z < quantised.size()[2]; z++) {
            for (int x = 0; x < quantised.size()[0]; x++) {
                double density = map.values()[map.index(x + 8, 15, z + 8)];
                double kept = quantised.low() + quantised.step() * (quantised.values()[(z * 21 + 3) * 25 + x] + 128);
                assertEquals(Math.max(density, 0.4 * LEVEL), kept, 0.5001 * quantised.step());
            }
        }
    }

    @Test
    void becomesCoarserUntilItFits() {
        DensityMap map = blob(0.8);
        double[] from = {-100, -100, -100};
        double[] to = {500, 500, 500};
        QuantisedMap whole = QuantisedMap.of(map, from, to, LEVEL, Integer.MAX_VALUE);
        assertArrayEquals(new int[] {N, N, N}, whole.size());
        QuantisedMap small = QuantisedMap.of(map, from, to, LEVEL, 10_000);
        assertTrue(small.values().length < whole.values().length / 3, "" + small.values().length);
        assertTrue(small.voxel()[0] > VOXEL);
        assertArrayEquals(ORIGIN, small.origin(), 1e-9);
    }

    @Test
    void aBoxBesideTheMapIsNone() {
        assertNull(QuantisedMap.of(
                blob(0), new double[] {900, 900, 900}, new double[] {910, 910, 910}, LEVEL, Integer.MAX_VALUE));
    }

    /** A sphere of density 3 in the middle, and noise. */
    private static DensityMap blob(double noise) {
        Random random = new Random(1);
        float[] values = new float[N * N * N];
        for (int i = 0; i < values.length; i++) {
            double square =
                    Math.pow(i % N - N / 2, 2) + Math.pow(i / N % N - N / 2, 2) + Math.pow(i / N / N - N / 2, 2);
            values[i] = (float) (3 * Math.exp(-square / 60) + noise * random.nextGaussian());
        }
        return new DensityMap(N, N, N, new double[] {VOXEL, VOXEL, VOXEL}, ORIGIN, values);
    }
}
