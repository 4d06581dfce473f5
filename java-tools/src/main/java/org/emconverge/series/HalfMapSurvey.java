package org.emconverge.series;

import java.util.Arrays;
import java.util.Locale;
import org.emconverge.InputException;
import org.emconverge.density.FscCurve;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.Spectrum;

/**
 * What a series needs to know of its half maps, and whether they are as a reconstruction leaves them.
 *
 * @param unmasked their correlation over the whole box
 * @param noise power of a half map's noise by shell: P (1 − FSC), P the geometric mean of the half maps' powers, which
 *     is half that of their difference where both are as strong
 * @param end the resolution beyond which they hold nothing, Å; null where they reach to the grid's limit
 */
record HalfMapSurvey(FscCurve unmasked, Shells shells, double[] noise, Double end) {
    /** Power that is this small beside that of the shells before has been filtered away. */
    private static final double NOTHING = 1e-4;
    /** Half maps end beyond their resolution when their last shell is farther out by this factor. */
    private static final double BEYOND = 1.05;

    /**
     * @param first transform of the first half map
     * @param second of the second
     * @throws InputException when the half maps are one map
     */
    static HalfMapSurvey of(HalfMapStreams halves, Spectrum first, Spectrum second) {
        return of(halves.unmasked(first, second), first, second);
    }

    /** @param unmasked correlation of the two */
    static HalfMapSurvey of(FscCurve unmasked, Spectrum first, Spectrum second) {
        Shells shells = Shells.of(first);
        float[] a = first.values();
        float[] b = second.values();
        double[] noise = shells.means(first, at -> (double) a[at] * b[at] + (double) a[at + 1] * b[at + 1]);
        double[] powerA = shells.power(first);
        double[] powerB = shells.power(second);
        for (int shell = 0; shell < noise.length; shell++) {
            noise[shell] = Math.max(0, Math.sqrt(powerA[shell] * powerB[shell]) - noise[shell]);
        }
        int resolved = resolved(unmasked);
        int last = lastWithPower(noise, resolved, unmasked.fsc().length);
        boolean whole = last == unmasked.fsc().length - 1;
        return new HalfMapSurvey(unmasked, shells, noise, whole ? null : 1 / unmasked.frequency(last));
    }

    /** How many shells correlate, from the first on. */
    private static int resolved(FscCurve unmasked) {
        int shell = 1;
        while (shell < unmasked.fsc().length && unmasked.fsc()[shell] >= FscCurve.HALF_MAP_THRESHOLD) {
            shell++;
        }
        return shell;
    }

    /** The last of the shells that is not as good as empty beside those that correlate. */
    private static int lastWithPower(double[] noise, int resolved, int shells) {
        double[] known = Arrays.copyOfRange(noise, 1, Math.max(2, resolved));
        Arrays.sort(known);
        double typical = known[known.length / 2];
        int last = shells - 1;
        while (last > 1 && noise[last] <= NOTHING * typical) {
            last--;
        }
        return last;
    }

    /**
     * @param given correlation of the half maps within the mask
     * @throws InputException when they end before their correlation does
     */
    void requireUnfiltered(FscCurve given) {
        if (end != null && end * BEYOND > given.resolution(FscCurve.HALF_MAP_THRESHOLD)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The half maps were filtered: beyond %.2f Å they hold nothing, and up to there they correlate, so that"
                            + " neither their resolution nor their noise is known: give the unfiltered half maps of the"
                            + " reconstruction.",
                    end));
        }
    }

    /**
     * How strong the second half map is beside the first, by their amplitudes where they correlate; 1 where they do
     * not.
     */
    static double strength(FscCurve unmasked, Spectrum first, Spectrum second) {
        double end = (resolved(unmasked) - 0.5) * unmasked.shellWidth();
        float[] a = first.values();
        float[] b = second.values();
        double[] sums = new double[2];
        first.forEach((at, frequency, weight) -> {
            if (frequency > 0 && frequency < end) {
                sums[0] += weight * ((double) a[at] * a[at] + (double) a[at + 1] * a[at + 1]);
                sums[1] += weight * ((double) b[at] * b[at] + (double) b[at + 1] * b[at + 1]);
            }
        });
        return sums[0] > 0 && sums[1] > 0 ? Math.sqrt(sums[1] / sums[0]) : 1;
    }
}
