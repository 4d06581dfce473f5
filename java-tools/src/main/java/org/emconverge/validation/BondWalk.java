package org.emconverge.validation;

/**
 * How many bonds lie between atoms, as far as that matters for contacts: up to three, four where a hydrogen is one of
 * the two.
 */
final class BondWalk {
    private static final int BONDS_APART = 3;
    private static final int BONDS_APART_WITH_HYDROGEN = 4;

    private final int[][] neighbours;
    private final boolean[] hydrogen;
    /** {@code bonds[i]} is the number of bonds from {@link #centre} where {@code walk[i] == walks}. */
    private final int[] walk;

    private final int[] bonds;
    private int centre = -1;
    private int walks;

    /** Along the bonds of some atoms. */
    BondWalk(ContactAtoms atoms) {
        this(atoms.bonded, atoms.hydrogen);
    }

    /**
     * @param neighbours by atom, the numbers of those that it counts as bonded to
     * @param hydrogen by atom, whether it is one
     */
    BondWalk(int[][] neighbours, boolean[] hydrogen) {
        this.neighbours = neighbours;
        this.hydrogen = hydrogen;
        this.walk = new int[neighbours.length];
        this.bonds = new int[neighbours.length];
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
        int limit = hydrogen[i] || hydrogen[j] ? BONDS_APART_WITH_HYDROGEN : BONDS_APART;
        return walk[j] == walks && bonds[j] <= limit;
    }

    private void walkFrom(int atom, int steps) {
        if (walk[atom] == walks && bonds[atom] <= steps) {
            return;
        }
        walk[atom] = walks;
        bonds[atom] = steps;
        if (steps < BONDS_APART_WITH_HYDROGEN) {
            for (int next : neighbours[atom]) {
                walkFrom(next, steps + 1);
            }
        }
    }
}
