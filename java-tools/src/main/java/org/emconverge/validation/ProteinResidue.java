package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.AminoAcids;
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
    /**
     * The residues of a structure's first model that have N, CA and C, in the order of the file; of alternate
     * conformers the first.
     */
    public static List<ProteinResidue> of(Structure structure) {
        return of(structure, 0);
    }

    /**
     * Likewise of another of a structure's models.
     *
     * @param model from 0
     */
    public static List<ProteinResidue> of(Structure structure, int model) {
        return of(structure.getModel(model), UnaryOperator.identity());
    }

    /** Labels of the alternate conformers, in alphabetical order. */
    static SortedSet<Character> conformers(Structure structure) {
        SortedSet<Character> labels = new TreeSet<>();
        for (Chain chain : structure.getChains(0)) {
            for (Group group : chain.getAtomGroups()) {
                group.getAltLocs().forEach(alternate -> labels.addAll(labels(alternate)));
            }
        }
        labels.remove(' ');
        return labels;
    }

    /**
     * As {@link #of(Structure)}, with this alternate conformer of every residue that has it, unless that is its first.
     */
    static List<ProteinResidue> of(Structure structure, char conformer) {
        return of(
                structure.getModel(0),
                first -> labels(first).contains(conformer)
                        ? first
                        : first.getAltLocs().stream()
                                .filter(alternate -> labels(alternate).contains(conformer))
                                .findFirst()
                                .orElse(first));
    }

    private static List<ProteinResidue> of(List<Chain> chains, UnaryOperator<Group> conformer) {
        List<ProteinResidue> residues = new ArrayList<>();
        for (Chain chain : chains) {
            List<Group> groups = chain.getAtomGroups().stream()
                    .map(conformer)
                    .filter(Peptide::hasBackbone)
                    .toList();
            for (int i = 0; i < groups.size(); i++) {
                Group group = groups.get(i);
                Group previous = i > 0 && Peptide.bonded(groups.get(i - 1), group) ? groups.get(i - 1) : null;
                Group next =
                        i + 1 < groups.size() && Peptide.bonded(group, groups.get(i + 1)) ? groups.get(i + 1) : null;
                residues.add(new ProteinResidue(ResidueId.of(group), group, previous, next));
            }
        }
        return residues;
    }

    private static Set<Character> labels(Group group) {
        return group.getAtoms().stream()
                .map(Atom::getAltLoc)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    public String name() {
        return group.getPDBName();
    }

    /** The standard amino acid it is or comes from; null when not known. */
    public String parent() {
        return AminoAcids.parent(name());
    }

    /** φ: C(previous)-N-CA-C, degrees in (-180, 180]; NaN without a previous residue. */
    public double phi() {
        return previous == null ? Double.NaN : torsion(previous, "C", group, "N", group, "CA", group, "C");
    }

    /** ψ: N-CA-C-N(next), degrees in (-180, 180]; NaN without a next residue. */
    public double psi() {
        return next == null ? Double.NaN : torsion(group, "N", group, "CA", group, "C", next, "N");
    }

    /** ω of the bond to the previous residue: CA-C-N-CA, degrees in (-180, 180]; NaN without a previous residue. */
    public double omega() {
        return previous == null ? Double.NaN : torsion(previous, "CA", previous, "C", group, "N", group, "CA");
    }

    /** The residue's atom of this standard name (MSE's SE answers to SD), or null. */
    Atom atom(String name) {
        Atom atom = group.getAtom(name);
        return atom != null || AminoAcids.isStandard(name())
                ? atom
                : group.getAtoms().stream()
                        .filter(other ->
                                AminoAcids.standardName(name(), other.getName()).equals(name))
                        .findFirst()
                        .orElse(null);
    }

    /** Where N, CA or C is, Å. */
    Point3d position(String backboneAtom) {
        return group.getAtom(backboneAtom).getCoordsAsPoint3d();
    }

    /**
     * Whether no heavy atom is foreign to this standard amino acid. Element columns are often wrong, so names tell
     * hydrogens.
     */
    boolean hasOnlyAtomsOf(String standard) {
        List<String> known = AminoAcids.atoms(standard);
        return group.getAtoms().stream()
                .map(atom -> AminoAcids.standardName(name(), atom.getName()))
                .allMatch(name -> known.contains(name) || "OXT".equals(name) || name.matches("\\d*[HD].*"));
    }

    private static double torsion(
            Group a, String atomA, Group b, String atomB, Group c, String atomC, Group d, String atomD) {
        return Calc.torsionAngle(a.getAtom(atomA), b.getAtom(atomB), c.getAtom(atomC), d.getAtom(atomD));
    }
}
