package org.emconverge.validation;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One model's numbers, as {@code validation.json} has them (snake case); null where not defined.
 *
 * @param model name
 * @param clashscore serious clashes per 1000 atoms
 * @param molprobityScore lower is better
 * @param geometryViolationsPercent bonds and angles more than 4 standard deviations from the ideal, percent
 * @param skipped residues that could not be judged
 * @param fit to the map, or null
 * @param fusedAtoms pairs of heavy atoms as near as bonded ones without a bond
 * @param judged of how many things the outliers are
 * @param nucleic of RNA, and of base pairs; or null where there is neither
 * @param glycans of monosaccharides, or null where there are none
 * @param error why the model could not be judged at all, or null
 */
public record ModelSummary(
        String model,
        RamachandranSummary ramachandran,
        RotamerSummary rotamers,
        OutlierSummary cbeta,
        Double clashscore,
        DeviationSummary bonds,
        DeviationSummary angles,
        Double molprobityScore,
        Double geometryViolationsPercent,
        ChiralitySummary chirality,
        OutlierSummary planarity,
        PeptideSummary peptides,
        SkippedResidues skipped,
        FitSummary fit,
        Integer fusedAtoms,
        JudgedCounts judged,
        @JsonInclude(JsonInclude.Include.NON_NULL) NucleicSummary nucleic,
        @JsonInclude(JsonInclude.Include.NON_NULL) GlycanSummary glycans,
        @JsonInclude(JsonInclude.Include.NON_NULL) String error) {
    /** A model that could not be judged. */
    static ModelSummary failed(String model, String error) {
        return new ModelSummary(
                model, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, error);
    }

    /** With its fit to the map. */
    ModelSummary with(FitSummary itsFit) {
        return new ModelSummary(
                model,
                ramachandran,
                rotamers,
                cbeta,
                clashscore,
                bonds,
                angles,
                molprobityScore,
                geometryViolationsPercent,
                chirality,
                planarity,
                peptides,
                skipped,
                itsFit,
                fusedAtoms,
                judged,
                nucleic,
                glycans,
                error);
    }

    /** Shares of the residues with φ and ψ, percent. */
    public record RamachandranSummary(Double favouredPercent, Double outliersPercent) {}

    /** Share of the residues with a complete side chain that can turn, percent. */
    public record RotamerSummary(Double outliersPercent) {}

    /** Number beyond the limit. */
    public record OutlierSummary(int outliers) {}

    /** Number beyond 4 standard deviations, and the root mean square of the deviations in standard deviations. */
    public record DeviationSummary(int outliers, Double rmsz) {}

    /**
     * @param outliers centres beyond 4 standard deviations
     * @param handedness those of them that are mirrored
     * @param naming Val and Leu whose like branches have each other's names; not among the outliers
     */
    public record ChiralitySummary(int outliers, int handedness, int naming) {}

    /** Peptide bonds that are cis, before proline and before others, and that are neither cis nor trans. */
    public record PeptideSummary(int cisProline, int cisOther, int twisted) {}

    /**
     * How many were judged, so that numbers of outliers can be read as shares.
     *
     * @param ramachandran residues with φ and ψ
     * @param rotamers residues with a complete side chain that can turn
     * @param cbeta residues with a Cβ
     * @param bonds of known length
     * @param angles of known size
     * @param peptides peptide bonds
     */
    public record JudgedCounts(int ramachandran, int rotamers, int cbeta, int bonds, int angles, int peptides) {}

    /**
     * @param puckers riboses that were judged
     * @param puckerOutliers those of them whose pucker or ε is an outlier
     * @param suites backbone conformers that were judged
     * @param suiteOutliers those of them that are of no cluster
     * @param suiteness mean over the suites, 0 to 1; null without any
     * @param basePairs Watson–Crick and wobble pairs
     */
    public record NucleicSummary(
            int puckers, int puckerOutliers, int suites, int suiteOutliers, Double suiteness, int basePairs) {}

    /**
     * @param rings of monosaccharides
     * @param ringOutliers those of them in another form than is right, or much flatter or steeper
     * @param links sugars that hang on another residue by their anomeric carbon
     * @param anomers those of them whose hand could be told
     * @param anomerOutliers those of these with the other hand than their component's
     */
    public record GlycanSummary(int rings, int ringOutliers, int links, int anomers, int anomerOutliers) {}

    /** To four decimals; null for NaN. */
    static Double rounded(double value) {
        return Double.isNaN(value) ? null : Math.rint(value * 1e4) / 1e4;
    }
}
