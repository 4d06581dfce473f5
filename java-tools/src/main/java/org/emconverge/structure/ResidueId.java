package org.emconverge.structure;

import java.util.Comparator;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.ResidueNumber;

/**
 * A residue as its author names it.
 *
 * @param chain author chain id (auth_asym_id), one or more characters
 * @param number author residue number; may be negative
 * @param insertionCode insertion code, or the empty string
 */
public record ResidueId(String chain, int number, String insertionCode) implements Comparable<ResidueId> {
    private static final Comparator<ResidueId> ORDER = Comparator.comparing(ResidueId::chain)
            .thenComparingInt(ResidueId::number)
            .thenComparing(ResidueId::insertionCode);

    public static ResidueId of(Group residue) {
        ResidueNumber number = residue.getResidueNumber();
        Character code = number.getInsCode();
        return new ResidueId(
                residue.getChain().getName(), number.getSeqNum(), code == null || code == ' ' ? "" : code.toString());
    }

    @Override
    public int compareTo(ResidueId other) {
        return ORDER.compare(this, other);
    }

    /** Number and insertion code: {@code 27} or {@code 27B}. */
    public String label() {
        return number + insertionCode;
    }

    /** Chain, number and insertion code as users write them: {@code A 27} or {@code A 27B}. */
    @Override
    public String toString() {
        return chain + " " + label();
    }
}
