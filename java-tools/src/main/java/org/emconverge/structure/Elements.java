package org.emconverge.structure;

import java.util.Locale;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;

/** Which element an atom is. */
public final class Elements {
    private Elements() {}

    /** Hydrogen or deuterium. */
    public static boolean isHydrogen(Atom atom) {
        return atom.getElement() == Element.H || atom.getElement() == Element.D || atom.getElement() == Element.T;
    }

    /** Symbol as mmCIF writes it: {@code C}, {@code ZN}; {@code X} when not known. */
    public static String symbol(Atom atom) {
        Element element = atom.getElement();
        return element == null || element == Element.R
                ? "X"
                : element.toString().toUpperCase(Locale.ROOT);
    }
}
