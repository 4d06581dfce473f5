package org.emconverge.convergence;

import java.util.List;

/**
 * How far two ensembles of one residue lie apart, and how far they would by chance if they were drawn from one. Neither
 * is superposed: both lie in the frame of the map.
 *
 * @param distance of the mean positions, Å: |x̄₁ − x̄₂|
 * @param expected Å: √(s₁²/n₁ + s₂²/n₂), the root mean square of that distance for two ensembles of one mean, where s²
 *     = Σ|x − x̄|² / (n − 1) is the variance of an ensemble's positions in space
 */
public record EnsembleShift(double distance, double expected) {
    /** Below this ensembles lie in one place, whatever their spread, Å: what counts as well determined. */
    public static final double LIMIT = 1;
    /**
     * So many times what is expected is more than chance: of normally distributed positions it takes one residue in
     * 170,000 where both ensembles are large, one in 2,900 where each has five models, one in 490 where it has three.
     */
    public static final double TIMES = 3;

    private static final int FEWEST = 2;

    /**
     * @param first positions in one ensemble, Å
     * @param second in the other
     * @return NaN for both where an ensemble has fewer than two positions
     */
    public static EnsembleShift of(List<HeavyAtom> first, List<HeavyAtom> second) {
        if (first.size() < FEWEST || second.size() < FEWEST) {
            return new EnsembleShift(Double.NaN, Double.NaN);
        }
        double expected2 = meanVariance(first) + meanVariance(second);
        return new EnsembleShift(Math.sqrt(Spread.mean(first).distance2(Spread.mean(second))), Math.sqrt(expected2));
    }

    /** s² / n, the variance of the mean, Å². */
    private static double meanVariance(List<HeavyAtom> positions) {
        double aboutMean = Spread.aboutMean(positions);
        return aboutMean * aboutMean / (positions.size() - 1);
    }

    /** Whether the ensembles differ: by more than {@value #LIMIT} Å and more than by chance. */
    public boolean differs() {
        return distance > LIMIT && distance > TIMES * expected;
    }
}
