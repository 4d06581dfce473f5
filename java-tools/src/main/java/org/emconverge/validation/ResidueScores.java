package org.emconverge.validation;

import org.emconverge.structure.ResidueId;

/**
 * One row of the residue table of a validation. Words are empty and numbers NaN where a criterion does not apply or was
 * not asked for.
 *
 * @param name residue name
 * @param ramachandran favoured, allowed or outlier
 * @param rotamer favoured, allowed or outlier
 * @param cbetaDeviation distance of the Cβ from its ideal place, Å
 * @param cc correlation of map and model near the residue, −1 to 1
 * @param qScore at σ = 0.6 Å, −1 to 1
 * @param smoc −1 to 1
 * @param inclusion share of the heavy atoms inside the contour, 0 to 1
 * @param localResolution at the Cα, Å
 * @param qScore04 at σ = 0.4 Å, −1 to 1
 */
public record ResidueScores(
        ResidueId id,
        String name,
        String ramachandran,
        String rotamer,
        double cbetaDeviation,
        double cc,
        double qScore,
        double smoc,
        double inclusion,
        double localResolution,
        double qScore04) {}
