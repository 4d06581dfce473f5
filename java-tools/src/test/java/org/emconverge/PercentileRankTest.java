package org.emconverge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PercentileRankTest {
    /** Of twelve, three are 2. */
    private static final double[] OTHERS = {1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 7, 8};

    @Test
    void equalOnesCountHalf() {
        assertEquals(100 * 3.5 / 12, PercentileRank.of(2, OTHERS, true), 1e-12);
        assertEquals(100 * 8.5 / 12, PercentileRank.of(2, OTHERS, false), 1e-12);
        assertEquals(100 * 5 / 12.0, PercentileRank.of(2.5, OTHERS, true), 1e-12);
    }

    @Test
    void theBestHasHundredAndTheWorstNone() {
        assertEquals(100, PercentileRank.of(0, OTHERS, false));
        assertEquals(0, PercentileRank.of(9, OTHERS, false));
        assertEquals(100, PercentileRank.of(9, OTHERS, true));
    }

    @Test
    void amongFewThereIsNone() {
        assertEquals(
                Double.NaN,
                PercentileRank.of(1, DoubleStream.of(OTHERS).limit(9).toArray(), true));
    }

    @Test
    void aTenthOfTheResolutionIsAlike() {
        assertTrue(PercentileRank.isAlike(3, 3.3) && PercentileRank.isAlike(3, 2.7));
        assertFalse(PercentileRank.isAlike(3, 3.31));
    }
}
