package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.metrics.TestResidue;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    private static final double EXACT = 1e-12;

    @Test
    void tiesShareTheirMeanRank() {
        // ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: Pearson of the ranks is 4.5 / sqrt(4.5 * 5)
        assertEquals(
                4.5 / Math.sqrt(22.5), correlation(new double[] {1, 2, 2, 3}, new double[] {10, 20, 30, 40}), EXACT);
    }

    @Test
    void onlyOrderMatters() {
        assertEquals(-1, correlation(new double[] {0.1, 0.2, 5, 1000}, new double[] {9, 3, 2, 1}), EXACT);
    }

    @Test
    void undefinedValuesAreLeftOut() {
        assertEquals(1, correlation(new double[] {1, 2, Double.NaN, 3}, new double[] {1, 2, 0, 3}), EXACT);
    }

    @Test
    void tooFewOrConstantIsNotDefined() {
        assertTrue(Double.isNaN(correlation(new double[] {1, 2}, new double[] {1, 2})));
        assertTrue(Double.isNaN(correlation(new double[] {1, 2, 3}, new double[] {7, 7, 7})));
    }

    private static double correlation(double[] spread, double[] b) {
        List<MeasuredResidue> residues = new ArrayList<>();
        for (int i = 0; i < spread.length; i++) {
            residues.add(TestResidue.at("A", i)
                    .with(ResidueMetric.CA_RMSD, spread[i])
                    .with(ResidueMetric.B_ISO, b[i])
                    .build());
        }
        return RankCorrelation.of(residues, ResidueMetric.CA_RMSD, ResidueMetric.B_ISO);
    }
}
