package org.emconverge.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.ensemble.AlignmentTemplate.TemplateResidue;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * Brings models to the chain ids and residue numbers of a reference. Nothing moves. Where a homo-oligomer has several
 * like chains, the place of a chain tells which of them it is.
 */
final class ModelAligner {
    /** A chain whose identity is this much lower than the best match is another protein, perhaps a relative. */
    private static final double SAME_PROTEIN = 0.1;
    /** A chain that would have to share a larger part of its places with another chain is another copy. */
    private static final double MOST_SHARED = 0.5;

    private final AlignmentTemplate template;
    private final Map<List<String>, SequenceAlignment> alignments = new HashMap<>();

    ModelAligner(Structure reference) {
        template = new AlignmentTemplate(reference);
    }

    /**
     * A model in the numbering of the reference.
     *
     * @param stretches where its residues came from
     */
    record AlignedModel(GivenModel model, List<RenumberedStretch> stretches) {}

    /**
     * Aligns a model; the result is empty when no chain of it is like one of the template. Residues that are new join
     * the template.
     */
    Optional<AlignedModel> align(GivenModel model) {
        List<PolymerChain> chains = PolymerChain.of(model.structure());
        List<Group> groups = OtherResidues.of(model.structure());
        Map<PolymerChain, ChainMatch> matches = assign(chains);
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        Map<Group, TemplateResidue> places = new LinkedHashMap<>();
        for (PolymerChain chain : chains) {
            ChainMatch match = matches.get(chain);
            TemplateResidue[] found = match == null
                    ? template.add(chain).toArray(TemplateResidue[]::new)
                    : complete(match, new HashSet<>(places.values()));
            for (int i = 0; i < found.length; i++) {
                places.put(chain.residues().get(i), found[i]);
            }
        }
        Map<String, String> names = new HashMap<>(); // of the model's chains in the template
        places.forEach((group, place) ->
                names.putIfAbsent(group.getChain().getName(), place.id().chain()));
        Map<Group, TemplateResidue> others = OtherResidues.match(groups, template.others());
        for (Group group : groups) {
            String name = group.getChain().getName();
            places.put(
                    group,
                    others.containsKey(group)
                            ? others.get(group)
                            : template.add(group, names.getOrDefault(name, name)));
        }
        List<RenumberedStretch> stretches = RenumberedStretch.of(model, places, template);
        return Optional.of(new AlignedModel(
                new GivenModel(model.name(), model.file(), Renumbering.of(model.structure(), places, template)),
                stretches));
    }

    /** Finds for each chain of the model the chain of the template that it is; chains without one are left out. */
    private Map<PolymerChain, ChainMatch> assign(List<PolymerChain> chains) {
        List<ChainMatch> candidates = new ArrayList<>();
        for (PolymerChain chain : chains) {
            List<ChainMatch> alike = template.chains().entrySet().stream()
                    .filter(other -> other.getKey().kind() == chain.kind())
                    .flatMap(other ->
                            ChainMatch.of(
                                    chain, other.getValue(), (first, second) -> alignment(first, second, chain.kind()))
                                    .stream())
                    .toList();
            double best = alike.stream().mapToDouble(ChainMatch::identity).max().orElse(0);
            alike.stream()
                    .filter(match -> match.identity() >= best - SAME_PROTEIN)
                    .forEach(candidates::add);
        }
        candidates.sort(Comparator.comparingDouble(ChainMatch::distance));
        Map<PolymerChain, ChainMatch> assigned = new HashMap<>();
        Set<TemplateResidue> taken = new HashSet<>();
        for (ChainMatch match : candidates) {
            List<TemplateResidue> places =
                    Arrays.stream(match.places()).filter(place -> place != null).toList();
            long shared = places.stream().filter(taken::contains).count();
            if (!assigned.containsKey(match.chain()) && shared <= MOST_SHARED * places.size()) {
                assigned.put(match.chain(), match);
                taken.addAll(places);
            }
        }
        return assigned;
    }

    private SequenceAlignment alignment(String first, String second, ResidueKind kind) {
        return alignments.computeIfAbsent(
                List.of(kind.label(), first, second), key -> SequenceAlignment.of(first, second, kind));
    }

    /**
     * Finds a place for every residue of a chain. A residue that has none, or one that another chain of the model has,
     * gets a new one.
     */
    private TemplateResidue[] complete(ChainMatch match, Set<TemplateResidue> taken) {
        TemplateResidue[] places = match.places().clone();
        IntStream.range(0, places.length).filter(i -> taken.contains(places[i])).forEach(i -> places[i] = null);
        List<Group> residues = match.chain().residues();
        TemplateResidue[] anchors = match.places();
        for (int from = 0; from < places.length; from++) {
            int to = from;
            while (to < places.length && places[to] == null) {
                to++;
            }
            if (to > from) {
                int before = lastBefore(anchors, from);
                int after = firstFrom(anchors, to);
                int anchor = before >= 0 ? before : after;
                int offset = anchors[anchor].id().number()
                        - ResidueId.of(residues.get(anchor)).number();
                List<TemplateResidue> added = template.add(
                        residues.subList(from, to),
                        before >= 0 ? anchors[before] : null,
                        after < anchors.length ? anchors[after] : null,
                        offset);
                for (int i = from; i < to; i++) {
                    places[i] = added.get(i - from);
                }
                from = to;
            }
        }
        return places;
    }

    private static int lastBefore(TemplateResidue[] anchors, int end) {
        return IntStream.range(0, end)
                .map(i -> end - 1 - i)
                .filter(i -> anchors[i] != null)
                .findFirst()
                .orElse(-1);
    }

    private static int firstFrom(TemplateResidue[] anchors, int start) {
        return IntStream.range(start, anchors.length)
                .filter(i -> anchors[i] != null)
                .findFirst()
                .orElse(anchors.length);
    }
}
