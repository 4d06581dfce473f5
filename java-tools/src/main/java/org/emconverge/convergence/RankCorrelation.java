package org.emconverge.convergence;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/** Spearman's rank correlation over residues; ties share their mean rank. */
final class RankCorrelation {
    private static final int FEWEST = 3;

    private RankCorrelation() {}

    /**
     * The correlation over the residues where both are defined; NaN for fewer than three, or when one of them does not
     * vary.
     */
    static double of(
            List<ResidueConvergence> residues,
            ToDoubleFunction<ResidueConvergence> a,
            ToDoubleFunction<ResidueConvergence> b) {
        List<ResidueConvergence> both = residues.stream()
                .filter(r -> !Double.isNaN(a.applyAsDouble(r)) && !Double.isNaN(b.applyAsDouble(r)))
                .toList();
        if (both.size() < FEWEST) {
            return Double.NaN;
        }
        return new SpearmansCorrelation()
                .correlation(
                        both.stream().mapToDouble(a).toArray(),
                        both.stream().mapToDouble(b).toArray());
    }
}
