package org.emconverge.convergence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.Elements;
import org.emconverge.structure.ResidueKind;

/**
 * One residue of one model, without hydrogens.
 *
 * @param name residue name, such as {@code PHE}
 * @param atoms by atom name, in file order
 * @param elements of the same atoms; R where not known
 */
public record ResidueAtoms(ResidueKind kind, String name, Map<String, HeavyAtom> atoms, Map<String, Element> elements) {
    static ResidueAtoms of(Group group) {
        Map<String, HeavyAtom> atoms = new LinkedHashMap<>();
        Map<String, Element> elements = new LinkedHashMap<>();
        for (Atom atom : group.getAtoms()) {
            if (!Elements.isHydrogen(atom)) {
                atoms.putIfAbsent(
                        atom.getName(), new HeavyAtom(atom.getX(), atom.getY(), atom.getZ(), atom.getTempFactor()));
                elements.putIfAbsent(atom.getName(), atom.getElement() == null ? Element.R : atom.getElement());
            }
        }
        return new ResidueAtoms(ResidueKind.of(group), group.getPDBName(), atoms, elements);
    }

    /** Its Cα; null where it is none of a protein's, or lacks it: a calcium ion has the same name. */
    public HeavyAtom ca() {
        return kind == ResidueKind.PROTEIN && elements.get("CA") == Element.C ? atoms.get("CA") : null;
    }

    /** The phosphorus of a nucleotide; null for what has none. */
    HeavyAtom phosphorus() {
        return kind == ResidueKind.NUCLEIC ? atoms.get("P") : null;
    }

    /** The C1′ of a nucleotide, which the base hangs on; null for what has none. */
    HeavyAtom c1() {
        return kind == ResidueKind.NUCLEIC ? atoms.getOrDefault("C1'", atoms.get("C1*")) : null;
    }

    /** Whether it is a residue of a polymer, which one atom stands for; of others all atoms count. */
    boolean isOfPolymer() {
        return kind == ResidueKind.PROTEIN || kind == ResidueKind.NUCLEIC;
    }

    /** The atom that stands for it: Cα or C1′; null where it lacks it, or where all atoms count. */
    HeavyAtom representative() {
        return kind == ResidueKind.NUCLEIC ? c1() : ca();
    }

    /** Whether it is one of the twenty amino acids, whose symmetric side chains are known by name. */
    boolean isStandardAminoAcid() {
        return kind == ResidueKind.PROTEIN && AminoAcids.isStandard(name);
    }
}
