package org.emconverge.ensemble;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Group;
import org.emconverge.ensemble.AlignmentTemplate.TemplateResidue;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * Tells for each residue of a model's chain which residue of a chain of the template it is.
 *
 * <p>Residues are matched by number where one shift of the numbers makes all residues agree that both chains have,
 * because the numbering then says which residues are missing, which a sequence can leave open. Otherwise they are
 * matched by sequence.
 *
 * @param places for each residue of the model's chain that of the template, or null; in the order of both
 * @param identity of those that have a place, the share of the same kind
 * @param distance median distance of their Cα or C1′ atoms, Å
 */
record ChainMatch(PolymerChain chain, TemplateResidue[] places, double identity, double distance) {
    /** The identity of unrelated sequences is about 0.2, that of distant relatives about 0.3. */
    private static final double LEAST_IDENTITY = 0.5;
    /** The largest E-value of a match, as is usual where relatives are searched for. */
    private static final double MOST_EXPECTED = 1e-3;
    /** A chain of fewer kinds of residues, poly-alanine for instance, fits anywhere; nucleic acids have four. */
    private static final int LEAST_KINDS = 4;

    private static final int LEAST_BASES = 3;

    private static final int LEAST_SAME = 3;
    private static final int NONE = -1;

    /**
     * Matches a model's chain to a chain of the template, which is of its kind; the result is empty when the two are
     * not alike.
     *
     * @param align aligns two sequences
     */
    static Optional<ChainMatch> of(
            PolymerChain chain, List<TemplateResidue> template, BiFunction<String, String, SequenceAlignment> align) {
        int[] places = byNumber(chain, template);
        if (places == null) {
            String sequence = template.stream()
                    .map(residue -> String.valueOf(residue.letter()))
                    .collect(Collectors.joining());
            SequenceAlignment alignment = align.apply(chain.sequence(), sequence);
            places = alignment.expected() > MOST_EXPECTED
                    ? null
                    : GapSlide.slide(
                            alignment.places(),
                            chain,
                            new PolymerChain(
                                    chain.id(),
                                    chain.kind(),
                                    template.stream()
                                            .map(TemplateResidue::group)
                                            .toList()));
        }
        return places == null ? Optional.empty() : of(chain, template, places);
    }

    private static Optional<ChainMatch> of(PolymerChain chain, List<TemplateResidue> template, int[] places) {
        TemplateResidue[] residues = Arrays.stream(places)
                .mapToObj(place -> place == NONE ? null : template.get(place))
                .toArray(TemplateResidue[]::new);
        int[] placed =
                IntStream.range(0, places.length).filter(i -> places[i] != NONE).toArray();
        long same = Arrays.stream(placed)
                .filter(i -> chain.letter(i) == residues[i].letter())
                .count();
        double identity = (double) same / placed.length;
        double[] distances = Arrays.stream(placed)
                .mapToDouble(i -> distance(chain.residues().get(i), residues[i].group()))
                .sorted()
                .toArray();
        return placed.length == 0 || identity < LEAST_IDENTITY
                ? Optional.empty()
                : Optional.of(new ChainMatch(chain, residues, identity, distances[distances.length / 2]));
    }

    private static double distance(Group a, Group b) {
        return Calc.getDistance(PolymerChain.representative(a), PolymerChain.representative(b));
    }

    /**
     * Matches by one shift of all numbers. Null when no shift makes all residues agree, or when the agreement says
     * nothing.
     */
    private static int[] byNumber(PolymerChain chain, List<TemplateResidue> template) {
        Map<Integer, Integer> shifts = new HashMap<>();
        for (Group group : chain.residues()) {
            ResidueId id = ResidueId.of(group);
            template.stream()
                    .filter(r -> r.letter() == PolymerChain.letter(group, chain.kind())
                            && r.id().insertionCode().equals(id.insertionCode()))
                    .forEach(r -> shifts.merge(r.id().number() - id.number(), 1, Integer::sum));
        }
        int shift = shifts.entrySet().stream()
                .max(Comparator.comparing(Map.Entry<Integer, Integer>::getValue)
                        .thenComparing(entry -> -Math.abs(entry.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse(0);
        Map<String, Integer> byNumber = new HashMap<>();
        for (int j = 0; j < template.size(); j++) {
            byNumber.put(template.get(j).id().number() + template.get(j).id().insertionCode(), j);
        }
        int[] places = new int[chain.residues().size()];
        int last = NONE;
        for (int i = 0; i < places.length; i++) {
            ResidueId id = ResidueId.of(chain.residues().get(i));
            places[i] = byNumber.getOrDefault(id.number() + shift + id.insertionCode(), NONE);
            if (places[i] != NONE && (template.get(places[i]).letter() != chain.letter(i) || places[i] <= last)) {
                return null;
            }
            last = Math.max(last, places[i]);
        }
        return isTelling(places, shift, template, chain.kind()) ? places : null;
    }

    private static boolean isTelling(int[] places, int shift, List<TemplateResidue> template, ResidueKind kind) {
        int[] placed = Arrays.stream(places).filter(place -> place != NONE).toArray();
        if (shift == 0) {
            return placed.length >= Math.min(LEAST_SAME, Math.min(places.length, template.size()));
        }
        String letters = Arrays.stream(placed)
                .mapToObj(place -> String.valueOf(template.get(place).letter()))
                .collect(Collectors.joining());
        double score = letters.chars()
                .map(letter -> SequenceAlignment.score((char) letter, (char) letter, kind))
                .sum();
        return letters.chars().distinct().count() >= (kind == ResidueKind.PROTEIN ? LEAST_KINDS : LEAST_BASES)
                && SequenceAlignment.expected(score, places.length, template.size(), kind) <= MOST_EXPECTED;
    }
}
