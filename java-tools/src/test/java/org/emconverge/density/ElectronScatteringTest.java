package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;

class ElectronScatteringTest {
    @Test
    void forwardScatteringIsThatOfInternationalTables() {
        // International Tables C, table 4.3.1.1: f(0) of the neutral atoms, Å
        assertEquals(0.529, ElectronScattering.of("H").factor(0, 0), 0.001);
        assertEquals(2.509, ElectronScattering.of("C").factor(0, 0), 0.005);
        assertEquals(2.211, ElectronScattering.of("N").factor(0, 0), 0.005);
        assertEquals(1.983, ElectronScattering.of("O").factor(0, 0), 0.005);
        assertEquals(5.161, ElectronScattering.of("S").factor(0, 0), 0.005);
    }

    @Test
    void theTableHasEveryElementOfModels() {
        int heaviest = 0;
        for (String element : List.of(
                "P", "NA", "MG", "CL", "K", "CA", "MN", "FE", "CO", "NI", "CU", "ZN", "SE", "BR", "I", "F", "U",
                "CF")) {
            ElectronScattering scattering = ElectronScattering.of(element);
            assertTrue(scattering.factor(0, 0) > 1.5 && scattering.factor(0, 0) < 25, element);
            assertTrue(scattering.factor(1, 0) < scattering.factor(0.5, 0), element);
            heaviest = Math.max(heaviest, scattering.atomicNumber());
        }
        assertEquals(98, heaviest);
        assertEquals(26, ElectronScattering.of("FE").atomicNumber());
        assertEquals(
                ElectronScattering.of("H").factor(0.3, 10),
                ElectronScattering.of("D").factor(0.3, 10));
    }

    @Test
    void theBFactorIsTheDebyeWallerFactor() {
        ElectronScattering carbon = ElectronScattering.of("C");
        assertEquals(carbon.factor(0.3, 0) * Math.exp(-80 * 0.09 / 4), carbon.factor(0.3, 80), 1e-12);
    }

    @Test
    void densityIsTheTransformOfTheFactor() {
        ElectronScattering oxygen = ElectronScattering.of("O");
        // the radial transform of the density back: f(q) = ∫ ρ(r) sin(2πqr)/(2πqr) 4πr² dr
        for (double q : new double[] {0.05, 0.2, 0.4}) {
            double sum = 0;
            double dr = 0.002;
            for (double r = dr / 2; r < 12; r += dr) {
                sum += oxygen.density(r * r, 20)
                        * Math.sin(2 * Math.PI * q * r)
                        / (2 * Math.PI * q * r)
                        * 4
                        * Math.PI
                        * r
                        * r
                        * dr;
            }
            assertEquals(oxygen.factor(q, 20), sum, 1e-5);
        }
    }

    @Test
    void anElementWithoutFactorsIsRefused() {
        assertThrows(InputException.class, () -> ElectronScattering.of("UNX"));
    }
}
