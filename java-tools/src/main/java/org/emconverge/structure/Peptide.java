package org.emconverge.structure;

import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.emconverge.SharedFacts;

/** The peptide link between neighbours in a chain. */
public final class Peptide {
    /**
     * Longest C-N distance that is still a (strained) peptide bond, Å; the ideal is 1.33. Longer ones are chain breaks.
     */
    public static final double LONGEST_BOND = SharedFacts.longestPeptideBond();

    private Peptide() {}

    /** Whether N, CA and C are there, the least that makes an amino-acid residue. */
    public static boolean hasBackbone(Group group) {
        return group.hasAtom("N") && group.hasAtom("CA") && group.hasAtom("C");
    }

    /** Whether all that is left of a residue is its Cα (a calcium ion has the same name). */
    public static boolean isTrace(Group group) {
        return group.size() == 1 && group.hasAtom("CA") && group.getAtom("CA").getElement() == Element.C;
    }

    /** Distance from C of one residue to N of the next, Å; NaN when either atom is absent. */
    public static double distance(Group residue, Group next) {
        Atom c = residue.getAtom("C");
        Atom n = next.getAtom("N");
        return c == null || n == null ? Double.NaN : Calc.getDistance(c, n);
    }

    /** Whether {@code next} follows {@code residue} without a break. */
    public static boolean bonded(Group residue, Group next) {
        return distance(residue, next) <= LONGEST_BOND;
    }
}
