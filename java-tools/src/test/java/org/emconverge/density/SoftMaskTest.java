package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;

class SoftMaskTest {
    private static final double[] VOXEL = {1.0, 1.3, 0.8};
    private static final double[] ORIGIN = {-5, 7, 2};
    private static final DensityMap GRID = new DensityMap(31, 22, 40, VOXEL, ORIGIN, new float[31 * 22 * 40]);

    @Test
    void theWeightIsACosineOfTheDistanceToTheNearestAtom() {
        double[][] atoms = {{5, 20, 15}, {12, 22, 20}, {500, 0, 0}};
        DensityMap mask = SoftMask.around(GRID, atoms, 3, 2);
        for (int z = 0; z < GRID.nz(); z++) {
            for (int y = 0; y < GRID.ny(); y++) {
                for (int x = 0; x < GRID.nx(); x++) {
                    double distance = Double.POSITIVE_INFINITY;
                    for (double[] atom : atoms) {
                        distance = Math.min(
                                distance,
                                Math.hypot(
                                        Math.hypot(
                                                ORIGIN[0] + x * VOXEL[0] - atom[0], ORIGIN[1] + y * VOXEL[1] - atom[1]),
                                        ORIGIN[2] + z * VOXEL[2] - atom[2]));
                    }
                    double expected =
                            distance <= 3 ? 1 : distance >= 5 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * (distance - 3) / 2);
                    assertEquals(expected, mask.values()[mask.index(x, y, z)], 1e-5);
                }
            }
        }
    }

    @Test
    void distancesToASetOfVoxelsAreExact() {
        Random random = new Random(1);
        boolean[] inside = new boolean[GRID.values().length];
        double[][] points = new double[25][];
        for (int i = 0; i < points.length; i++) {
            int[] v = {random.nextInt(31), random.nextInt(22), random.nextInt(40)};
            inside[GRID.index(v[0], v[1], v[2])] = true;
            points[i] =
                    new double[] {ORIGIN[0] + v[0] * VOXEL[0], ORIGIN[1] + v[1] * VOXEL[1], ORIGIN[2] + v[2] * VOXEL[2]
                    };
        }
        assertArrayEquals(DistanceMap.toPoints(GRID, points, 1e3), DistanceMap.to(GRID, inside), 1e-3f);
        assertEquals(Float.POSITIVE_INFINITY, DistanceMap.to(GRID, new boolean[inside.length])[7]);
    }

    @Test
    void theAutomaticMaskCoversTheParticleAndLittleElse() {
        Grid grid = new Grid(60, 64, 56, 2, new double[3]);
        DensityMap empty = grid.map(new float[grid.length()]);
        // Two lobes, positive inside, of very different size: Otsu must not lose the small one.
        double[][] lobes = {{50, 60, 50}, {80, 60, 50}};
        DensityMap body = TestHalves.plus(
                SoftMask.around(empty, new double[][] {lobes[0]}, 22, 3),
                SoftMask.around(empty, new double[][] {lobes[1]}, 12, 3));
        DensityMap half1 = TestHalves.plus(body, BandLimitedNoise.on(grid, 10, 0.25, new Random(2)));
        DensityMap half2 = TestHalves.plus(body, BandLimitedNoise.on(grid, 10, 0.25, new Random(3)));
        DensityMap mask = SoftMask.automatic(half1, half2);
        float[] far = DistanceMap.toPoints(mask, lobes, 200);
        int size = 0;
        int lost = 0;
        int solvent = 0;
        for (int i = 0; i < far.length; i++) {
            size += body.values()[i] > 0.5 ? 1 : 0;
            lost += body.values()[i] > 0.5 && mask.values()[i] < 0.5 ? 1 : 0;
            solvent += Math.sqrt(far[i]) > 22 + 12 && mask.values()[i] > 0 ? 1 : 0;
        }
        assertEquals(0, lost, 0.005 * size);
        assertEquals(0, solvent);
    }

    @Test
    void pureNoiseHasNoMaskAndAModelElsewhereNeither() {
        Grid grid = new Grid(48, 48, 48, 2, new double[3]);
        DensityMap a = BandLimitedNoise.on(grid, 1, 0.25, new Random(2));
        DensityMap b = BandLimitedNoise.on(grid, 1, 0.25, new Random(3));
        assertTrue(assertThrows(InputException.class, () -> SoftMask.automatic(a, b))
                .getMessage()
                .contains("rises above their noise: give a mask"));
        assertTrue(assertThrows(InputException.class, () -> SoftMask.around(GRID, new double[][] {{300, 0, 0}}))
                .getMessage()
                .contains("No atom of the model lies in the half maps"));
    }

    @Test
    void otsuPartsTwoClassesHoweverUnequal() {
        Random random = new Random(5);
        float[] values = new float[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((i % 50 == 0 ? 20 : 0) + random.nextGaussian());
        }
        assertEquals(10, OtsuThreshold.of(values), 6);
        assertEquals(3, OtsuThreshold.of(new float[] {3, 3, 3}), 1e-6);
    }

    @Test
    void theGaussianHalvesItsResolutionAndKeepsALevel() {
        Grid grid = new Grid(64, 32, 32, 1, new double[3]);
        float[] wave = new float[grid.length()];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = (float) (7 + Math.cos(2 * Math.PI * (i % 64) / 16.0));
        }
        // exp(−2π²σ²s²) at s = 1/16
        double sigma = 16 * Math.sqrt(Math.log(2) / 2) / Math.PI;
        DensityMap smooth = GaussianFilter.smooth(grid.map(wave), sigma);
        assertEquals(7.5, smooth.at(32, 16, 16), 1e-3);
        assertEquals(6.5, smooth.at(40, 16, 16), 1e-3);
    }
}
