package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrendTest {
    private static final Fingerprints SETTINGS = new Fingerprints("a", "b");
    private static final Trend TREND = new Trend(1.35, -5.98, 0.37, 1.75, 4.5, "openmm", "servalcat", SETTINGS);

    @Test
    void expectedMeanAndZ() {
        assertEquals(0.560, TREND.expectedMean(4.0), 0.001);
        assertEquals(-0.53, TREND.z(4.0, 0.46), 0.01);
        assertEquals(1.65, TREND.z(3.2, 0.35), 0.01);
        assertTrue(Double.isNaN(TREND.z(3, 0)));
    }

    @Test
    void isMarkedBeyondItsMaps() {
        assertTrue(TREND.extrapolates(8) && TREND.extrapolates(1.7));
        assertFalse(TREND.extrapolates(4.5) || TREND.extrapolates(1.75));
    }

    @Test
    void theShippedTrendIsOfTheDefaultEngines() {
        Trend shipped = Trend.shipped();
        assertTrue(shipped.isOf("openmm", "servalcat"));
        assertFalse(shipped.isOf("rosetta", "servalcat") || shipped.isOf("openmm", "phenix"));
        assertNotNull(shipped.fingerprints().sampler());
        assertTrue(shipped.slope() > 0 && shipped.residualSd() > 0);
    }
}
