package org.emconverge.series;

import java.util.Arrays;
import org.emconverge.density.Spectrum;
import org.emconverge.density.Spectrum.WaveAction;

/**
 * The shells of a transform, as wide as 1 / the longest edge of the box, up to its highest frequency, which lies in the
 * corners beyond the Nyquist frequency.
 *
 * @param width Å⁻¹
 */
record Shells(double width, int count) {
    /** What a coefficient counts for in the mean of its shell. */
    @FunctionalInterface
    interface Measure {
        double of(int at);
    }

    static Shells of(Spectrum spectrum) {
        double width = 1 / Arrays.stream(spectrum.length()).max().getAsDouble();
        double[] highest = new double[1];
        spectrum.forEach((at, frequency, weight) -> highest[0] = Math.max(highest[0], frequency));
        return new Shells(width, (int) Math.rint(highest[0] / width) + 1);
    }

    int at(double frequency) {
        return (int) Math.rint(frequency / width);
    }

    /** Å⁻¹, of the middle of a shell. */
    double frequency(int shell) {
        return shell * width;
    }

    /** The mean of each shell. */
    double[] means(Spectrum spectrum, Measure measure) {
        double[] sums = new double[count];
        long[] members = new long[count];
        WaveAction add = (at, frequency, weight) -> {
            int shell = at(frequency);
            sums[shell] += weight * measure.of(at);
            members[shell] += weight;
        };
        spectrum.forEach(add);
        for (int shell = 0; shell < count; shell++) {
            sums[shell] /= Math.max(1, members[shell]);
        }
        return sums;
    }

    /** The mean |F|² of each shell. */
    double[] power(Spectrum spectrum) {
        float[] f = spectrum.values();
        return means(spectrum, at -> (double) f[at] * f[at] + (double) f[at + 1] * f[at + 1]);
    }

    /** Multiplies every coefficient by the factor of its shell. */
    void multiply(Spectrum spectrum, double[] factors) {
        float[] f = spectrum.values();
        spectrum.forEach((at, frequency, weight) -> {
            double factor = factors[at(frequency)];
            f[at] *= (float) factor;
            f[at + 1] *= (float) factor;
        });
    }
}
