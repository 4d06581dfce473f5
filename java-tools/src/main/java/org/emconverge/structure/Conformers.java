package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;

/** Alternate conformers of a residue; they may differ in residue name (microheterogeneity). */
public final class Conformers {
    private Conformers() {}

    /** Whether the atom belongs to every conformer. */
    static boolean isCommon(Atom atom) {
        Character label = atom.getAltLoc();
        return label == null || label == ' ' || label == '.';
    }

    /** The atoms of all conformers, each once: BioJava repeats the shared ones in every alternative. */
    public static List<Atom> allAtoms(Group group) {
        if (!group.hasAltLoc()) {
            return group.getAtoms();
        }
        Map<String, Atom> atoms = new LinkedHashMap<>();
        group.getAtoms().forEach(atom -> atoms.putIfAbsent(key(group, atom), atom));
        for (Group other : group.getAltLocs()) {
            other.getAtoms().forEach(atom -> atoms.putIfAbsent(key(other, atom), atom));
        }
        return new ArrayList<>(atoms.values());
    }

    private static String key(Group group, Atom atom) {
        return isCommon(atom) ? atom.getName() : group.getPDBName() + ' ' + atom.getName() + ' ' + atom.getAltLoc();
    }

    /**
     * Labels of the alternate conformers, best first: by mean occupancy, then by letter. Empty when there is only one
     * conformer.
     */
    static List<Character> byOccupancy(Group group) {
        Map<Character, Double> occupancy = allAtoms(group).stream()
                .filter(atom -> !isCommon(atom))
                .collect(Collectors.groupingBy(Atom::getAltLoc, Collectors.averagingDouble(Atom::getOccupancy)));
        return occupancy.entrySet().stream()
                .sorted(Map.Entry.<Character, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The residue name of the conformer with this label. */
    static String name(Group group, char label) {
        return allAtoms(group).stream()
                .filter(atom -> !isCommon(atom) && atom.getAltLoc() == label && atom.getGroup() != null)
                .map(atom -> atom.getGroup().getPDBName())
                .findFirst()
                .orElse(group.getPDBName());
    }

    /**
     * The atoms of one complete conformer: those of the best label, the shared ones, and, where the best label lacks an
     * atom that another conformer of the same residue name has, that one. Of atoms of one name without a label, the
     * first.
     */
    public static List<Atom> best(Group group) {
        List<Character> order = byOccupancy(group);
        if (order.isEmpty()) {
            Map<String, Atom> named = new LinkedHashMap<>();
            group.getAtoms().forEach(atom -> named.putIfAbsent(atom.getName(), atom));
            return List.copyOf(named.values());
        }
        String name = name(group, order.get(0));
        Comparator<Atom> preference =
                Comparator.comparingInt(atom -> isCommon(atom) ? -1 : order.indexOf(atom.getAltLoc()));
        Map<String, Atom> chosen = new LinkedHashMap<>();
        for (Atom atom : allAtoms(group)) {
            boolean sameName = isCommon(atom)
                    || atom.getGroup() == null
                    || name.equals(atom.getGroup().getPDBName());
            if (sameName) {
                chosen.merge(atom.getName(), atom, (a, b) -> preference.compare(a, b) <= 0 ? a : b);
            }
        }
        return List.copyOf(chosen.values());
    }
}
