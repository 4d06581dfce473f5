package org.emconverge.ensemble;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.Peptide;
import org.emconverge.structure.ResidueKind;

/**
 * The amino acids or the nucleotides of one author chain, in the order of the file.
 *
 * @param id author chain id
 * @param kind protein or nucleic
 */
record PolymerChain(String id, ResidueKind kind, List<Group> residues) {
    private static final String BASES = "ACGT";
    private static final char UNKNOWN_BASE = 'N';
    /**
     * Neighbours' atoms are nearer to each other than this, Å: Cα atoms are 3.8 Å apart, C1′ 5 to 6, and 7.5 where a
     * backbone is stretched.
     */
    private static final Map<ResidueKind, Double> NEIGHBOURS =
            Map.of(ResidueKind.PROTEIN, 4.5, ResidueKind.NUCLEIC, 8.0);

    /** What tells a chain from others: an author chain of old files may hold protein and nucleic acid. */
    record Key(String id, ResidueKind kind) {}

    /** The chains of a model's first model that have residues of a polymer. */
    static List<PolymerChain> of(Structure structure) {
        Map<Key, PolymerChain> chains = new LinkedHashMap<>();
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                ResidueKind kind = kind(group);
                if (isPolymer(kind)) {
                    chains.computeIfAbsent(
                                    new Key(chain.getName(), kind),
                                    key -> new PolymerChain(key.id, key.kind, new ArrayList<>()))
                            .residues
                            .add(group);
                }
            }
        }
        return List.copyOf(chains.values());
    }

    /**
     * Protein for a residue that has a Cα, and is of a kind known to be an amino acid or has the backbone of one;
     * nucleic for a nucleotide with C1′ or P; else the kind that the reading tells, or a ligand where it lacks these.
     */
    static ResidueKind kind(Group group) {
        if (alpha(group) != null
                && (AminoAcids.parent(group.getPDBName()) != null
                        || Peptide.hasBackbone(group)
                        || Peptide.isTrace(group))) {
            return ResidueKind.PROTEIN;
        }
        ResidueKind kind = ResidueKind.of(group);
        boolean placed = kind != ResidueKind.PROTEIN && (kind != ResidueKind.NUCLEIC || sugar(group) != null);
        return placed ? kind : ResidueKind.LIGAND;
    }

    /** Whether residues of this kind follow each other in a sequence. */
    static boolean isPolymer(ResidueKind kind) {
        return NEIGHBOURS.containsKey(kind);
    }

    /** The Cα of an amino acid, the C1′ of a nucleotide or, without one, its P. */
    static Atom representative(Group group) {
        Atom alpha = alpha(group);
        return alpha == null ? sugar(group) : alpha;
    }

    /** The group's Cα; null when it has none. A calcium ion has the same name and is none. */
    private static Atom alpha(Group group) {
        Atom atom = group.getAtom("CA");
        return atom != null && atom.getElement() == Element.C ? atom : null;
    }

    private static Atom sugar(Group group) {
        return Stream.of("C1'", "C1*", "P")
                .filter(group::hasAtom)
                .findFirst()
                .map(group::getAtom)
                .orElse(null);
    }

    /** Whether a residue cannot be bonded to the one after it. */
    boolean isBrokenAfter(int residue) {
        return residue >= 0
                && residue + 1 < residues.size()
                && Calc.getDistance(representative(residues.get(residue)), representative(residues.get(residue + 1)))
                        > NEIGHBOURS.get(kind);
    }

    /**
     * One letter per residue: of an amino acid that of the residue it comes from, X when that is not known; of a
     * nucleotide that of its base (T for U, too), N for a modified one.
     */
    static char letter(Group group, ResidueKind kind) {
        String name = group.getPDBName();
        if (kind != ResidueKind.NUCLEIC) {
            return AminoAcids.letter(name);
        }
        char base = name.charAt(name.length() - 1) == 'U' ? 'T' : name.charAt(name.length() - 1);
        boolean standard =
                name.length() == 1 || name.length() == 2 && Set.of('D', 'R').contains(name.charAt(0));
        return standard && BASES.indexOf(base) >= 0 ? base : UNKNOWN_BASE;
    }

    char letter(int residue) {
        return letter(residues.get(residue), kind);
    }

    String sequence() {
        StringBuilder sequence = new StringBuilder();
        residues.forEach(residue -> sequence.append(letter(residue, kind)));
        return sequence.toString();
    }

    Key key() {
        return new Key(id, kind);
    }
}
