package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmocTest {
    private static final double RESOLUTION = 4;
    /** One atom each, 4 Å apart along x: those of residues more than two apart share no voxel. */
    private static final List<FitAtom> LINE = line(14);

    @Test
    void theModelsOwnBlurScoresOneWhateverItsHeight() {
        for (double score : Smoc.of(blur(LINE, -1, 3), 0, LINE, RESOLUTION, 14)) {
            assertEquals(1, score, 1e-3);
        }
    }

    @Test
    void aMissingAtomShowsInTheNineResiduesAroundItAndNotBeyondAChain() {
        double[] score = Smoc.of(blur(LINE, 5, 1), 0, LINE, RESOLUTION, 14);
        // residues 0 to 6 are one chain, 7 to 13 the other
        for (int r = 0; r < 14; r++) {
            if (r >= 1 && r < 7) {
                assertTrue(score[r] < 0.96, r + ": " + score[r]);
            } else {
                assertEquals(1, score[r], r == 0 || r > 8 ? 1e-3 : 0.02, "residue " + r);
            }
        }
    }

    @Test
    void aResidueWithoutAtomsHasNoScoreAndDoesNotBreakTheWindow() {
        List<FitAtom> without = new ArrayList<>(LINE);
        without.remove(3);
        double[] score = Smoc.of(blur(without, 5, 1), 0, without, RESOLUTION, 14);
        assertTrue(Double.isNaN(score[3]));
        assertTrue(score[0] < 0.96, "0, 1, 2, 4, 5 lie in one window: " + score[0]);
    }

    @Test
    void invertedDensityIsAntiCorrelated() {
        assertEquals(-1, Smoc.of(blur(LINE, -1, -1), 0, LINE, RESOLUTION, 14)[4], 1e-3);
    }

    private static List<FitAtom> line(int number) {
        List<FitAtom> atoms = new ArrayList<>();
        for (int r = 0; r < number; r++) {
            atoms.add(new FitAtom("C", 8 + 4 * r, 10.3, 9.8, 0, 1, r, r / 7));
        }
        return atoms;
    }

    private static DensityMap blur(List<FitAtom> atoms, int without, double height) {
        double sigma = 0.225 * RESOLUTION;
        return FitModels.map(new int[] {72, 20, 20}, new double[] {1, 1, 1}, new double[3], (x, y, z) -> {
            double sum = 0;
            for (FitAtom a : atoms) {
                double d = FitModels.distance(a, x, y, z);
                sum += a.residue() == without ? 0 : height * Math.exp(-d * d / (2 * sigma * sigma));
            }
            return sum;
        });
    }
}
