package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emconverge.structure.ReadingNotes.Kind;

/**
 * The order of a chain's residues: that of the file, unless a residue that follows another by a peptide bond stands
 * elsewhere. Then stretches of bonded residues stand together, in the order of their first numbers.
 */
final class ChainOrder {
    private ChainOrder() {}

    /**
     * @param polymer residues of one chain by their numbers in the links, in the order of the file
     * @param residues all of the model
     */
    static List<Integer> of(
            List<Integer> polymer, List<ResidueLines> residues, PolymerLinks links, ReadingNotes notes) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int k = 0; k < polymer.size(); k++) {
            places.put(polymer.get(k), k);
        }
        boolean inOrder = true;
        for (int k = 0; k < polymer.size(); k++) {
            Integer next = places.get(links.next(polymer.get(k)));
            inOrder &= next == null || next == k + 1 || closesRing(next, k, polymer, links);
        }
        if (inOrder) {
            return polymer;
        }
        List<List<Integer>> stretches = stretches(polymer, links);
        stretches.sort(Comparator.comparing(
                stretch -> residues.get(stretch.get(0)).label(),
                Comparator.comparingInt((CoordinateLine.Label label) -> label.number() == null ? 0 : label.number())
                        .thenComparing(CoordinateLine.Label::insertionCode)));
        List<Integer> ordered = stretches.stream().flatMap(List::stream).toList();
        notes.add(Kind.MOVED, residues.get(polymer.get(0)).label().chain());
        return ordered;
    }

    /** Whether the bond is the one that closes a cyclic peptide, whose other bonds follow the order of the file. */
    private static boolean closesRing(int first, int last, List<Integer> polymer, PolymerLinks links) {
        for (int k = first; k < last; k++) {
            if (links.next(polymer.get(k)) != polymer.get(k + 1)) {
                return false;
            }
        }
        return first <= last;
    }

    /** The residues as runs that peptide bonds join; a ring begins where the file does. */
    private static List<List<Integer>> stretches(List<Integer> polymer, PolymerLinks links) {
        Set<Integer> left = new HashSet<>(polymer);
        List<Integer> starts = new ArrayList<>();
        polymer.stream().filter(i -> !left.contains(links.previous(i))).forEach(starts::add);
        starts.addAll(polymer);
        List<List<Integer>> stretches = new ArrayList<>();
        for (int start : starts) {
            List<Integer> stretch = new ArrayList<>();
            for (int i = start; left.remove(i); i = links.next(i)) {
                stretch.add(i);
            }
            if (!stretch.isEmpty()) {
                stretches.add(stretch);
            }
        }
        return stretches;
    }
}
