package org.emconverge.validation;

/**
 * How many bonds lie between atoms, as far as that matters for contacts: up to three, four where a hydrogen is one of
 * the two.
 */
final class BondWalk {
    private static final int BONDS_APART = 3;
    private static final int BONDS_APART_WITH_HYDROGEN = 4;

    private final ContactAtoms atoms;
    /** {@code bonds[i]} is the number of bonds from {@link #centre} where {@code walk[i] == walks}. */
    private final int[] walk;

    private final int[] bonds;
    private int centre = -1;
    private int walks;

    BondWalk(ContactAtoms atoms) {
        this.atoms = atoms;
        this.walk = new int[atoms.size()];
        this.bonds = new int[atoms.size()];
    }

    /**
     * Whether two atoms are too near along the bonds to be in contact. Quick for one first atom and many second ones.
     */
    boolean near(int i, int j) {
        if (centre != i) {
            centre = i;
            walks++;
            walkFrom(i, 0);
        }
        int limit = atoms.hydrogen[i] || atoms.hydrogen[j] ? BONDS_APART_WITH_HYDROGEN : BONDS_APART;
        return walk[j] == walks && bonds[j] <= limit;
    }

    private void walkFrom(int atom, int steps) {
        if (walk[atom] == walks && bonds[atom] <= steps) {
            return;
        }
        walk[atom] = walks;
        bonds[atom] = steps;
        if (steps < BONDS_APART_WITH_HYDROGEN) {
            for (int next : atoms.bonded[atom]) {
                walkFrom(next, steps + 1);
            }
        }
    }
}
