package org.emconverge.structure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.biojava.nbio.structure.AminoAcidImpl;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.AtomImpl;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.ResidueNumber;
import org.emconverge.structure.PreparationReport.RemovedAtom;

/**
 * A residue made of the atoms that the standard amino acid knows, under their standard names.
 *
 * @param residue the residue; it may lack atoms
 * @param removed heavy atoms left out
 * @param hydrogens number of hydrogens left out
 */
record StandardResidue(Group residue, List<RemovedAtom> removed, int hydrogens) {
    /** Two atoms of one residue at one point, Å. */
    private static final double SAME_POINT = 0.05;

    /**
     * @param name residue name in the file
     * @param parent one of the twenty amino acids
     * @param atoms one conformer's atoms
     */
    static StandardResidue of(ResidueId id, String name, String parent, List<Atom> atoms) {
        Set<String> known = new HashSet<>(AminoAcids.atoms(parent));
        known.add("OXT");
        List<RemovedAtom> removed = new ArrayList<>();
        int hydrogens = 0;
        Group residue = new AminoAcidImpl();
        residue.setPDBName(parent);
        residue.setResidueNumber(number(id));
        for (Atom atom : atoms) {
            String standard = AminoAcids.standardName(name, atom.getName());
            if (looksLikeHydrogen(atom)) {
                hydrogens++;
            } else if (!known.contains(standard)) {
                removed.add(RemovedAtom.of(id, name, atom.getName(), "not an atom of " + parent));
            } else if (residue.hasAtom(standard)) {
                removed.add(RemovedAtom.of(id, name, atom.getName(), "repeats an atom"));
            } else if (residue.getAtoms().stream().anyMatch(other -> Calc.getDistance(other, atom) < SAME_POINT)) {
                removed.add(RemovedAtom.of(id, name, atom.getName(), "lies on another atom"));
            } else {
                residue.addAtom(copy(atom, standard, Element.valueOfIgnoreCase(standard.substring(0, 1))));
            }
        }
        return new StandardResidue(residue, List.copyOf(removed), hydrogens);
    }

    /** N, CA and C, as far as they are absent. */
    List<String> absentBackbone() {
        return List.of("N", "CA", "C").stream()
                .filter(atom -> !residue.hasAtom(atom))
                .toList();
    }

    /** Heavy atoms the residue lacks, OXT aside. */
    static List<String> missingAtoms(Group residue) {
        return AminoAcids.atoms(residue.getPDBName()).stream()
                .filter(atom -> !residue.hasAtom(atom))
                .toList();
    }

    static ResidueNumber number(ResidueId id) {
        return new ResidueNumber(
                id.chain(),
                id.number(),
                id.insertionCode().isEmpty() ? null : id.insertionCode().charAt(0));
    }

    static Atom copy(Atom atom, String name, Element element) {
        Atom copy = new AtomImpl();
        copy.setName(name);
        copy.setElement(element);
        copy.setAltLoc(' ');
        copy.setCoords(atom.getCoords());
        copy.setOccupancy(atom.getOccupancy());
        copy.setTempFactor(atom.getTempFactor());
        return copy;
    }

    /**
     * No heavy atom of an amino acid has a name that begins with H or D, and element columns are often absent or wrong.
     */
    private static boolean looksLikeHydrogen(Atom atom) {
        return Elements.isHydrogen(atom) || atom.getName().matches("\\d*[HD].*");
    }
}
