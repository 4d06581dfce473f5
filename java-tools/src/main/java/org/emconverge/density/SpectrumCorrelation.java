package org.emconverge.density;

import java.util.Arrays;

/**
 * The Fourier shell correlation of two spectra, with the shells of {@link ShellCorrelation}: as wide as 1 / the longest
 * edge.
 */
public final class SpectrumCorrelation {
    private final double[] product;
    private final double[] powerA;
    private final double[] powerB;
    private final long[] members;

    private SpectrumCorrelation(int shells) {
        product = new double[shells];
        powerA = new double[shells];
        powerB = new double[shells];
        members = new long[shells];
    }

    /**
     * @param limit the highest frequency, Å⁻¹: the curve ends with the last shell whose centre lies below
     * @throws IllegalArgumentException when the boxes differ
     */
    public static FscCurve of(Spectrum a, Spectrum b, double limit) {
        if (!Arrays.equals(a.length(), b.length())) {
            throw new IllegalArgumentException("Two boxes");
        }
        double longest = Arrays.stream(a.length()).max().getAsDouble();
        // The tiny excess forgives what division lost.
        int shells = (int) Math.floor(limit * longest * (1 + 1e-9)) + 1;
        SpectrumCorrelation sums = new SpectrumCorrelation(shells);
        int[] waves = new int[3];
        Arrays.setAll(waves, axis -> Math.min(a.waves()[axis], b.waves()[axis]));
        for (int l = -waves[2]; l <= waves[2]; l++) {
            for (int k = -waves[1]; k <= waves[1]; k++) {
                for (int h = 0; h <= waves[0]; h++) {
                    int shell = (int) Math.rint(Math.sqrt(a.frequencySquared(h, k, l)) * longest);
                    if (shell >= shells) {
                        break;
                    }
                    // of the waves with h = 0 the conjugates are there, too
                    sums.add(shell, h == 0 ? 1 : 2, a.values(), a.index(h, k, l), b.values(), b.index(h, k, l));
                }
            }
        }
        return sums.curve(1 / longest);
    }

    private void add(int shell, int weight, float[] a, int atA, float[] b, int atB) {
        members[shell] += weight;
        product[shell] += weight * ((double) a[atA] * b[atB] + (double) a[atA + 1] * b[atB + 1]);
        powerA[shell] += weight * ((double) a[atA] * a[atA] + (double) a[atA + 1] * a[atA + 1]);
        powerB[shell] += weight * ((double) b[atB] * b[atB] + (double) b[atB + 1] * b[atB + 1]);
    }

    private FscCurve curve(double width) {
        double[] fsc = new double[product.length];
        long[] terms = new long[product.length];
        for (int shell = 0; shell < fsc.length; shell++) {
            // shell 0 is the mean, about which maps are correlated
            double power = shell == 0 ? 0 : Math.sqrt(powerA[shell] * powerB[shell]);
            fsc[shell] = power > 0 ? product[shell] / power : 0;
            terms[shell] = (members[shell] + 1) / 2;
        }
        return new FscCurve(width, fsc, terms);
    }
}
