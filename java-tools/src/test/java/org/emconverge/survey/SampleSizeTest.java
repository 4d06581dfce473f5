package org.emconverge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How many models a forecast counts with. */
class SampleSizeTest {
    @Test
    void aNumberIsThatOfEveryEntry() {
        assertEquals(100, SampleSize.of(100).at(1.8));
        assertEquals("100", SampleSize.of(100).toString());
    }

    @Test
    void asManyAsNeededAreMoreTheLowerTheResolutionAndWithinTheirLimits() {
        SampleSize needed = new SampleSize(20, 40);
        assertEquals(20, needed.at(2.0));
        assertEquals(30, needed.at(3.2));
        assertEquals(40, needed.at(4.0));
        assertEquals(40, needed.at(null));
        assertEquals(30, new SampleSize(30, 100).at(2.0));
        assertEquals("20 to 40", needed.toString());
    }
}
