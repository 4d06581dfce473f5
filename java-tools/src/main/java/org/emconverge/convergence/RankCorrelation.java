package org.emconverge.convergence;

import java.util.List;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/** Spearman's rank correlation over residues; ties share their mean rank. */
final class RankCorrelation {
    private static final int FEWEST = 3;

    private RankCorrelation() {}

    /**
     * The correlation over the residues where both are defined; NaN for fewer than three, or when one of them does not
     * vary.
     */
    static double of(List<MeasuredResidue> residues, ResidueMetric a, ResidueMetric b) {
        List<MeasuredResidue> both = residues.stream()
                .filter(r -> !Double.isNaN(r.number(a)) && !Double.isNaN(r.number(b)))
                .toList();
        if (both.size() < FEWEST) {
            return Double.NaN;
        }
        return new SpearmansCorrelation()
                .correlation(
                        both.stream().mapToDouble(r -> r.number(a)).toArray(),
                        both.stream().mapToDouble(r -> r.number(b)).toArray());
    }
}
