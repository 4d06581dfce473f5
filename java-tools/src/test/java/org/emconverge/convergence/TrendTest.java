package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void typicalMapLiesOnTheLine() {
        // engines.md measured 0.46 Å at 4.0 Å (5xsy) and 0.35 Å at 3.2 Å (MRPL 9); the line gives 0.56 and 0.19.
        assertEquals(0.560, Trend.of(4.0, 0.46).expectedMean(), 0.001);
        assertEquals(-0.53, Trend.of(4.0, 0.46).z(), 0.01);
        assertEquals(1.65, Trend.of(3.2, 0.35).z(), 0.01);
    }

    @Test
    void onlyForTheEnginesItWasFittedTo() {
        assertTrue(Trend.knows("openmm", "servalcat"));
        assertFalse(Trend.knows("rosetta", "phenix"));
        assertFalse(Trend.knows("openmm", "phenix"));
    }

    @Test
    void noSpreadHasNoPlaceOnALogarithmicScale() {
        assertTrue(Double.isNaN(Trend.of(3, 0).z()));
    }

    @Test
    void saysWhenItLeavesTheFittedRange() {
        assertTrue(Trend.of(8, 3).extrapolated());
        assertFalse(Trend.of(4.5, 3).extrapolated());
    }
}
