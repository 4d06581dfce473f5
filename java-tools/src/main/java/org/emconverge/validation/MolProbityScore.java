package org.emconverge.validation;

/**
 * One number for a model's quality, on the scale of a crystal structure's resolution (Chen et al. 2010, Acta Cryst
 * D66:12).
 */
public final class MolProbityScore {
    private MolProbityScore() {}

    /**
     * Lower is better; NaN when the clashscore or the Ramachandran share is. Without any rotamer there is no rotamer
     * outlier.
     *
     * @param clashscore serious clashes per 1000 atoms
     * @param rotamerOutliers percent, or NaN for none judged
     * @param ramachandranFavoured percent
     */
    public static double of(double clashscore, double rotamerOutliers, double ramachandranFavoured) {
        double beyondOne = Double.isNaN(rotamerOutliers) ? 0 : Math.max(0, rotamerOutliers - 1);
        return 0.426 * Math.log(1 + clashscore)
                + 0.33 * Math.log(1 + beyondOne)
                + 0.25 * Math.log(1 + Math.max(0, 100 - ramachandranFavoured - 2))
                + 0.5;
    }
}
