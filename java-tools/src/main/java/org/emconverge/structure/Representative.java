package org.emconverge.structure;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;

/** The atoms that stand for a residue: one of a polymer's, all of another molecule's. */
public final class Representative {
    private Representative() {}

    /**
     * The Cα of an amino acid of a chain and the C1′ of a nucleotide, none where it is not there; of what is no polymer
     * all heavy atoms.
     */
    public static List<Atom> of(Group residue) {
        return switch (ResidueKind.of(residue)) {
            case PROTEIN ->
                Stream.of(residue.getAtom("CA"))
                        .filter(atom -> atom != null && atom.getElement() == Element.C)
                        .toList();
            case NUCLEIC ->
                Stream.of(residue.getAtom("C1'"), residue.getAtom("C1*"))
                        .filter(Objects::nonNull)
                        .limit(1)
                        .toList();
            default ->
                residue.getAtoms().stream()
                        .filter(atom -> !Elements.isHydrogen(atom))
                        .toList();
        };
    }
}
