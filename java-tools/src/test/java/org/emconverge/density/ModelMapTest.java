package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jtransforms.fft.DoubleFFT_3D;
import org.junit.jupiter.api.Test;

class ModelMapTest {
    private static final Grid GRID = new Grid(36, 40, 32, 0.8, new double[] {10.4, -8, 4});
    private static final Scatterer CARBON = new Scatterer("C", 24.1, 8.3, 17.2, 40);

    @Test
    void aSingleAtomIsItsAnalyticGaussianSum() {
        // With B = 40 all but 2e-4 of the amplitude lies below 0.62 /Å, so the sharp limit does not show
        DensityMap map = ModelMap.of(List.of(CARBON), GRID, 0.62);
        ElectronScattering carbon = ElectronScattering.of("C");
        double peak = carbon.density(0, 40);
        for (int[] v : new int[][] {{17, 20, 16}, {18, 20, 17}, {15, 22, 14}, {20, 20, 20}, {17, 24, 16}, {3, 3, 3}}) {
            double x = 10.4 + 0.8 * v[0] - 24.1;
            double y = -8 + 0.8 * v[1] - 8.3;
            double z = 4 + 0.8 * v[2] - 17.2;
            double expected = carbon.density(x * x + y * y + z * z, 40);
            assertEquals(expected, map.values()[map.index(v[0], v[1], v[2])], 0.01 * peak);
        }
    }

    @Test
    void everyFourierCoefficientIsTheScatteringFactorWithItsPhase() {
        DensityMap map = ModelMap.of(List.of(CARBON), GRID, 0.4);
        double[] f = transform(map);
        int[] h = {3, 38, 5}; // (3, -2, 5)
        double q = Math.sqrt(GRID.frequencySquared(h[0], h[1], h[2]));
        double phase = -2 * Math.PI * (3 * (24.1 - 10.4) / 28.8 - 2 * (8.3 + 8) / 32 + 5 * (17.2 - 4) / 25.6);
        double amplitude = ElectronScattering.of("C").factor(q, 40);
        int at = 2 * map.index(h[0], h[1], h[2]);
        assertEquals(amplitude * Math.cos(phase), f[at] * 0.512, 1e-4);
        assertEquals(amplitude * Math.sin(phase), f[at + 1] * 0.512, 1e-4);
    }

    @Test
    void totalScatteringIsConserved() {
        List<Scatterer> atoms = List.of(CARBON, new Scatterer("N", 20, 5, 12, 300), new Scatterer("S", 27, 2, 20, 10));
        DensityMap map = ModelMap.of(atoms, GRID, 0.3);
        double total = 0;
        for (float v : map.values()) {
            total += v;
        }
        double expected = atoms.stream()
                .mapToDouble(a -> ElectronScattering.of(a.element()).factor(0, 0))
                .sum();
        assertEquals(expected, total * 0.512, 1e-3);
    }

    @Test
    void thereIsNoPowerBeyondTheCutoff() {
        double[] f = transform(ModelMap.of(List.of(CARBON), GRID, 0.3));
        double inside = 0;
        double outside = 0;
        for (int k = 0, at = 0; k < GRID.nz(); k++) {
            for (int j = 0; j < GRID.ny(); j++) {
                for (int i = 0; i < GRID.nx(); i++, at += 2) {
                    double power = f[at] * f[at] + f[at + 1] * f[at + 1];
                    if (GRID.frequencySquared(i, j, k) <= 0.09) {
                        inside += power;
                    } else {
                        outside += power;
                    }
                }
            }
        }
        assertTrue(inside > 0 && outside < 1e-10 * inside, inside + " " + outside);
    }

    @Test
    void aCutoffBeyondNyquistIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ModelMap.of(List.of(CARBON), GRID, 0.63));
    }

    private static double[] transform(DensityMap map) {
        double[] complex = new double[2 * map.values().length];
        for (int i = 0; i < map.values().length; i++) {
            complex[2 * i] = map.values()[i];
        }
        new DoubleFFT_3D(map.nz(), map.ny(), map.nx()).complexForward(complex);
        return complex;
    }
}
