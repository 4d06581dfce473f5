package org.emconverge.validation;

/**
 * One model's numbers, as {@code validation.json} has them (snake case); null where not defined.
 *
 * @param model name
 * @param clashscore serious clashes per 1000 atoms
 * @param geometryViolationsPercent bonds and angles more than 4 standard deviations from the ideal, percent
 */
public record ModelSummary(String model, RamachandranSummary ramachandran, Double clashscore, DeviationSummary bonds,
        DeviationSummary angles, Double geometryViolationsPercent) {
    /** Shares of the residues with φ and ψ, percent. */
    public record RamachandranSummary(Double favouredPercent, Double outliersPercent) {
    }

    /** Number beyond 4 standard deviations, and the root mean square of the deviations in standard deviations. */
    public record DeviationSummary(int outliers, Double rmsz) {
    }

    /** To four decimals; null for NaN. */
    static Double rounded(double value) {
        return Double.isNaN(value) ? null : Math.rint(value * 1e4) / 1e4;
    }
}
