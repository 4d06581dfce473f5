package org.emconverge.validation;

import org.emconverge.structure.ResidueId;

/**
 * What is judged of one residue; null where a criterion does not apply or an atom it needs is missing.
 *
 * @param name residue name in the file
 * @param peptide the peptide bond before the residue
 */
public record ResidueValidation(
        ResidueId id,
        String name,
        Ramachandran.Result ramachandran,
        Rotamers.Result rotamer,
        CbetaDeviation.Result cbeta,
        Peptides.Result peptide,
        Geometry.Result geometry) {}
