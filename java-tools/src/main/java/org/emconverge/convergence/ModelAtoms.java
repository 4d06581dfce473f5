package org.emconverge.convergence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ResidueId;

/**
 * The heavy atoms of one model by residue, waters left out as a rule.
 *
 * @param name of the model
 * @param residues in file order
 */
public record ModelAtoms(String name, Map<ResidueId, ResidueAtoms> residues) {
    /** The atoms of the first model of a structure. */
    public static ModelAtoms of(String name, Structure structure) {
        return of(name, structure, false);
    }

    /** @param waters whether they are there too: only those of models that were made from one model are the same */
    static ModelAtoms of(String name, Structure structure, boolean waters) {
        Map<ResidueId, ResidueAtoms> residues = new LinkedHashMap<>();
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                if (waters || !group.isWater()) {
                    residues.putIfAbsent(ResidueId.of(group), ResidueAtoms.of(group));
                }
            }
        }
        return new ModelAtoms(name, residues);
    }
}
