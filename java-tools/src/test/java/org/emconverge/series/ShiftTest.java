package org.emconverge.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.emconverge.density.FscCurve;
import org.junit.jupiter.api.Test;

class ShiftTest {
    /** SNR = 1000 exp(−B q² / 2) in fine shells. */
    private static final FscCurve CURVE = curve(0.0005, 1000, 120);

    private static FscCurve curve(double width, double snr0, double b) {
        double[] fsc = new double[(int) (0.45 / width)];
        for (int shell = 0; shell < fsc.length; shell++) {
            double q = shell * width;
            double snr = snr0 * Math.exp(-b * q * q / 2);
            fsc[shell] = snr / (1 + snr);
        }
        return new FscCurve(width, fsc, new long[fsc.length]);
    }

    /** σ = d √(ln(SNR(1/d) / 0.1669)) / 2π, where SNR = 0.1669 at FSC = 0.143. */
    @Test
    void theShiftIsThatOfTheFormula() {
        for (double target : new double[] {3, 3.7, 4.9, 8}) {
            double snr = 1000 * Math.exp(-120 / target / target / 2);
            double expected = target * Math.sqrt(Math.log(snr / (0.143 / 0.857))) / (2 * Math.PI);
            double shift = Shift.forTarget(CURVE, target);
            assertEquals(expected, shift, 2e-4 * expected);
            assertEquals(target, Shift.predicted(CURVE, shift).resolution(0.143), 1e-6 * target);
        }
    }

    @Test
    void theSignalFallsAsByItsBFactor() {
        assertEquals(1, Shift.signal(0, 0.3));
        // σ = 2 Å at 5 Å: exp(−2π²·4/25)
        assertEquals(0.042499, Shift.signal(2, 0.2), 1e-5);
        assertEquals(Math.exp(-Shift.bFactor(2) * 0.04 / 4), Shift.signal(2, 0.2), 1e-12);
        // the published 3.1 pixels of 0.655 Å
        assertEquals(325.4, Shift.bFactor(2.03), 0.1);
    }

    @Test
    void shellsWithoutCorrelationStayWithout() {
        FscCurve none = new FscCurve(0.01, new double[] {0, 1, 0.9, 0.2, -0.1, 0}, new long[6]);
        double[] fsc = Shift.predicted(none, 1).fsc();
        assertEquals(0, fsc[4]);
        assertEquals(0, fsc[5]);
        double d2 = Math.exp(-4 * Math.PI * Math.PI * 0.0009);
        assertEquals(d2 * 0.25 / (1 + d2 * 0.25), fsc[3], 1e-12);
    }
}
