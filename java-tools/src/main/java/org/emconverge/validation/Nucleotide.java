package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.Elements;
import org.emconverge.structure.Peptide;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * A nucleotide and its neighbours in the chain.
 *
 * @param previous the nucleotide whose O3′ its P is bonded to, or null at a chain's beginning or after a break
 * @param next the nucleotide whose P its O3′ is bonded to, or null at a chain's end or before a break
 */
record Nucleotide(ResidueId id, Group group, Group previous, Group next) {
    /** Longest bond of C1′ to the base, Å; the ideal is 1.46. */
    private static final double GLYCOSIDIC_BOND = 1.8;

    /** Those of a structure's first model in the order of the file, of alternate conformers the first. */
    static List<Nucleotide> of(Structure structure) {
        List<Nucleotide> nucleotides = new ArrayList<>();
        for (Chain chain : structure.getModel(0)) {
            List<Group> groups = chain.getAtomGroups().stream()
                    .filter(group -> ResidueKind.of(group) == ResidueKind.NUCLEIC)
                    .toList();
            for (int i = 0; i < groups.size(); i++) {
                Group group = groups.get(i);
                Group previous = i > 0 && areBonded(groups.get(i - 1), group) ? groups.get(i - 1) : null;
                Group next = i + 1 < groups.size() && areBonded(group, groups.get(i + 1)) ? groups.get(i + 1) : null;
                nucleotides.add(new Nucleotide(ResidueId.of(group), group, previous, next));
            }
        }
        return nucleotides;
    }

    private static boolean areBonded(Group first, Group second) {
        Point3d o3 = place(first, "O3'");
        Point3d p = place(second, "P");
        return o3 != null && p != null && o3.distance(p) <= Peptide.LONGEST_BOND;
    }

    String name() {
        return group.getPDBName();
    }

    /** Whether its sugar is a ribose, so that it is of RNA. */
    boolean isRibose() {
        return isRibose(group);
    }

    private static boolean isRibose(Group group) {
        return atom(group, "O2'") != null;
    }

    /** Where an atom of this nucleotide is, Å; null where it is not there. */
    Point3d place(String atom) {
        return place(group, atom);
    }

    /** Where the phosphorus on its O3′ is, Å; null where it is not there. */
    Point3d nextPhosphorus() {
        return next == null ? null : place(next, "P");
    }

    /** The atom of the base that C1′ is bonded to, N9, N1 or C5, Å; null without a base. */
    Point3d glycosidicAtom() {
        Point3d c1 = place("C1'");
        return c1 == null
                ? null
                : group.getAtoms().stream()
                        .filter(atom -> !Elements.isHydrogen(atom)
                                && !atom.getName().endsWith("'")
                                && !atom.getName().endsWith("*"))
                        .map(Atom::getCoordsAsPoint3d)
                        .filter(other -> other.distance(c1) <= GLYCOSIDIC_BOND)
                        .findFirst()
                        .orElse(null);
    }

    /** δ: C5′-C4′-C3′-O3′, degrees in [0, 360); NaN where an atom is missing. */
    double delta() {
        return delta(group);
    }

    private static double delta(Group group) {
        return torsion(atom(group, "C5'"), atom(group, "C4'"), atom(group, "C3'"), atom(group, "O3'"));
    }

    /** ε: C4′-C3′-O3′-P of the next, degrees in [0, 360); NaN where an atom is missing. */
    double epsilon() {
        return next == null ? Double.NaN : epsilon(group, next);
    }

    private static double epsilon(Group group, Group next) {
        return torsion(atom(group, "C4'"), atom(group, "C3'"), atom(group, "O3'"), atom(next, "P"));
    }

    /**
     * The torsions from the sugar before to this one, degrees in [0, 360): δ, ε and ζ of the residue before, α, β, γ
     * and δ of this one. Null at a chain's beginning, of DNA, and where an atom is missing.
     */
    double[] suite() {
        if (previous == null || !isRibose() || !isRibose(previous)) {
            return null;
        }
        Atom o3 = atom(previous, "O3'");
        Atom p = atom(group, "P");
        Atom o5 = atom(group, "O5'");
        Atom c5 = atom(group, "C5'");
        Atom c4 = atom(group, "C4'");
        double[] torsions = {
            delta(previous),
            epsilon(previous, group),
            torsion(atom(previous, "C3'"), o3, p, o5),
            torsion(o3, p, o5, c5),
            torsion(p, o5, c5, c4),
            torsion(o5, c5, c4, atom(group, "C3'")),
            delta()
        };
        for (double torsion : torsions) {
            if (Double.isNaN(torsion)) {
                return null;
            }
        }
        return torsions;
    }

    private static Point3d place(Group group, String name) {
        Atom atom = atom(group, name);
        return atom == null ? null : atom.getCoordsAsPoint3d();
    }

    /** An atom by its name of today, or that of earlier files, which had asterisks. */
    private static Atom atom(Group group, String name) {
        Atom atom = group.getAtom(name);
        return atom == null ? group.getAtom(name.replace('\'', '*')) : atom;
    }

    private static double torsion(Atom... atoms) {
        if (Stream.of(atoms).anyMatch(atom -> atom == null)) {
            return Double.NaN;
        }
        double torsion = Calc.torsionAngle(atoms[0], atoms[1], atoms[2], atoms[3]);
        return torsion < 0 ? torsion + 360 : torsion;
    }
}
