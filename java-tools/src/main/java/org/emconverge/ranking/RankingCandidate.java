package org.emconverge.ranking;

import org.emconverge.validation.ModelSummary;

/**
 * A model and the four criteria it is ranked by; of all, lower is better.
 *
 * @param model name
 * @param seed as the engine names it; null for a model of another program
 * @param engineScore in the engine's own units; null for a model of another program
 * @param validation the other criteria are taken from here
 */
public record RankingCandidate(String model, String seed, Double engineScore, ModelSummary validation) {
    /**
     * Ramachandran outliers %, geometry violations %, clashscore, engine score. Where no engine gave a score, which
     * holds the fit to the map, CC_mask stands in for it, with its sign changed.
     */
    Double[] criteria() {
        return new Double[] {
            validation.ramachandran().outliersPercent(),
            validation.geometryViolationsPercent(),
            validation.clashscore(),
            engineScore != null ? engineScore : ccMask() == null ? null : Double.valueOf(-ccMask())
        };
    }

    /** Correlation with the map inside the molecular mask; null where it was not measured. */
    Double ccMask() {
        return validation.fit() == null ? null : validation.fit().ccMask();
    }
}
