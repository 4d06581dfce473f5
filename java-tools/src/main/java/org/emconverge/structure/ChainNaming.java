package org.emconverge.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.emconverge.structure.CoordinateLine.Label;
import org.emconverge.structure.ReadingNotes.Kind;

/**
 * Gives every residue the id of its chain where the file has none, or one for several molecules: by the segment, the
 * label, the TER records or, where nothing else tells, by residue numbers that begin anew.
 */
final class ChainNaming {
    private static final String IDS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    /** Two residues of one number whose first atoms are as near as this are two conformers, not two molecules, Å. */
    private static final double SAME_PLACE = 4;

    private final List<ResidueLines> residues;
    private final PolymerLinks links;
    private final ReadingNotes notes;
    private final Set<String> taken = new HashSet<>();

    private ChainNaming(List<ResidueLines> residues, PolymerLinks links, ReadingNotes notes) {
        this.residues = residues;
        this.links = links;
        this.notes = notes;
    }

    static void name(List<ResidueLines> residues, PolymerLinks links, ReadingNotes notes) {
        new ChainNaming(residues, links, notes).run();
    }

    private void run() {
        Set<String> segments = new LinkedHashSet<>();
        for (ResidueLines residue : residues) {
            Label label = residue.label();
            if (label.chain().isEmpty() && !label.part().isEmpty()) {
                segments.add(label.part());
                residue.relabel(label.in(label.part()));
            }
        }
        segments.forEach(segment -> notes.add(Kind.SEGMENT_CHAIN, segment));
        Map<String, List<Integer>> chains = new LinkedHashMap<>();
        for (int i = 0; i < residues.size(); i++) {
            chains.computeIfAbsent(residues.get(i).label().chain(), chain -> new ArrayList<>())
                    .add(i);
        }
        taken.addAll(chains.keySet());
        chains.forEach(this::nameChain);
    }

    private void nameChain(String chain, List<Integer> members) {
        List<Integer> polymer =
                members.stream().filter(i -> residues.get(i).isOfPolymer()).toList();
        int[] sections = sections(chain, polymer);
        Map<Integer, String> names = new HashMap<>();
        int section = sections.length == 0 ? 0 : sections[0];
        int at = 0;
        for (int i : members) {
            if (at < polymer.size() && polymer.get(at) == i) {
                section = sections[at++];
            }
            ResidueLines residue = residues.get(i);
            if (!names.containsKey(section)) {
                names.put(section, newName(chain, residue.label(), names.isEmpty()));
            }
            residue.relabel(residue.label().in(names.get(section)));
        }
    }

    private String newName(String chain, Label label, boolean first) {
        if (!chain.isEmpty() && first) {
            return chain;
        }
        boolean named = !chain.isEmpty() && !label.part().isEmpty() && taken.add(label.part());
        String name = named ? label.part() : free();
        notes.add(chain.isEmpty() ? Kind.NAMED_CHAIN : Kind.PARTED_CHAIN, name);
        return name;
    }

    private String free() {
        for (int i = 0; i < IDS.length(); i++) {
            if (taken.add(IDS.substring(i, i + 1))) {
                return IDS.substring(i, i + 1);
            }
        }
        int number = 1;
        while (!taken.add("A" + number)) {
            number++;
        }
        return "A" + number;
    }

    /** For each residue of a chain's polymer the number of its molecule; those that a peptide bond joins are one. */
    private int[] sections(String chain, List<Integer> polymer) {
        int[] sections = new int[polymer.size()];
        if (repeats(polymer, sections)) {
            number(polymer, sections, label -> label.part());
            if (repeats(polymer, sections)) {
                number(polymer, sections, label -> label.part() + ' ' + label.stretch());
            }
            if (repeats(polymer, sections)) {
                numberByRestarts(polymer, sections);
            }
        } else if (chain.isEmpty()) {
            number(polymer, sections, label -> String.valueOf(label.stretch()));
        }
        joinLinked(polymer, sections);
        return sections;
    }

    private void number(List<Integer> polymer, int[] sections, Function<Label, String> of) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int k = 0; k < sections.length; k++) {
            sections[k] = numbers.computeIfAbsent(
                    of.apply(residues.get(polymer.get(k)).label()), key -> numbers.size());
        }
    }

    /** Whether a section holds two residues of one number that lie apart from each other. */
    private boolean repeats(List<Integer> polymer, int[] sections) {
        Map<String, ResidueLines> seen = new HashMap<>();
        for (int k = 0; k < sections.length; k++) {
            ResidueLines residue = residues.get(polymer.get(k));
            ResidueLines other = seen.putIfAbsent(sections[k] + " " + number(residue), residue);
            if (other != null && !isAt(other, residue)) {
                return true;
            }
        }
        return false;
    }

    /** Begins a section wherever the numbers go back to one that the section has elsewhere. */
    private void numberByRestarts(List<Integer> polymer, int[] sections) {
        Map<String, ResidueLines> seen = new HashMap<>();
        int section = 0;
        int last = Integer.MIN_VALUE;
        for (int k = 0; k < sections.length; k++) {
            ResidueLines residue = residues.get(polymer.get(k));
            int number =
                    residue.label().number() == null ? last : residue.label().number();
            ResidueLines other = seen.get(number(residue));
            if (number < last && other != null && !isAt(other, residue)) {
                section++;
                seen.clear();
            }
            seen.putIfAbsent(number(residue), residue);
            sections[k] = section;
            last = number;
        }
    }

    private static boolean isAt(ResidueLines one, ResidueLines other) {
        return one.lines().get(0).squaredDistance(other.lines().get(0)) < SAME_PLACE * SAME_PLACE;
    }

    private static String number(ResidueLines residue) {
        return residue.label().number() + residue.label().insertionCode();
    }

    private void joinLinked(List<Integer> polymer, int[] sections) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int k = 0; k < sections.length; k++) {
            places.put(polymer.get(k), k);
        }
        for (int k = 0; k < sections.length; k++) {
            Integer next = places.get(links.next(polymer.get(k)));
            if (next != null && sections[next] != sections[k]) {
                int from = Math.max(sections[next], sections[k]);
                int to = Math.min(sections[next], sections[k]);
                for (int m = 0; m < sections.length; m++) {
                    sections[m] = sections[m] == from ? to : sections[m];
                }
            }
        }
    }
}
