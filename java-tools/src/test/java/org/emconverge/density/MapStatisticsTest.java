package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MapStatisticsTest {
    @Test
    void blocksGiveWhatTheWholeGives() {
        MapStatistics.Accumulator blocks = new MapStatistics.Accumulator();
        blocks.add(new float[] {1, 2});
        blocks.add(new float[] {3});
        blocks.add(new float[] {4, 5, 9});
        MapStatistics s = blocks.result();
        assertEquals(1, s.min());
        assertEquals(9, s.max());
        assertEquals(4, s.mean(), 1e-12);
        assertEquals(Math.sqrt(40.0 / 6), s.sd(), 1e-12);
    }

    @Test
    void aSmallSpreadOnALargeMeanKeepsItsDigits() {
        MapStatistics.Accumulator blocks = new MapStatistics.Accumulator();
        for (int i = 0; i < 1000; i++) {
            blocks.add(new float[] {1e6f, 1e6f + 1});
        }
        assertEquals(0.5, blocks.result().sd(), 1e-9);
    }

    @Test
    void nothingAndNotANumberAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> MapStatistics.of(new float[0]));
        assertThrows(IllegalArgumentException.class, () -> MapStatistics.of(new float[] {1, Float.NaN}));
    }
}
