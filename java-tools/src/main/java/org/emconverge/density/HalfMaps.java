package org.emconverge.density;

import java.util.Arrays;
import org.emconverge.InputException;

/** The global resolution of a map from its two half maps. */
public final class HalfMaps {
    /** Phases are random from where the unmasked correlation falls below this, as in RELION's post-processing. */
    static final double RANDOMISE_BELOW = 0.8;
    /**
     * The masked correlation stands as it is for so many shells beyond, where the mask blurs the step in the phases;
     * RELION too.
     */
    static final int UNCORRECTED_SHELLS = 2;
    /** Two maps that correlate like this at every frequency are one map, perhaps scaled. */
    private static final double SAME = 0.9999;

    static final long SEED = 20130101;

    private HalfMaps() {}

    /**
     * What two half maps tell.
     *
     * @param unmasked over the whole box
     * @param masked within the mask; null without one
     * @param randomised within the mask, with random phases beyond {@code randomisedFrom}: what the mask alone
     *     correlates; null likewise
     * @param corrected masked, less what the mask brought in; null likewise
     * @param randomisedFrom Å; NaN without a mask, or when the unmasked curve never falls below
     *     {@value #RANDOMISE_BELOW}, so that there is nothing to correct
     */
    public record Fsc(
            FscCurve unmasked, FscCurve masked, FscCurve randomised, FscCurve corrected, double randomisedFrom) {
        /** The corrected curve, or the unmasked one when there is no mask. */
        public FscCurve best() {
            return corrected == null ? unmasked : corrected;
        }
    }

    /**
     * The correlations of two half maps, the masked one corrected by phase randomisation (Chen et al., Ultramicroscopy
     * 135, 24, 2013, eq. 4): FSC_true = (FSC_masked − FSC_random) / (1 − FSC_random). The random phases are the same in
     * every run. Memory: two floats per voxel besides the maps and the mask (2.7 GB in all for 512³).
     *
     * @param mask weights 0 to 1 on the same grid, as of {@link SoftMask}; null for none
     * @throws InputException when the grids differ, a map is constant, or the half maps are the same map
     */
    public static Fsc fsc(DensityMap half1, DensityMap half2, DensityMap mask) {
        DensityMap second = CommonGrid.onto(half2, half1, SolventLevel.of(half2));
        DensityMap weights = mask == null ? null : SoftMask.weightsOn(half1, mask);
        PairTransform pair = PairTransform.pack(half1, second);
        pair.forward();
        FscCurve unmasked = pair.curve();
        requireDifferent(unmasked);
        if (mask == null) {
            return new Fsc(unmasked, null, null, null, Double.NaN);
        }
        int from = firstBelow(unmasked, RANDOMISE_BELOW);
        FscCurve masked = ShellCorrelation.of(half1, second, weights.values());
        if (from == unmasked.fsc().length) {
            return new Fsc(unmasked, masked, masked, masked, Double.NaN);
        }
        pair.randomisePhases((from - 0.5) * unmasked.shellWidth(), SEED);
        pair.inverse();
        pair.multiply(weights.values());
        pair.forward();
        FscCurve randomised = pair.curve();
        return new Fsc(unmasked, masked, randomised, corrected(masked, randomised, from), 1 / unmasked.frequency(from));
    }

    static void requireDifferent(FscCurve curve) {
        double[] withPower =
                Arrays.stream(curve.fsc()).skip(1).filter(f -> f != 0).toArray();
        if (withPower.length > 0 && Arrays.stream(withPower).allMatch(f -> f > SAME)) {
            throw same();
        }
    }

    static InputException same() {
        return new InputException(
                "The two half maps are the same map: give the two that were reconstructed from separate halves of the "
                        + "particles.");
    }

    /** The first shell beyond the mean below a threshold; the number of shells when there is none. */
    static int firstBelow(FscCurve curve, double threshold) {
        int shell = 1;
        while (shell < curve.fsc().length && curve.fsc()[shell] >= threshold) {
            shell++;
        }
        return shell;
    }

    /** @param from the first shell whose phases are random */
    static FscCurve corrected(FscCurve masked, FscCurve randomised, int from) {
        double[] fsc = masked.fsc().clone();
        for (int shell = from + UNCORRECTED_SHELLS; shell < fsc.length; shell++) {
            double random = randomised.fsc()[shell];
            // A mask so tight that it alone correlates fully leaves nothing to see.
            fsc[shell] = random < SAME ? Math.max(-1, (fsc[shell] - random) / (1 - random)) : 0;
        }
        return new FscCurve(masked.shellWidth(), fsc, masked.terms());
    }
}
