package org.emconverge.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.emconverge.structure.CoordinateLine.Label;
import org.emconverge.structure.ReadingNotes.Kind;

/**
 * Puts the coordinate lines of a model together by residue (chain, number, insertion code, name), not by their order:
 * neither format asks for one, and programs append hydrogens, side chains and conformers.
 *
 * <p>Lines that follow each other in the file are a run. A run joins an earlier residue of the same names when the two
 * have no atom in common; otherwise the file holds two residues of the same names (numbers begin anew, or have run
 * out).
 */
final class ResidueGrouping {
    /** Farthest that an atom of an amino acid lies from its residue's first, Å. */
    private static final double AMINO_ACID = 15;
    /** Likewise of water. */
    private static final double WATER = 2.5;

    private final ReadingNotes notes;
    private final Map<Key, List<ResidueLines>> byNames = new LinkedHashMap<>();
    private final List<ResidueLines> residues = new ArrayList<>();
    private final Set<ResidueLines> apart = new LinkedHashSet<>();

    /** What names a residue. */
    private record Key(String molecule, Integer number, String code, String name) {
        static Key of(Label label) {
            return new Key(label.molecule(), label.number(), label.insertionCode(), label.name());
        }
    }

    private ResidueGrouping(ReadingNotes notes) {
        this.notes = notes;
    }

    /**
     * The residues of one model in the order in which the file first names them. No line is lost but those of atoms
     * that are there already.
     */
    static List<ResidueLines> of(List<CoordinateLine> model, ReadingNotes notes) {
        ResidueGrouping grouping = new ResidueGrouping(notes);
        int from = 0;
        for (int to = 1; to <= model.size(); to++) {
            if (to == model.size()
                    || !model.get(to).residue().names(model.get(from).residue())) {
                grouping.addRun(model.subList(from, to));
                from = to;
            }
        }
        grouping.dropRepeatedAtoms();
        grouping.joinNames();
        grouping.apart.forEach(residue -> notes.add(Kind.APART, residue.label().toString()));
        return grouping.residues;
    }

    private void addRun(List<CoordinateLine> run) {
        ResidueLines part = new ResidueLines(run.get(0).residue());
        for (CoordinateLine line : run) {
            if (!part.has(line)) {
                part.add(line);
            } else if (line.name().equals(run.get(0).name()) && isWhole(part)) {
                join(part); // the residue begins anew
                part = new ResidueLines(line.residue());
                part.add(line);
            } else {
                noteRepeated(line);
            }
        }
        join(part);
    }

    /** Whether a part may be a residue, so that the first atom that comes again is of another. */
    private static boolean isWhole(ResidueLines part) {
        return AminoAcids.parent(part.label().name()) == null || part.atom("CA") != null && part.atom("C") != null;
    }

    private void join(ResidueLines part) {
        List<ResidueLines> sameNames = byNames.computeIfAbsent(Key.of(part.label()), key -> new ArrayList<>());
        boolean named = part.label().number() != null; // without a number only the order tells residues apart
        for (ResidueLines residue : named ? sameNames : List.<ResidueLines>of()) {
            if (residue.isDisjoint(part) && isNear(residue, part)) {
                residue.absorb(part);
                apart.add(residue);
                return;
            }
        }
        sameNames.add(part);
        residues.add(part);
    }

    /** Residues far from each other are two, whose numbers happen to be the same. */
    private static boolean isNear(ResidueLines residue, ResidueLines part) {
        boolean aminoAcid = AminoAcids.parent(part.label().name()) != null;
        boolean water = ResidueLines.isWater(part.label().name());
        double most = aminoAcid ? AMINO_ACID : water ? WATER : Double.POSITIVE_INFINITY;
        return residue.lines().get(0).squaredDistance(part.lines().get(0)) <= most * most;
    }

    /** Takes out what is left of a residue of the same names, when atoms alone are there twice. */
    private void dropRepeatedAtoms() {
        for (List<ResidueLines> sameNames : byNames.values()) {
            for (ResidueLines residue : List.copyOf(sameNames.subList(1, sameNames.size()))) {
                ResidueLines first = sameNames.get(0);
                boolean part = residue.lines().size() < first.lines().size()
                        && AminoAcids.parent(residue.label().name()) != null
                        && (residue.atom("N") == null || residue.atom("CA") == null || residue.atom("C") == null)
                        && residue.lines().stream().allMatch(first::has)
                        && isNear(first, residue);
                if (part) {
                    residue.lines().forEach(this::noteRepeated);
                    residues.remove(residue);
                    sameNames.remove(residue);
                }
            }
        }
    }

    private void noteRepeated(CoordinateLine line) {
        notes.add(Kind.REPEATED_ATOM, line.name() + " of " + line.residue());
    }

    /** Makes one residue of those of one number whose conformers have several names (microheterogeneity). */
    private void joinNames() {
        Map<Key, ResidueLines> byNumber = new HashMap<>();
        for (ResidueLines residue : List.copyOf(residues)) {
            Label label = residue.label();
            if (label.number() == null) {
                continue;
            }
            Key key = new Key(label.molecule(), label.number(), label.insertionCode(), "");
            ResidueLines first = byNumber.putIfAbsent(key, residue);
            boolean conformer = first != null
                    && residue.isOfConformers()
                    && !first.conformers().isEmpty()
                    && residue.conformers().stream().noneMatch(first.conformers()::contains)
                    && !Objects.equals(first.label().name(), label.name());
            if (conformer) {
                first.absorb(residue);
                residues.remove(residue);
            }
        }
    }
}
