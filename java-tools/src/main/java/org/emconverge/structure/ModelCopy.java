package org.emconverge.structure;

import java.util.List;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;

/**
 * Copies of structures. BioJava's own forget which groups are no part of a polymer: a free nucleotide, such as ATP,
 * would be written as a chain of one.
 */
public final class ModelCopy {
    private ModelCopy() {}

    /** All models, with atoms of their own. */
    public static Structure of(Structure structure) {
        Structure copy = structure.clone();
        for (int model = 0; model < structure.nrModels(); model++) {
            List<Chain> chains = structure.getModel(model);
            for (int chain = 0; chain < chains.size(); chain++) {
                mark(chains.get(chain), copy.getModel(model).get(chain));
            }
        }
        return copy;
    }

    /** A chain with atoms of its own. */
    public static Chain of(Chain chain) {
        Chain copy = (Chain) chain.clone();
        mark(chain, copy);
        return copy;
    }

    private static void mark(Chain chain, Chain copy) {
        List<Group> groups = chain.getAtomGroups();
        for (int group = 0; group < groups.size(); group++) {
            copy.getAtomGroup(group).setHetAtomInFile(groups.get(group).isHetAtomInFile());
        }
    }
}
