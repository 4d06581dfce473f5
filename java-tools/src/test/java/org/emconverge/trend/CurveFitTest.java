package org.emconverge.trend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveFitTest {
    private static final Curve PAPER_LIKE = new Curve(0.002, 1.45, 0);

    @Test
    void pointsOnACurveGiveItBack() {
        double[] d = {2, 2.5, 3, 3.5, 4, 4.5};
        CurveFit fit = CurveFit.of(
                d,
                IntStream.range(0, d.length)
                        .mapToDouble(i -> PAPER_LIKE.mean(d[i]))
                        .toArray());
        assertEquals(0.002, fit.curve().scale(), 1e-8);
        assertEquals(1.45, fit.curve().rate(), 1e-6);
        assertEquals(0, fit.curve().floor());
        assertEquals(0, fit.residualSd(), 1e-8);
    }

    @Test
    void theKneeIsWhereTheCurvatureIsLargest() {
        Curve curve = new Curve(0.002, 1.45, 0.2);
        double largest = IntStream.rangeClosed(0, 100_000)
                .mapToDouble(i -> 1 + i * 1e-4)
                .boxed()
                .max((a, b) -> Double.compare(curvature(curve, a), curvature(curve, b)))
                .orElseThrow();
        assertEquals(largest, curve.knee(), 1e-4);
        assertTrue(Double.isNaN(new Curve(1, -0.1, 0).knee()));
    }

    private static double curvature(Curve curve, double d) {
        double slope = curve.scale() * curve.rate() * Math.exp(curve.rate() * d);
        return curve.rate() * slope / Math.pow(1 + slope * slope, 1.5);
    }

    @Test
    void theScatterIsThatOfTheLogarithms() {
        double[][] points = scattered(2_000, PAPER_LIKE, 0.3, 7);
        CurveFit fit = CurveFit.of(points[0], points[1]);
        assertEquals(0.3, fit.residualSd(), 0.015);
        assertEquals(1.45, fit.curve().rate(), 0.03);
        assertEquals(0, fit.curve().floor());
    }

    @Test
    void outliersMoveItLittle() {
        double[][] points = scattered(60, PAPER_LIKE, 0.2, 3);
        CurveFit clean = CurveFit.of(points[0], points[1]);
        for (int i = 0; i < 6; i++) {
            points[1][i * 10] *= 20;
        }
        CurveFit fit = CurveFit.of(points[0], points[1]);
        assertEquals(clean.curve().rate(), fit.curve().rate(), 0.1);
        assertEquals(Math.log(clean.curve().mean(3.2)), Math.log(fit.curve().mean(3.2)), 0.1);
        assertTrue(fit.residualSd() < 0.4, "" + fit.residualSd()); // the plain one is 0.9
    }

    @Test
    void aFloorIsFoundWhereThereIsOne() {
        double[][] points = scattered(80, new Curve(0.0001, 2, 0.25), 0.1, 5);
        CurveFit fit = CurveFit.of(points[0], points[1]);
        assertEquals(0.25, fit.curve().floor(), 0.02);
        assertEquals(2, fit.curve().rate(), 0.15);
        assertEquals(0.1, fit.residualSd(), 0.02);
    }

    /** Rows of resolutions (2 to 5 Å) and of means about a curve. */
    static double[][] scattered(int count, Curve curve, double sd, long seed) {
        Random random = new Random(seed);
        double[][] points = new double[2][count];
        for (int i = 0; i < count; i++) {
            points[0][i] = 2 + 3.0 * i / (count - 1);
            points[1][i] = curve.mean(points[0][i]) * Math.exp(sd * random.nextGaussian());
        }
        return points;
    }
}
