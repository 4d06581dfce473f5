package org.emconverge.series;

import org.emconverge.density.FscCurve;
import org.emconverge.density.Spectrum;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * What RELION's post-processing makes of the mean of two half maps (Rosenthal &amp; Henderson, J. Mol. Biol. 333, 721,
 * 2003): each shell is weighted by √(2 FSC / (1 + FSC)), up to the first without correlation; sharpened by the B factor
 * that a straight line through the logarithm of the weighted amplitudes against the squared frequency gives (Guinier
 * plot); and ended at the resolution by a raised cosine two shells wide.
 *
 * @param bFactor Å², negative where it sharpens; null where the line has too few shells to stand on
 * @param fitFrom the line's first resolution, Å; null likewise
 * @param fitTo its last, Å; null likewise
 */
record PostProcessing(Double bFactor, Double fitFrom, Double fitTo) {
    /** Å: below, the shape of the molecule rules the amplitudes, not their fall. RELION's default. */
    static final double FIT_FROM = 10;
    /** RELION: the weights end where the curve falls below this. */
    private static final double NO_CORRELATION = 1e-4;

    /** For a straight line through them. */
    static final int LEAST_SHELLS = 4;
    /** Shells over which the low-pass filter falls. RELION's default. */
    private static final double EDGE = 2;

    /**
     * Changes the transform of a mean map.
     *
     * @param curve of its half maps, as it defines the resolution
     * @param resolution Å
     */
    static PostProcessing apply(Spectrum mean, Shells shells, FscCurve curve, double resolution) {
        double[] weights = weights(curve, shells.count());
        float[] f = mean.values();
        double[] amplitudes = shells.means(mean, at -> Math.hypot(f[at], f[at + 1]));
        SimpleRegression line = new SimpleRegression();
        for (int shell = 1; shell < shells.count(); shell++) {
            double q = shells.frequency(shell);
            double amplitude = amplitudes[shell] * weights[shell];
            if (q >= 1 / FIT_FROM && q <= 1 / resolution && amplitude > 0) {
                line.addData(q * q, Math.log(amplitude));
            }
        }
        boolean fitted = line.getN() >= LEAST_SHELLS;
        double b = fitted ? 4 * line.getSlope() : 0;
        double[] factors = new double[shells.count()];
        for (int shell = 0; shell < factors.length; shell++) {
            double q = shells.frequency(shell);
            double beyond = (q - 1 / resolution) / (EDGE * shells.width());
            factors[shell] = weights[shell] * Math.exp(-b * q * q / 4) * lowPass(beyond);
        }
        shells.multiply(mean, factors);
        return fitted ? new PostProcessing(b, FIT_FROM, resolution) : new PostProcessing(null, null, null);
    }

    /** √(2 FSC / (1 + FSC)) by shell; 1 for the mean. */
    static double[] weights(FscCurve curve, int shells) {
        double[] weights = new double[shells];
        weights[0] = 1;
        for (int shell = 1; shell < curve.fsc().length && curve.fsc()[shell] >= NO_CORRELATION; shell++) {
            double fsc = Math.min(1, curve.fsc()[shell]);
            weights[shell] = Math.sqrt(2 * fsc / (1 + fsc));
        }
        return weights;
    }

    /** @param beyond from the middle of the edge, in widths of it */
    private static double lowPass(double beyond) {
        return beyond <= -0.5 ? 1 : beyond >= 0.5 ? 0 : 0.5 - 0.5 * Math.sin(Math.PI * beyond);
    }
}
