package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.biojava.nbio.structure.AminoAcidImpl;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.AtomImpl;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.GroupType;
import org.biojava.nbio.structure.HetatomImpl;
import org.biojava.nbio.structure.NucleotideImpl;
import org.biojava.nbio.structure.ResidueNumber;
import org.biojava.nbio.structure.StructureTools;
import org.emconverge.InputException;
import org.emconverge.structure.CoordinateLine.Label;
import org.emconverge.structure.ReadingNotes.Kind;

/**
 * Makes the chains of a structure of the coordinate lines of one model: of each author's chain the polymer, then every
 * ligand by itself, then the waters.
 */
final class StructureBuilder {
    private static final String WATER = "HOH";

    /** The order of what no bond orders, so that it does not depend on that of the file. */
    private static final Comparator<ResidueLines> BY_NUMBER = Comparator.comparing(
                    (ResidueLines residue) -> residue.label().number())
            .thenComparing(residue -> residue.label().insertionCode());

    private final boolean labelled;
    private final ReadingNotes notes;
    private final Set<String> ids = new HashSet<>();
    private final List<Chain> chains = new ArrayList<>();

    private StructureBuilder(boolean labelled, ReadingNotes notes) {
        this.labelled = labelled;
        this.notes = notes;
    }

    /**
     * The chains of one model.
     *
     * @param labelled whether the chains keep the parts of their lines as ids
     * @throws InputException naming a residue of a polymer that has no number
     */
    static List<Chain> chains(List<CoordinateLine> model, boolean labelled, ReadingNotes notes) {
        List<ResidueLines> residues = ResidueGrouping.of(TidyLines.of(model, notes), notes);
        PolymerLinks links = new PolymerLinks(residues);
        ChainNaming.name(residues, links, notes);
        number(residues, notes);
        StructureBuilder builder = new StructureBuilder(labelled, notes);
        builder.addPolymers(residues, links);
        builder.addOthers(residues);
        return builder.chains;
    }

    private static void number(List<ResidueLines> residues, ReadingNotes notes) {
        Map<String, Integer> last = new HashMap<>();
        for (ResidueLines residue : residues) {
            Label label = residue.label();
            if (label.number() != null) {
                last.merge(label.chain(), label.number(), Math::max);
            } else if (residue.isOfPolymer()) {
                throw new InputException("the residue " + label.name() + " of chain " + label.chain() + " (line "
                        + residue.lines().get(0).row() + ") has no number that can be read");
            }
        }
        for (ResidueLines residue : residues) {
            if (residue.label().number() == null) {
                int number = last.merge(residue.label().chain(), 1, Integer::sum);
                notes.add(Kind.NO_NUMBER, residue.label().toString());
                residue.relabel(residue.label().numbered(number));
            }
        }
    }

    private void addPolymers(List<ResidueLines> residues, PolymerLinks links) {
        Map<String, List<Integer>> polymers = new LinkedHashMap<>();
        for (int i = 0; i < residues.size(); i++) {
            ResidueLines residue = residues.get(i);
            if (residue.isOfPolymer()) {
                if (Boolean.TRUE.equals(residue.label().hetero())
                        && AminoAcids.isStandard(residue.label().name())) {
                    notes.add(Kind.HETERO, residue.label().toString());
                }
                polymers.computeIfAbsent(
                                residue.label().chain() + '\n' + (residue.kind() == ResidueLines.Kind.NUCLEOTIDE),
                                key -> new ArrayList<>())
                        .add(i);
            }
        }
        for (List<Integer> polymer : polymers.values()) {
            List<ResidueLines> ordered = ChainOrder.of(polymer, residues, links, notes).stream()
                    .map(residues::get)
                    .toList();
            add(ordered, true);
        }
    }

    private void addOthers(List<ResidueLines> residues) {
        Map<String, List<ResidueLines>> ligands = new LinkedHashMap<>();
        Map<String, List<ResidueLines>> waters = new LinkedHashMap<>();
        for (ResidueLines residue : residues) {
            if (residue.kind() == ResidueLines.Kind.WATER) {
                waters.computeIfAbsent(residue.label().chain(), key -> new ArrayList<>())
                        .add(residue);
            } else if (!residue.isOfPolymer()) {
                ligands.computeIfAbsent(residue.label().chain(), key -> new ArrayList<>())
                        .add(residue);
            }
        }
        ligands.values().forEach(chain -> chain.stream().sorted(BY_NUMBER).forEach(l -> add(List.of(l), false)));
        waters.values().forEach(chain -> add(chain.stream().sorted(BY_NUMBER).toList(), false));
    }

