package org.emconverge.convergence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ResidueId;

/**
 * The heavy atoms of one model by residue.
 *
 * @param name of the model
 * @param residues in file order
 */
public record ModelAtoms(String name, Map<ResidueId, ResidueAtoms> residues) {
    /** The atoms of the first model of a structure, without waters. */
    public static ModelAtoms of(String name, Structure structure) {
        return of(name, structure, 0, false);
    }

    /**
     * Likewise.
     *
     * @param waters whether they are residues, too
     */
    static ModelAtoms of(String name, Structure structure, boolean waters) {
        return of(name, structure, 0, waters);
    }

    /** The atoms of every model of a structure, each named by its number, from 1. */
    static List<ModelAtoms> all(Structure structure) {
        return IntStream.range(0, structure.nrModels())
                .mapToObj(model -> of(String.valueOf(model + 1), structure, model, false))
                .toList();
    }

    private static ModelAtoms of(String name, Structure structure, int model, boolean waters) {
        Map<ResidueId, ResidueAtoms> residues = new LinkedHashMap<>();
        for (Chain chain : structure.getModel(model)) {
            for (Group group : chain.getAtomGroups()) {
                if (waters || !group.isWater()) {
                    residues.putIfAbsent(ResidueId.of(group), ResidueAtoms.of(group));
                }
            }
        }
        return new ModelAtoms(name, residues);
    }
}
