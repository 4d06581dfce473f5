package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final double EXACT = 1e-9;

    @Test
    void knownMoments() {
        // Joanes & Gill (1998), G1 = g1 sqrt(n (n - 1)) / (n - 2): for 1, 2, 3, 10, m2 = 12.5, m3 = 45, so g1 = 45 /
        // 12.5^1.5.
        Distribution d = Distribution.of(new double[] {10, 1, Double.NaN, 3, 2});
        assertEquals(4, d.mean(), EXACT);
        assertEquals(2.5, d.median(), EXACT);
        assertEquals(1.75, d.q1(), EXACT);
        assertEquals(4.75, d.q3(), EXACT);
        assertEquals(45 / Math.pow(12.5, 1.5) * Math.sqrt(12) / 2, d.skewness(), EXACT);
    }

    @Test
    void symmetricValuesHaveNoSkew() {
        assertEquals(0, Distribution.of(new double[] {1, 2, 3, 4, 5}).skewness(), EXACT);
    }

    @Test
    void exponentialQuantilesHaveTheSkewOfTheExponential() {
        double[] values = DoubleStream.iterate(0.5, i -> i + 1)
                .limit(200_000)
                .map(i -> -Math.log(1 - i / 200_000))
                .toArray();
        assertEquals(2, Distribution.of(values).skewness(), 0.01);
    }

    @Test
    void edgesOfTheBins() {
        Distribution.Fractions f = Distribution.of(new double[] {0, 0.9999, 1, 3, 3.0001, 4, 4.0001, 50})
                .fractions();
        assertEquals(2 / 8.0, f.lt1(), EXACT);
        assertEquals(2 / 8.0, f.from1to3(), EXACT);
        assertEquals(4 / 8.0, f.gt3(), EXACT);
        assertEquals(2 / 8.0, f.gt4(), EXACT);
    }

    @Test
    void modeIsTheCentreOfTheFullestBin() {
        // Eight values with quartiles 0.4 and 2.05 make bins of 2 * 1.65 / 2 = 1.65; five values lie in the first.
        double[] values = {0.1, 0.2, 0.4 + 0.2 / 3, 0.5, 0.6, 2, 2.2, 3};
        Distribution d = Distribution.of(values);
        double width = 2 * (d.q3() - d.q1()) / 2;
        assertEquals(width / 2, d.mode(), EXACT);
    }

    @Test
    void modeOfALargeSampleIsNearTheTrueOne() {
        // Quantiles of a log-normal with mu = 0, sigma = 0.5 by its inverse: mode exp(-sigma^2).
        double[] values = DoubleStream.iterate(0.5, i -> i + 1)
                .limit(20_000)
                .map(i -> Math.exp(0.5 * normalQuantile(i / 20_000)))
                .toArray();
        assertEquals(Math.exp(-0.25), Distribution.of(values).mode(), 0.06);
    }

    @Test
    void equalValues() {
        double[] values = new double[10];
        Arrays.fill(values, 0.25);
        Distribution d = Distribution.of(values);
        assertEquals(0.25, d.mode(), EXACT);
        assertEquals(1, d.fractions().lt1(), EXACT);
    }

    @Test
    void nothingDefined() {
        Distribution d = Distribution.of(new double[] {Double.NaN});
        assertTrue(Double.isNaN(d.mean())
                && Double.isNaN(d.median())
                && Double.isNaN(d.mode())
                && Double.isNaN(d.fractions().lt1()));
    }

    private static double normalQuantile(double p) {
        return Math.sqrt(2) * org.hipparchus.special.Erf.erfInv(2 * p - 1);
    }
}
