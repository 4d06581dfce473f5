package org.emconverge.density;

/**
 * How well a model fits a map. Arrays are over the residues (or atoms, or chains) by their numbers; NaN stands for "not
 * defined".
 *
 * @param atomsOutside atoms outside the map's box, which nothing here counts
 * @param correlation map and model at the stated resolution
 * @param fsc Fourier shell correlation of map and model, up to 1.5 times the stated resolution's frequency
 * @param maskedFsc the same with the map masked around the model ({@link SoftMask}); the model's own map needs no mask
 * @param q06 Q-scores at σ = 0.6 Å
 * @param q04 Q-scores at σ = 0.4 Å
 * @param smoc of each residue
 * @param inclusion null when there is no contour level
 * @param emRinger null where it is not defined
 */
public record ModelFit(
        int atomsOutside,
        MapCorrelation correlation,
        FscCurve fsc,
        FscCurve maskedFsc,
        QScores q06,
        QScores q04,
        double[] smoc,
        AtomInclusion inclusion,
        EmRinger emRinger) {
    /**
     * Where the correlation of map and model falls below 0.5 for the first time after it was at or above: the lowest
     * shells may lie below it, since the model has no solvent around it.
     *
     * @return Å; NaN when it never is above; the resolution of the last shell when it never falls below
     */
    public static double fsc05(FscCurve curve) {
        int shell = 1;
        while (shell < curve.fsc().length && curve.fsc()[shell] < FscCurve.HALF) {
            shell++;
        }
        return curve.resolution(FscCurve.HALF, shell);
    }

    /** Mean over the residues that have one. */
    public double meanSmoc() {
        return Residues.mean(smoc);
    }
}
