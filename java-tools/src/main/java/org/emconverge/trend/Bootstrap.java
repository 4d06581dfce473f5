package org.emconverge.trend;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * How well a curve is known: it is fitted anew to as many entries drawn with replacement, again and again (Efron &
 * Tibshirani, An Introduction to the Bootstrap, 1993), and what 95 % of the fits say are the limits.
 */
final class Bootstrap {
    private static final int SAMPLES = 1000;
    /** So that the same entries give the same limits. */
    private static final long SEED = 20190205;
    /** Fewer different resolutions than these do not say how a curve bends. */
    private static final int LEAST_RESOLUTIONS = 3;

    private static final double LOW = 2.5;
    private static final double HIGH = 97.5;
    private final List<Curve> curves;

    private Bootstrap(List<Curve> curves) {
        this.curves = curves;
    }

    /** @param whole the fit to all entries, whose form all have */
    static Bootstrap of(double[] resolutions, double[] means, CurveFit whole) {
        Random random = new Random(SEED);
        Curve[] curves = new Curve[SAMPLES];
        int made = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            int[] drawn = random.ints(means.length, 0, means.length).toArray();
            double[] d = Arrays.stream(drawn).mapToDouble(i -> resolutions[i]).toArray();
            double[] y = Arrays.stream(drawn).mapToDouble(i -> means[i]).toArray();
            if (Arrays.stream(d).distinct().count() < LEAST_RESOLUTIONS) {
                continue;
            }
            try {
                curves[made] = whole.to(d, y).curve();
                made++;
            } catch (MathRuntimeException ignored) {
                // a sample of few different entries may have no fit, and does not count
            }
        }
        return new Bootstrap(List.of(Arrays.copyOf(curves, made)));
    }

    /** Lower and upper limit of a number of the curve; samples in which it is not defined do not count. */
    double[] limits(ToDoubleFunction<Curve> number) {
        double[] values = curves.stream()
                .mapToDouble(number)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        Percentile percentile = new Percentile();
        percentile.setData(values);
        return values.length == 0
                ? new double[] {Double.NaN, Double.NaN}
                : new double[] {percentile.evaluate(LOW), percentile.evaluate(HIGH)};
    }
}
