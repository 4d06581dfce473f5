package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnsembleShiftTest {
    private static final double EXACT = 1e-9;

    @Test
    void distanceAndExpectationOfKnownPositions() {
        // variances 2 and 8 Å² of two positions each, 1 and 4 Å² of their means
        EnsembleShift shift = EnsembleShift.of(List.of(at(-1, 0, 0), at(1, 0, 0)), List.of(at(3, 2, 0), at(3, -2, 0)));
        assertEquals(3, shift.distance(), EXACT);
        assertEquals(Math.sqrt(1 + 4), shift.expected(), EXACT);
        assertFalse(shift.differs());
    }

    @Test
    void theExpectationIsTheRootMeanSquareDistanceOfEnsemblesOfOneMean() {
        Random random = new Random(11);
        double distance2 = 0;
        double expected2 = 0;
        int differing = 0;
        int trials = 20_000;
        for (int trial = 0; trial < trials; trial++) {
            EnsembleShift shift = EnsembleShift.of(drawn(random, 5, 1.5, 0), drawn(random, 10, 0.7, 0));
            distance2 += shift.distance() * shift.distance();
            expected2 += shift.expected() * shift.expected();
            differing += shift.differs() ? 1 : 0;
        }
        assertEquals(3 * (1.5 * 1.5 / 5 + 0.7 * 0.7 / 10), distance2 / trials, 0.03);
        assertEquals(1, distance2 / expected2, 0.02);
        assertTrue(differing < trials / 500, differing + " of " + trials + " by chance");
    }

    @Test
    void ensemblesApartDifferAndThoseNearEachOtherDoNot() {
        Random random = new Random(5);
        assertTrue(EnsembleShift.of(drawn(random, 5, 0.2, 0), drawn(random, 5, 0.2, 1.5))
                .differs());
        assertFalse(
                EnsembleShift.of(drawn(random, 5, 0.02, 0), drawn(random, 5, 0.02, 0.8))
                        .differs(),
                "more than chance, but below the limit");
        assertFalse(
                EnsembleShift.of(drawn(random, 5, 3, 0), drawn(random, 5, 3, 1.5))
                        .differs(),
                "beyond the limit, but by chance");
    }

    @Test
    void onePositionHasNoSpreadToCompareWith() {
        EnsembleShift shift = EnsembleShift.of(List.of(at(0, 0, 0)), List.of(at(5, 0, 0), at(5, 1, 0)));
        assertTrue(Double.isNaN(shift.distance()) && Double.isNaN(shift.expected()));
        assertFalse(shift.differs());
    }

    private static List<HeavyAtom> drawn(Random random, int count, double sigma, double x) {
        return IntStream.range(0, count)
                .mapToObj(i -> at(
                        x + sigma * random.nextGaussian(),
                        sigma * random.nextGaussian(),
                        sigma * random.nextGaussian()))
                .toList();
    }

    private static HeavyAtom at(double x, double y, double z) {
        return new HeavyAtom(x, y, z, 0);
    }
}
