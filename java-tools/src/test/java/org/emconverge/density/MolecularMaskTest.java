package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MolecularMaskTest {
    private static final DensityMap MAP = FitModels.map(
            new int[] {80, 80, 80}, new double[] {0.2, 0.25, 0.2}, new double[] {-8, -10, -8}, (x, y, z) -> 0);

    @Test
    void oneAtomFillsItsRadiusAndTheShellThatTheSolventLeaves() {
        // solvent is kept out of 1.45 + 1.1 Å, and let in again by 0.9
        double radius = 1.45 + MolecularMask.SOLVENT_RADIUS - MolecularMask.SHRINK;
        double volume = 4.0 / 3 * Math.PI * radius * radius * radius;
        int inside = MolecularMask.of(List.of(atom("O", 0)), MAP).cardinality();
        assertEquals(volume, inside * 0.2 * 0.25 * 0.2, 0.1 * volume);
    }

    @Test
    void aGapTooNarrowForSolventIsFilledAndAWideOneIsNot() {
        assertTrue(inside(MolecularMask.of(List.of(atom("C", -2.3), atom("C", 2.3)), MAP), 0));
        assertFalse(inside(MolecularMask.of(List.of(atom("C", -3.2), atom("C", 3.2)), MAP), 0));
    }

    @Test
    void anElementWithoutARadiusCountsAsCarbon() {
        assertEquals(MolecularMask.of(List.of(atom("C", 0)), MAP), MolecularMask.of(List.of(atom("W", 0)), MAP));
    }

    private static FitAtom atom(String element, double x) {
        return new FitAtom(element, x, 0, 0, 0, 1, 0, 0);
    }

    private static boolean inside(BitSet mask, double x) {
        return mask.get(MAP.index((int) Math.round((x + 8) / 0.2), 40, 40));
    }
}
