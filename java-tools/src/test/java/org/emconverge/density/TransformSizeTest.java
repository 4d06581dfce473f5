package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TransformSizeTest {
    @Test
    void onlyTwosThreesAndFivesAreFast() {
        for (int fast : new int[] {1, 2, 3, 4, 5, 6, 8, 90, 96, 125, 512, 600}) {
            assertTrue(TransformSize.isFast(fast), fast + " is fast");
            assertEquals(fast, TransformSize.from(fast));
        }
        for (int slow : new int[] {7, 11, 14, 41, 53, 58, 98, 511}) {
            assertFalse(TransformSize.isFast(slow), slow + " is slow");
        }
    }

    @Test
    void theNextIsFound() {
        assertEquals(1, TransformSize.from(0));
        assertEquals(8, TransformSize.from(7));
        assertEquals(96, TransformSize.from(91));
        assertEquals(125, TransformSize.from(121));
        assertEquals(4, TransformSize.evenFrom(3));
        assertEquals(10, TransformSize.evenFrom(9));
        assertEquals(54, TransformSize.evenFrom(51));
        assertEquals(128, TransformSize.evenFrom(121));
    }
}