    private void add(List<ResidueLines> residues, boolean polymer) {
        Label label = residues.get(0).label();
        Chain chain = new ChainImpl();
        chain.setName(label.chain());
        chain.setId(freeId(label));
        residues.forEach(residue -> chain.addGroup(group(residue, polymer, chain)));
        chains.add(chain);
    }

    /** The label's id where no chain has it yet, else one made of the author's. */
    private String freeId(Label label) {
        String id = labelled && !label.part().isEmpty() ? label.part() : label.chain();
        for (int i = 2; !ids.add(id); i++) {
            id = label.chain() + i;
        }
        return id;
    }

    /**
     * The first conformer, with those atoms of the others that it lacks; every other conformer holds the atoms that are
     * its own and those of the first that it lacks, unless it is of another component.
     */
    private static Group group(ResidueLines residue, boolean polymer, Chain chain) {
        List<CoordinateLine> lines = residue.ordered();
        List<Character> labels = List.copyOf(new TreeSet<>(residue.conformers()));
        String name = labels.isEmpty() ? residue.label().name() : name(lines, labels.get(0), residue);
        Group group = empty(residue, name, polymer);
        Map<Character, Group> others = new LinkedHashMap<>();
        for (int i = 1; i < labels.size(); i++) {
            others.put(labels.get(i), empty(residue, name(lines, labels.get(i), residue), polymer));
        }
        for (CoordinateLine line : lines) {
            others.getOrDefault(line.conformer(), group).addAtom(atom(line));
        }
        for (Group other : others.values()) {
            other.setChain(chain);
            group.addAltLoc(other);
            share(group, other);
        }
        return group;
    }

    private static String name(List<CoordinateLine> lines, char label, ResidueLines residue) {
        return lines.stream()
                .filter(line -> line.conformer() == label)
                .map(line -> line.residue().name())
                .findFirst()
                .orElse(residue.label().name());
    }

    private static Group empty(ResidueLines residue, String name, boolean polymer) {
        Label label = residue.label();
        Group group =
                switch (residue.kind()) {
                    case AMINO_ACID -> polymer ? new AminoAcidImpl() : new HetatomImpl();
                    case NUCLEOTIDE -> polymer ? new NucleotideImpl() : new HetatomImpl();
                    default -> new HetatomImpl();
                };
        group.setPDBName(residue.kind() == ResidueLines.Kind.WATER ? WATER : name);
        group.setResidueNumber(new ResidueNumber(
                label.chain(),
                label.number(),
                label.insertionCode().isEmpty() ? null : label.insertionCode().charAt(0)));
        group.setHetAtomInFile(group.getType() == GroupType.HETATM
                || !AminoAcids.isStandard(name) && Boolean.TRUE.equals(label.hetero()));
        return group;
    }

    private static Atom atom(CoordinateLine line) {
        Atom atom = new AtomImpl();
        atom.setName(line.name());
        atom.setElement(line.element());
        atom.setAltLoc(line.conformer());
        atom.setCoords(new double[] {line.x(), line.y(), line.z()});
        atom.setOccupancy((float) line.occupancy());
        atom.setTempFactor((float) line.b());
        return atom;
    }

    private static void share(Group group, Group other) {
        if (!group.getPDBName().equals(other.getPDBName())) {
            return;
        }
        List<Atom> own = List.copyOf(other.getAtoms());
        for (Atom atom : List.copyOf(group.getAtoms())) {
            if (!other.hasAtom(atom.getName())) {
                other.addAtom(atom);
                atom.setGroup(group);
            }
        }
        for (Atom atom : own) {
            if (!group.hasAtom(atom.getName()) && !StructureTools.hasNonDeuteratedEquiv(atom, group)) {
                group.addAtom(atom);
                atom.setGroup(other);
            }
        }
    }
}
