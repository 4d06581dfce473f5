package org.emconverge.validation;

import org.emconverge.structure.ResidueId;

/**
 * Q-scores of one heavy atom.
 *
 * @param name residue name
 * @param qScore at σ = 0.6 Å; NaN outside the map
 * @param qScore04 at σ = 0.4 Å; likewise
 */
public record AtomScores(ResidueId id, String name, String atom, double qScore, double qScore04) {}
