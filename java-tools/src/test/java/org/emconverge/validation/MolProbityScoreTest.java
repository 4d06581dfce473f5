package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MolProbityScoreTest {
    @Test
    void termsAddUp() {
        assertEquals(0.5, MolProbityScore.of(0, 0, 100));
        assertEquals(0.5, MolProbityScore.of(0, 1, 98), "1% of rotamer outliers and 98% of favoured residues are free");
        // 0.426 ln 11 + 0.33 ln 2 + 0.25 ln 4 + 0.5
        assertEquals(1.021503 + 0.228739 + 0.346574 + 0.5, MolProbityScore.of(10, 2, 95), 1e-6);
    }

    @Test
    void notDefinedWithoutClashscoreButWithoutRotamers() {
        assertTrue(Double.isNaN(MolProbityScore.of(Double.NaN, 0, 98)));
        assertTrue(Double.isNaN(MolProbityScore.of(1, 0, Double.NaN)));
        assertEquals(0.5, MolProbityScore.of(0, Double.NaN, 98));
    }
}
