package org.emconverge.structure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The ledger of a reading: everything that was left out, moved or guessed between the lines of a file and the atoms of
 * a structure. Each kind makes one sentence, which counts its cases and names the first of them.
 */
final class ReadingNotes {
    /** What may happen to a line, as the sentences of one case and of several; %1$d is their number, %2$s the first. */
    enum Kind {
        NO_OCCUPANCY(
                "%2$s has no occupancy: it counts as 1.", "%1$d atoms have no occupancy, %2$s first: it counts as 1."),
        ZERO_OCCUPANCY(
                "The model has occupancy 0 throughout: it counts as 1.",
                "%1$d models have occupancy 0 throughout: it counts as 1."),
        NEGATIVE_OCCUPANCY(
                "The model has negative occupancies, so what stands in their place is something else: all count as 1.",
                "%1$d models have negative occupancies, so what stands in their place is something else: all count as 1."),
        NO_B(
                "%2$s has no B factor: it counts as " + (int) CoordinateValues.ABSENT_B + " Å².",
                "%1$d atoms have no B factor, %2$s first: it counts as " + (int) CoordinateValues.ABSENT_B + " Å²."),
        ELEMENT(
                "%2$s has an element that its name denies: the name counts.",
                "%1$d atoms of amino acids have an element that their names deny, %2$s first: the names count."),
        REPEATED_ATOM(
                "%2$s is in the file twice: the first counts.",
                "%1$d atoms are in the file more than once, %2$s first: the first of each counts."),
        APART(
                "The atoms of residue %2$s lie apart from each other in the file: they are put together.",
                "The atoms of %1$d residues, %2$s first, lie apart from each other in the file: they are put together."),
        MOVED(
                "Chain %2$s is not in the order of its peptide bonds in the file: its residues are put in that order.",
                "%1$d chains, %2$s first, are not in the order of their peptide bonds in the file: their residues are put in"
                        + " that order."),
        HETERO(
                "Residue %2$s is a HETATM but part of a chain: it counts as an amino acid.",
                "%1$d residues, %2$s first, are HETATM but part of a chain: they count as amino acids."),
        NAME_CASE(
                "Residue name %2$s is in lower case: it is read as upper case.",
                "%1$d residue names, %2$s first, are in lower case: they are read as upper case."),
        LABEL_NUMBER(
                "Residue %2$s has no author's number: that of its label counts.",
                "%1$d residues have no author's number, %2$s first: those of their labels count."),
        NO_NUMBER(
                "Residue %2$s has no number that can be read: it is numbered after the last of its chain.",
                "%1$d residues have no number that can be read, %2$s first: they are numbered after the last of their chains."),
        LABEL_CHAIN(
                "Chain %2$s has no author's id: that of its label counts.",
                "%1$d chains have no author's id, %2$s first: those of their labels count."),
        SEGMENT_CHAIN(
                "The chain of segment %2$s has no id: that of the segment counts.",
                "%1$d chains have no id, the one of segment %2$s first: those of their segments count."),
        NAMED_CHAIN(
                "A chain has no id: it is called %2$s.",
                "%1$d chains have no ids and are told apart by TER records or by their numbers: %2$s is the first."),
        PARTED_CHAIN(
                "One chain id stands for several molecules: the further one is called %2$s.",
                "Chain ids stand for several molecules each: the %1$d further ones get ids of their own, %2$s first."),
        FURTHER_MODEL(
                "The file has a further model: only the first is read.",
                "The file has %1$d further models: only the first is read.");

        private final String one;
        private final String several;

        Kind(String one, String several) {
            this.one = one;
            this.several = several;
        }
    }

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, String> first = new EnumMap<>(Kind.class);

    /** Notes a case. @param what names it, as the sentences of its kind say */
    void add(Kind kind, String what) {
        add(kind, what, 1);
    }

    void add(Kind kind, String what, int cases) {
        counts.merge(kind, cases, Integer::sum);
        first.putIfAbsent(kind, what);
    }

    int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** One sentence for each kind that there was. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        counts.forEach((kind, number) ->
                sentences.add((number == 1 ? kind.one : kind.several).formatted(number, first.get(kind))));
        return sentences;
    }
}
