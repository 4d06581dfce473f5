package org.emconverge.ensemble;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.Peptide;

/**
 * The amino-acid residues of one author chain, in the order of the file.
 *
 * @param id author chain id
 */
record ProteinChain(String id, List<Group> residues) {
    /** The chains of a model's first model that have amino-acid residues. */
    static List<ProteinChain> of(Structure structure) {
        Map<String, ProteinChain> chains = new LinkedHashMap<>();
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                if (isResidue(group)) {
                    chains.computeIfAbsent(chain.getName(), id -> new ProteinChain(id, new ArrayList<>()))
                            .residues
                            .add(group);
                }
            }
        }
        return List.copyOf(chains.values());
    }

    /**
     * Whether a group is an amino-acid residue: it has a Cα, and is of a kind known to be an amino acid or has the
     * backbone of one.
     */
    static boolean isResidue(Group group) {
        return alpha(group) != null
                && (AminoAcids.parent(group.getPDBName()) != null
                        || Peptide.hasBackbone(group)
                        || Peptide.isTrace(group));
    }

    /** The group's Cα; null when it has none. A calcium ion has the same name and is none. */
    static Atom alpha(Group group) {
        Atom atom = group.getAtom("CA");
        return atom != null && atom.getElement() == Element.C ? atom : null;
    }

    /** One letter per residue, that of the residue it comes from; X when that is not known. */
    static char letter(Group group) {
        return AminoAcids.letter(group.getPDBName());
    }

    String sequence() {
        StringBuilder sequence = new StringBuilder();
        residues.forEach(residue -> sequence.append(letter(residue)));
        return sequence.toString();
    }
}
