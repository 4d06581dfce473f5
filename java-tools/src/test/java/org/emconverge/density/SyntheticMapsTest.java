package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SyntheticMapsTest {
    private static final List<Scatterer> ATOMS = atoms();
    private static final Grid GRID = Grid.around(ATOMS, 8, 1.0);

    @Test
    void theHalfMapsHaveIndependentNoiseAndTheMapTheirMean() {
        SyntheticMaps maps = SyntheticMaps.of(ATOMS, List.of(), GRID, 3.5, new Random(1));
        DensityMap truth = ModelMap.of(ATOMS, GRID, 1 / (SyntheticMaps.CUTOFF_IN_RESOLUTION * 3.5));
        double first = 0;
        double second = 0;
        double product = 0;
        for (int i = 0; i < GRID.length(); i++) {
            double n1 = maps.half1().values()[i] - truth.values()[i];
            double n2 = maps.half2().values()[i] - truth.values()[i];
            first += n1 * n1;
            second += n2 * n2;
            product += n1 * n2;
            assertEquals((n1 + n2) / 2, maps.map().values()[i] - truth.values()[i], 1e-5);
        }
        assertEquals(maps.noise() * Math.sqrt(2), Math.sqrt(first / GRID.length()), 0.05 * maps.noise());
        assertEquals(0, product / Math.sqrt(first * second), 0.05);
    }

    @Test
    void aWorseResolutionMeansMoreNoise() {
        double fine =
                SyntheticMaps.of(ATOMS, List.of(), GRID, 3.0, new Random(1)).noise();
        double coarse =
                SyntheticMaps.of(ATOMS, List.of(), GRID, 4.0, new Random(1)).noise();
        // Wilson: |F|² falls as f(q)² exp(−2 B q²/4) for scattered atoms, and the band's volume as the cube of the
        // resolution
        ElectronScattering carbon = ElectronScattering.of("C");
        double expected = carbon.factor(1 / 4.0, 60) / carbon.factor(1 / 3.0, 60) * Math.pow(3.0 / 4.0, 1.5);
        assertEquals(expected, coarse / fine, 0.2 * expected);
    }

    @Test
    void blurredAtomsDoNotSetTheNoise() {
        List<Scatterer> blurred = List.of(new Scatterer("S", 2, 3, 4, 500));
        assertEquals(
                SyntheticMaps.of(ATOMS, List.of(), GRID, 3.5, new Random(1)).noise(),
                SyntheticMaps.of(ATOMS, blurred, GRID, 3.5, new Random(1)).noise(),
                1e-6);
    }

    /** Scattered like atoms in a protein: 60 in a ball of 7 Å, none closer than 1.4 Å to another. */
    private static List<Scatterer> atoms() {
        Random random = new Random(2);
        List<Scatterer> atoms = new ArrayList<>();
        while (atoms.size() < 60) {
            double x = 14 * random.nextDouble() - 7;
            double y = 14 * random.nextDouble() - 7;
            double z = 14 * random.nextDouble() - 7;
            boolean free = atoms.stream().allMatch(a -> Math.hypot(Math.hypot(a.x() - x, a.y() - y), a.z() - z) > 1.4);
            if (x * x + y * y + z * z < 49 && free) {
                atoms.add(new Scatterer(atoms.size() % 4 == 0 ? "O" : "C", x, y, z, 60));
            }
        }
        return atoms;
    }
}
