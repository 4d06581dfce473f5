package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.Peptide;
import org.emconverge.structure.ResidueId;

/**
 * An amino-acid residue and its neighbours in the chain.
 *
 * @param id its name
 * @param group its atoms
 * @param previous the residue it is bonded to by its N, or null at a chain's beginning or after a break
 * @param next the residue it is bonded to by its C, or null at a chain's end or before a break
 */
public record ProteinResidue(ResidueId id, Group group, Group previous, Group next) {
    /** The residues of a structure's first model that have N, CA and C, in the order of the file. */
    public static List<ProteinResidue> of(Structure structure) {
        List<ProteinResidue> residues = new ArrayList<>();
        for (Chain chain : structure.getChains(0)) {
            List<Group> groups = chain.getAtomGroups().stream().filter(Peptide::hasBackbone).toList();
            for (int i = 0; i < groups.size(); i++) {
                Group group = groups.get(i);
                Group previous = i > 0 && Peptide.bonded(groups.get(i - 1), group) ? groups.get(i - 1) : null;
                Group next = i + 1 < groups.size() && Peptide.bonded(group, groups.get(i + 1)) ? groups.get(i + 1) : null;
                residues.add(new ProteinResidue(ResidueId.of(group), group, previous, next));
            }
        }
        return residues;
    }

    public String name() {
        return group.getPDBName();
    }

    /** φ: C(previous)-N-CA-C, degrees in (-180, 180]; NaN without a previous residue. */
    public double phi() {
        return previous == null ? Double.NaN : Calc.torsionAngle(previous.getAtom("C"), atom("N"), atom("CA"), atom("C"));
    }

    /** ψ: N-CA-C-N(next), degrees in (-180, 180]; NaN without a next residue. */
    public double psi() {
        return next == null ? Double.NaN : Calc.torsionAngle(atom("N"), atom("CA"), atom("C"), next.getAtom("N"));
    }

    /** ω of the bond to the previous residue: CA-C-N-CA, degrees in (-180, 180]; NaN without a previous residue. */
    public double omega() {
        return previous == null ? Double.NaN : Calc.torsionAngle(previous.getAtom("CA"), previous.getAtom("C"), atom("N"), atom("CA"));
    }

    private Atom atom(String name) {
        return group.getAtom(name);
    }
}
