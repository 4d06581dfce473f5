package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.biojava.nbio.structure.Element;
import org.emconverge.structure.CoordinateLine.Label;

/**
 * The coordinate lines of one residue, those of all its alternate conformers, wherever they stand in the file. Its
 * label may still change: its chain may have to be told from other things than an id.
 */
final class ResidueLines {
    private static final Set<String> WATERS = Set.of(
            "HOH", "WAT", "DOD", "H2O", "SOL", "TIP", "TP3", "TIP2", "TIP3", "TIP4", "TIP5", "SPC", "SPCE", "OPC");
    /** The order of the backbone's atoms, then of the side chain's, which all programs but few keep. */
    private static final Map<String, Map<String, Integer>> ORDER = new HashMap<>();

    static {
        for (String name : AminoAcids.names()) {
            Map<String, Integer> order = new HashMap<>();
            AminoAcids.atoms(name).forEach(atom -> order.put(atom, order.size()));
            order.put("OXT", order.size());
            ORDER.put(name, order);
        }
    }

    /** What kind of molecule a residue is a part of. */
    enum Kind {
        AMINO_ACID,
        NUCLEOTIDE,
        WATER,
        OTHER
    }

    private Label label;
    private final List<CoordinateLine> lines = new ArrayList<>();
    private final Set<String> atoms = new HashSet<>();
    private Kind kind;
    /** Whether a peptide bond or a phosphodiester joins it to another residue. */
    private boolean linked;

    ResidueLines(Label label) {
        this.label = label;
    }

    Label label() {
        return label;
    }

    void relabel(Label other) {
        label = other;
    }

    List<CoordinateLine> lines() {
        return lines;
    }

    boolean isLinked() {
        return linked;
    }

    void link() {
        linked = true;
    }

    void add(CoordinateLine line) {
        lines.add(line);
        atoms.add(key(line));
        kind = null;
    }

    /** Whether an atom of this name and conformer is here already. */
    boolean has(CoordinateLine line) {
        return atoms.contains(key(line));
    }

    private static String key(CoordinateLine line) {
        return line.name() + ' ' + line.conformer();
    }

    /** Whether the two have no atom in common, so that they may be two parts of one residue. */
    boolean isDisjoint(ResidueLines other) {
        return other.atoms.stream().noneMatch(atoms::contains);
    }

    /** Whether every atom belongs to an alternate conformer. */
    boolean isOfConformers() {
        return lines.stream().noneMatch(line -> line.conformer() == CoordinateLine.NO_CONFORMER);
    }

    void absorb(ResidueLines other) {
        other.lines.forEach(this::add);
    }

    /** The first line of an atom of this name; null when there is none. */
    CoordinateLine atom(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    Kind kind() {
        if (kind == null) {
            kind = findKind();
        }
        return kind;
    }

    private Kind findKind() {
        String name = label.name();
        if (WATERS.contains(name) && lines.stream().allMatch(line -> isOfWater(line.element()))) {
            return Kind.WATER; // some of the names are those of ligands too
        }
        CoordinateLine alpha = atom("CA");
        boolean carbon = alpha != null && alpha.element() == Element.C;
        boolean backbone = carbon && atom("N") != null && atom("C") != null;
        boolean named = AminoAcids.parent(name) != null || AminoAcids.isMirrored(name) || "UNK".equals(name);
        if (backbone || named || carbon && lines.size() == 1) {
            return Kind.AMINO_ACID;
        }
        boolean sugar = (atom("C1'") != null || atom("C1*") != null) && (atom("C4'") != null || atom("C4*") != null);
        return sugar ? Kind.NUCLEOTIDE : Kind.OTHER;
    }

    /** Sites without mass, of which some models of water have one, are of no element. */
    private static boolean isOfWater(Element element) {
        return element == Element.O
                || element == Element.H
                || element == Element.D
                || element == Element.T
                || element == Element.R;
    }

    /** Whether it is a residue of a polymer: an amino acid or nucleotide that is no ligand, or a cap of a chain. */
    boolean isOfPolymer() {
        return switch (kind()) {
            case AMINO_ACID, NUCLEOTIDE -> linked || label.sequenced() || !Boolean.TRUE.equals(label.hetero());
            case WATER -> false;
            case OTHER -> linked; // a cap, such as ACE
        };
    }

    /** Labels of the alternate conformers, in alphabetical order. */
    Set<Character> conformers() {
        Set<Character> labels = new TreeSet<>();
        lines.forEach(line -> labels.add(line.conformer()));
        labels.remove(CoordinateLine.NO_CONFORMER);
        return labels;
    }

    /**
     * The lines in an order that does not depend on that of the file: of an amino acid the heavy atoms that its kind
     * knows, then others, then hydrogens, by name. Of other molecules that of the file.
     */
    List<CoordinateLine> ordered() {
        String parent = AminoAcids.parent(label.name());
        if (kind() != Kind.AMINO_ACID) {
            return lines;
        }
        Map<String, Integer> order = ORDER.getOrDefault(parent == null ? "ALA" : parent, Map.of());
        return lines.stream()
                .sorted(Comparator.comparing(CoordinateLine::isHydrogen)
                        .thenComparing(line -> order.getOrDefault(line.name(), Integer.MAX_VALUE))
                        .thenComparing(line -> line.isHydrogen() || !order.containsKey(line.name()) ? line.name() : "")
                        .thenComparing(CoordinateLine::conformer))
                .toList();
    }

    /** Whether a component may be water by its name, in upper case. */
    static boolean isWater(String name) {
        return WATERS.contains(name);
    }
}
