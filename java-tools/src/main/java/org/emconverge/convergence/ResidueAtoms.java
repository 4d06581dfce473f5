package org.emconverge.convergence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;

/**
 * One residue of one model, without hydrogens.
 *
 * @param name residue name, such as {@code PHE}
 * @param ca its Cα, or null: a calcium ion, which has the same name, is none
 * @param atoms by atom name, in file order
 */
public record ResidueAtoms(String name, HeavyAtom ca, Map<String, HeavyAtom> atoms) {
    static ResidueAtoms of(Group group) {
        Map<String, HeavyAtom> atoms = new LinkedHashMap<>();
        HeavyAtom ca = null;
        for (Atom atom : group.getAtoms()) {
            if (isHydrogen(atom)) {
                continue;
            }
            HeavyAtom heavy = new HeavyAtom(atom.getX(), atom.getY(), atom.getZ(), atom.getTempFactor());
            atoms.putIfAbsent(atom.getName(), heavy);
            if (atom.getName().equals("CA") && atom.getElement() == Element.C) {
                ca = heavy;
            }
        }
        return new ResidueAtoms(group.getPDBName(), ca, atoms);
    }

    static boolean isHydrogen(Atom atom) {
        return atom.getElement() == Element.H || atom.getElement() == Element.D;
    }
}
