package org.emconverge.convergence;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.emconverge.SharedFacts;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.moment.Skewness;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * How a spread is distributed over the residues. NaN: not defined (no residue; skewness of fewer than three).
 *
 * @param mean Å
 * @param median Å
 * @param mode Å, see {@link #mode}
 * @param skewness adjusted Fisher–Pearson coefficient; positive: a tail of badly determined residues
 * @param q1 lower quartile, Å
 * @param q3 upper quartile, Å
 * @param fractions per bin
 */
public record Distribution(
        double mean, double median, double mode, double skewness, double q1, double q3, Fractions fractions) {
    /**
     * Fractions, 0 to 1, of residues per bin of Herzik, Fraser & Lander (2019). gt3 includes gt4; lt1 + from1to3 + gt3
     * = 1.
     */
    public record Fractions(double lt1, double from1to3, double gt3, double gt4) {}

    /** Below it the models agree, Å (Herzik, Fraser & Lander 2019, as the next two, who call it well determined). */
    public static final double WELL_DETERMINED = SharedFacts.spread().wellDetermined();
    /** Above it the sequence register is uncertain, Å. */
    public static final double REGISTER_UNCERTAIN = SharedFacts.spread().registerUncertain();
    /** Above it a residue is better left out or deposited as a Cα trace, Å. */
    public static final double OMIT = SharedFacts.spread().omit();

    /** @param spread one value per residue, Å; NaN are left out */
    public static Distribution of(double[] spread) {
        double[] values =
                Arrays.stream(spread).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double q1 = quantile(values, 25);
        double q3 = quantile(values, 75);
        return new Distribution(
                StatUtils.mean(values),
                quantile(values, 50),
                mode(values, q1, q3),
                new Skewness().evaluate(values),
                q1,
                q3,
                new Fractions(
                        fraction(values, 0, Math.nextDown(WELL_DETERMINED)),
                        fraction(values, WELL_DETERMINED, REGISTER_UNCERTAIN),
                        fraction(values, Math.nextUp(REGISTER_UNCERTAIN), Double.MAX_VALUE),
                        fraction(values, Math.nextUp(OMIT), Double.MAX_VALUE)));
    }

    /** The median of the values that are numbers; NaN without any. */
    static double median(DoubleStream values) {
        return quantile(values.filter(v -> !Double.isNaN(v)).toArray(), 50);
    }

    /** Linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, the default of R and NumPy). */
    private static double quantile(double[] values, double percent) {
        return values.length == 0
                ? Double.NaN
                : new Percentile().withEstimationType(EstimationType.R_7).evaluate(values, percent);
    }

    /**
     * Centre of the fullest bin of a histogram that starts at 0 with the bin width of Freedman & Diaconis (1981), 2 (q3
     * - q1) n^(-1/3); the lowest of equally full bins. The median when the quartiles coincide.
     */
    private static double mode(double[] values, double q1, double q3) {
        double width = 2 * (q3 - q1) / Math.cbrt(values.length);
        if (!(width > 0)) {
            return quantile(values, 50);
        }
        double mode = Double.NaN;
        int most = 0;
        for (int from = 0; from < values.length; ) {
            double bin = Math.floor(values[from] / width);
            int to = from;
            while (to < values.length && Math.floor(values[to] / width) == bin) {
                to++;
            }
            if (to - from > most) {
                most = to - from;
                mode = (bin + 0.5) * width;
            }
            from = to;
        }
        return mode;
    }

    private static double fraction(double[] values, double low, double high) {
        return Arrays.stream(values).filter(v -> v >= low && v <= high).count() / (double) values.length;
    }
}
