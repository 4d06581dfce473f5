package org.emconverge.density;

import java.util.Arrays;

/** The sums of a Fourier shell correlation, by shell, over coefficients of a {@link PairTransform}. */
final class ShellSums {
    private final double[] cross;
    private final double[] first;
    private final double[] second;
    private final long[] members;

    ShellSums(int shells) {
        cross = new double[shells];
        first = new double[shells];
        second = new double[shells];
        members = new long[shells];
    }

    int shells() {
        return cross.length;
    }

    void clear() {
        Arrays.fill(cross, 0);
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        Arrays.fill(members, 0);
    }

    /**
     * Adds the coefficient pair Z(q) = (re, im), Z(−q) = (mateRe, mateIm).
     *
     * @param weight 2 when the mate is not added on its own, else 1
     */
    void add(int shell, double re, double im, double mateRe, double mateIm, int weight) {
        double fRe = re + mateRe;
        double fIm = im - mateIm;
        double gRe = im + mateIm;
        double gIm = mateRe - re;
        cross[shell] += weight * (fRe * gRe + fIm * gIm);
        first[shell] += weight * (fRe * fRe + fIm * fIm);
        second[shell] += weight * (gRe * gRe + gIm * gIm);
        members[shell] += weight;
    }

    double fsc(int shell) {
        double power = Math.sqrt(first[shell]) * Math.sqrt(second[shell]);
        return power > 0 ? cross[shell] / power : 0;
    }

    /** @param shellWidth Å⁻¹ */
    FscCurve curve(double shellWidth) {
        double[] fsc = new double[cross.length];
        long[] terms = new long[cross.length];
        for (int shell = 0; shell < fsc.length; shell++) {
            fsc[shell] = fsc(shell);
            terms[shell] = (members[shell] + 1) / 2;
        }
        return new FscCurve(shellWidth, fsc, terms);
    }
}
