package org.emconverge.validation;

import java.util.List;
import org.emconverge.validation.BackboneIdeals.Quantity;

/**
 * The ideal value of a bond length or bond angle.
 *
 * @param atoms the two atoms of a bond, or the three of an angle with the apex in the middle
 * @param value ideal, Å or degrees
 * @param sigma standard deviation, Å or degrees
 * @param backbone what the conformation-dependent library calls it, or null where that is silent
 */
record Ideal(List<AtomKey> atoms, double value, double sigma, Quantity backbone) {
    /**
     * An atom of a residue or, in a link, of one of two residues.
     *
     * @param residue 1 for the residue or the first of a link, 2 for the second of a link
     */
    record AtomKey(int residue, String name) {
        static AtomKey of(String name) {
            return new AtomKey(1, name);
        }
    }

    Ideal(List<AtomKey> atoms, double value, double sigma) {
        this(atoms, value, sigma, Quantity.of(atoms.stream().map(AtomKey::name).toList()));
    }

    /** Whether it is about these atoms, read in either direction. */
    boolean isAbout(List<AtomKey> others) {
        return atoms.equals(others) || atoms.size() == others.size() && atoms.equals(reversed(others));
    }

    private static List<AtomKey> reversed(List<AtomKey> keys) {
        return keys.size() == 2 ? List.of(keys.get(1), keys.get(0)) : List.of(keys.get(2), keys.get(1), keys.get(0));
    }
}
