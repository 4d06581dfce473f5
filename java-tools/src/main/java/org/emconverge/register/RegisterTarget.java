package org.emconverge.register;

import java.util.HashMap;
import java.util.Map;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.DensityMap;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.Symmetry;

/**
 * A map in which the register of models is read. Several threads may ask at once.
 *
 * @param resolution Å
 */
public record RegisterTarget(DensityMap map, double resolution) {
    /** The register of each residue of a structure's first model that has N, CA and C. */
    public Map<ResidueId, ResidueRegister> of(Structure structure) {
        Map<ResidueId, ResidueRegister> byResidue = new HashMap<>();
        Register.of(structure, map, resolution, Symmetry.NONE)
                .residues()
                .forEach(residue -> byResidue.putIfAbsent(residue.id(), residue));
        return byResidue;
    }
}
