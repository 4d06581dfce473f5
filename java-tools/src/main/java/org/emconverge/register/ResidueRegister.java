package org.emconverge.register;

import org.emconverge.structure.ResidueId;

/**
 * What is known of the register of one residue.
 *
 * @param probability that the density puts it where the model has it, 0 to 1
 * @param shift the likeliest one, places along the chain: 1 means that it fits where the next residue is now
 */
public record ResidueRegister(ResidueId id, double probability, int shift) {}
