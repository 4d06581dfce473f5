package org.emconverge.series;

import java.util.Locale;
import org.emconverge.InputException;
import org.emconverge.density.FscCurve;

/**
 * What a random shift of every particle does to a reconstruction. A shift in the plane of the image, Gaussian with the
 * standard deviation σ along either axis, multiplies the signal at the frequency q by D(q) = exp(−2π²σ²q²), as a B
 * factor of 8π²σ² would, and leaves white noise as it is. With the signal-to-noise ratio SNR = FSC / (1 − FSC) of a
 * half map, the correlation of the half maps becomes D² SNR / (1 + D² SNR).
 */
final class Shift {
    /** A correlation of 1 would be a ratio without end. */
    private static final double HIGHEST_FSC = 1 - 1e-6;
    /** More than any curve asks for, in units of the resolution: the ratio that is highest would ask for 0.63. */
    private static final double LARGEST = 1;

    /** A target may be finer than what was measured by this factor, since a measurement is no better. */
    private static final double TOLERANCE = 1.02;

    private static final int BISECTIONS = 60;

    private Shift() {}

    /**
     * What is left of the signal's amplitude.
     *
     * @param shift σ, Å
     * @param frequency Å⁻¹
     * @return 0 to 1
     */
    static double signal(double shift, double frequency) {
        double x = Math.PI * shift * frequency;
        return Math.exp(-2 * x * x);
    }

    /** The B factor that blurs as much, Å². */
    static double bFactor(double shift) {
        return 8 * Math.PI * Math.PI * shift * shift;
    }

    /**
     * The correlation of half maps whose particles are shifted.
     *
     * @param given of the half maps as they are
     * @param shift σ, Å
     */
    static FscCurve predicted(FscCurve given, double shift) {
        double[] fsc = given.fsc().clone();
        for (int shell = 0; shell < fsc.length; shell++) {
            double before = Math.max(0, Math.min(HIGHEST_FSC, fsc[shell]));
            double d = signal(shift, given.frequency(shell));
            double ratio = d * d * before / (1 - before);
            fsc[shell] = ratio / (1 + ratio);
        }
        return new FscCurve(given.shellWidth(), fsc, given.terms());
    }

    /**
     * The shift at which the predicted curve falls below 0.143 for the first time at a resolution. Where the curve is
     * smooth it is d √(ln(SNR(1/d) / 0.1669)) / 2π.
     *
     * @param given of the half maps as they are
     * @param target Å, coarser than where the given curve falls below 0.143
     * @return σ, Å
     */
    static double forTarget(FscCurve given, double target) {
        double low = 0;
        double high = LARGEST * target;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            double resolution = predicted(given, middle).resolution(FscCurve.HALF_MAP_THRESHOLD);
            // NaN: not even the first shell is left
            if (resolution < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /**
     * The shift for a target; none where the given half maps are as coarse already.
     *
     * @param given of the half maps as they are
     * @throws InputException when they are no better than asked for
     */
    static double solved(FscCurve given, double target) {
        double resolution = given.resolution(FscCurve.HALF_MAP_THRESHOLD);
        if (!(resolution <= target * TOLERANCE)) {
            throw new InputException(
                    Double.isNaN(resolution)
                            ? "The half maps do not correlate at any frequency: give the two half maps of one reconstruction."
                            : String.format(
                                    Locale.ROOT,
                                    "The half maps reach %.2f Å within their mask, no better than the %.2f Å asked for:"
                                            + " ask for a coarser resolution.",
                                    resolution,
                                    target));
        }
        return resolution >= target ? 0 : forTarget(given, target);
    }
}
