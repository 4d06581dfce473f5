package org.emconverge.structure;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;

/**
 * A residue of every kind, far from each other: alanine (chain A), adenosine and thymidine monophosphate as nucleotides
 * (B 1, B 2), ATP (C), N-acetylglucosamine (D), Mg (E), phenol (F), water (G); the ideal coordinates of the wwPDB's
 * Chemical Component Dictionary.
 */
public final class TestKinds {
    private TestKinds() {}

    public static Structure read() {
        return ModelFile.read(Path.of("src/test/resources/org/emconverge/structure/kinds.pdb"));
    }

    /** With every atom changed. */
    public static Structure with(Consumer<Atom> change) {
        Structure structure = read();
        structure
                .getModel(0)
                .forEach(chain ->
                        chain.getAtomGroups().forEach(group -> group.getAtoms().forEach(change)));
        return structure;
    }

    /** The first residue of a chain. */
    public static Group residue(Structure structure, String chain) {
        return structure.getModel(0).stream()
                .filter(other -> other.getName().equals(chain))
                .findFirst()
                .orElseThrow()
                .getAtomGroup(0);
    }

    /** Gives two atoms of a residue each other's places. */
    public static void exchange(Group residue, String a, String b) {
        double[] place = residue.getAtom(a).getCoords().clone();
        residue.getAtom(a).setCoords(residue.getAtom(b).getCoords().clone());
        residue.getAtom(b).setCoords(place);
    }
}
