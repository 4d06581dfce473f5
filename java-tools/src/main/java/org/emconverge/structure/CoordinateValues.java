package org.emconverge.structure;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.biojava.nbio.structure.Element;

/** How the values of a coordinate line are read, in either format. */
final class CoordinateValues {
    /** The B factor of an atom whose line has none, Å², as in gemmi. */
    static final double ABSENT_B = 20;
    /** From the origin along an axis, Å; no model is as large. */
    private static final double FARTHEST = 1e6;
    /** Elements of two letters that models of molecules have in columns 13-14 of a hetero atom. */
    private static final Set<String> TWO_LETTERS = Set.of(
            "AG", "AL", "AU", "BA", "BR", "CA", "CD", "CL", "CO", "CR", "CS", "CU", "FE", "HG", "LI", "MG", "MN", "MO",
            "NA", "NI", "PB", "PT", "RB", "SE", "SI", "SR", "ZN");

    /** Those of them that begin the names of carbons, hydrogens, nitrogens and oxygens too: Cα is CA. */
    private static final Set<String> LIKE_ONE_LETTER = Set.of("CA", "CD", "CO", "CR", "CS", "HG", "NA", "NI", "PB");

    private CoordinateValues() {}

    /** The finite number that a field holds; empty for anything else, a blank for instance. */
    static OptionalDouble number(String field) {
        try {
            double value = Double.parseDouble(field.trim());
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Whether a coordinate is one that only a broken program writes; it would spoil every number of its model. */
    static boolean isBeyond(double coordinate) {
        return !(Math.abs(coordinate) <= FARTHEST);
    }

    /** A coordinate, Å, which may be one that {@link #isBeyond}; empty for anything that is no number. */
    static OptionalDouble coordinate(String field) {
        try {
            return OptionalDouble.of(Double.parseDouble(field.trim()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The element that a symbol names, charge and case aside; empty when it names none. */
    static Optional<Element> element(String symbol) {
        String letters = symbol.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
        try {
            return letters.isEmpty() || letters.equals("X") || letters.equals("R")
                    ? Optional.empty()
                    : Optional.of(Element.valueOfIgnoreCase(letters));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The element that an atom's name tells where nothing else does: that of two letters of an ion, which is named as
     * its residue is, or of a hetero atom whose name begins in column 13 of a PDB file; outside a PDB file that of two
     * letters which stand for nothing else, such as SE; else that of the first letter.
     *
     * @param column13 the name in the four columns of a PDB file, or null
     */
    static Element elementOf(String name, String residue, boolean hetero, String column13) {
        String letters = name.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
        if (letters.isEmpty()) {
            return Element.R;
        }
        String two = letters.substring(0, Math.min(2, letters.length()));
        boolean ion = letters.equals(residue.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT));
        boolean placed = column13 != null
                && hetero
                && Character.isLetter(column13.charAt(0))
                && column13.trim().length() < 4;
        boolean telling = column13 == null && letters.equals(two) && !LIKE_ONE_LETTER.contains(two);
        if (TWO_LETTERS.contains(two) && (ion || placed || telling)) {
            return Element.valueOfIgnoreCase(two);
        }
        return element(letters.substring(0, 1)).orElse(Element.R);
    }
}
