package org.emconverge.validation;

import java.util.List;
import javax.vecmath.Vector3d;

/**
 * Atoms that move together, and the states they may take.
 *
 * @param atoms numbers of the atoms whose place, presence or part depends on the state
 * @param anchors numbers of atoms that stay but whose surface counts too: the O of a hydroxyl, which its hydrogen
 *     covers
 * @param states at least one; the first is the one before optimisation
 * @param axis the two ends of the axis it turns about; null for one that does not turn
 */
record HydrogenMover(int[] atoms, int[] anchors, List<State> states, Vector3d[] axis) {
    /**
     * One state.
     *
     * @param positions of each atom, Å; null for a hydrogen that is not there
     * @param acceptor whether each atom accepts hydrogen bonds
     * @param preference added to the score
     * @param flipped whether the end of the side chain is turned
     */
    record State(Vector3d[] positions, boolean[] acceptor, double preference, boolean flipped) {
        /** The state turned about an axis. */
        State turned(Vector3d[] axis, double degrees, double newPreference) {
            Vector3d[] turned = new Vector3d[positions.length];
            for (int i = 0; i < turned.length; i++) {
                turned[i] = HydrogenPlacement.turned(positions[i], axis[0], axis[1], degrees);
            }
            return new State(turned, acceptor, newPreference, flipped);
        }
    }

    /** Number of atoms whose surfaces are scored: the moving ones, then the anchors. */
    int scored() {
        return atoms.length + anchors.length;
    }

    int scored(int i) {
        return i < atoms.length ? atoms[i] : anchors[i - atoms.length];
    }
}
