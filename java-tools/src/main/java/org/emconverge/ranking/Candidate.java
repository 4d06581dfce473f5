package org.emconverge.ranking;

import org.emconverge.validation.ModelSummary;

/**
 * A sampled model and the four criteria it is ranked by; of all, lower is better.
 *
 * @param model name
 * @param seed as the engine names it
 * @param engineScore in the engine's own units
 * @param validation Ramachandran outliers, geometry violations and clashscore are taken from here
 */
public record Candidate(String model, String seed, double engineScore, ModelSummary validation) {
    /** The criteria in the order of the table: Ramachandran outliers %, geometry violations %, clashscore, engine score. */
    Double[] criteria() {
        return new Double[] {validation.ramachandran().outliersPercent(), validation.geometryViolationsPercent(), validation.clashscore(),
            engineScore};
    }
}
