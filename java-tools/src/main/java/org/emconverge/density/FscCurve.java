package org.emconverge.density;

/**
 * A Fourier shell correlation: shell {@code i} is centred at the frequency {@code i · shellWidth}; shell 0 holds only
 * the mean.
 *
 * @param shellWidth Å⁻¹
 * @param fsc −1 to 1, by shell; 0 where one of the maps has no power
 * @param terms independent Fourier coefficients in each shell (a coefficient and its Friedel mate are one)
 */
public record FscCurve(double shellWidth, double[] fsc, long[] terms) {
    /**
     * The half-map correlation that defines the resolution: Rosenthal &amp; Henderson, J. Mol. Biol. 333, 721 (2003).
     */
    public static final double HALF_MAP_THRESHOLD = 0.143;
    /** The conservative threshold, and that of map against model. */
    public static final double HALF = 0.5;

    /** Å⁻¹. */
    public double frequency(int shell) {
        return shell * shellWidth;
    }

    /** {@link #resolution(double, int)} from the first shell beyond the mean. */
    public double resolution(double threshold) {
        return resolution(threshold, 1);
    }

    /**
     * Where the curve falls below a threshold for the first time, by linear interpolation in frequency.
     *
     * @param firstShell where to begin, at least 1
     * @return Å; the resolution of the last shell (the Nyquist limit) when it never falls below; NaN when the first
     *     shell is below
     */
    public double resolution(double threshold, int firstShell) {
        if (fsc.length <= firstShell || fsc[firstShell] < threshold) {
            return Double.NaN;
        }
        for (int shell = firstShell + 1; shell < fsc.length; shell++) {
            if (fsc[shell] < threshold) {
                double fraction = (fsc[shell - 1] - threshold) / (fsc[shell - 1] - fsc[shell]);
                return 1 / ((shell - 1 + fraction) * shellWidth);
            }
        }
        return 1 / frequency(fsc.length - 1);
    }
}
