package org.emconverge.ensemble;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * The residues that models are matched to: those of the reference, under its ids, and every residue that a model has
 * beyond them, under an id of its own, so that residues the reference lacks are compared too.
 */
final class AlignmentTemplate {
    private static final String CHAIN_IDS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** @param group the residue of the first model that has it */
    record TemplateResidue(ResidueId id, ResidueKind kind, char letter, Group group) {
        TemplateResidue(ResidueId id, Group group) {
            this(id, PolymerChain.kind(group), group);
        }

        private TemplateResidue(ResidueId id, ResidueKind kind, Group group) {
            this(id, kind, PolymerChain.letter(group, kind), group);
        }
    }

    private final Map<PolymerChain.Key, List<TemplateResidue>> chains = new LinkedHashMap<>();
    private final List<TemplateResidue> others = new ArrayList<>();
    private final Set<ResidueId> ids = new HashSet<>();
    private final Set<TemplateResidue> given = new HashSet<>();

    AlignmentTemplate(Structure reference) {
        reference.getModel(0).forEach(chain -> chain.getAtomGroups().forEach(group -> ids.add(ResidueId.of(group))));
        for (PolymerChain chain : PolymerChain.of(reference)) {
            List<TemplateResidue> residues = new ArrayList<>();
            chain.residues().forEach(group -> residues.add(new TemplateResidue(ResidueId.of(group), group)));
            chains.put(chain.key(), residues);
            given.addAll(residues);
        }
        OtherResidues.of(reference).forEach(group -> others.add(new TemplateResidue(ResidueId.of(group), group)));
        given.addAll(others);
    }

    /** The chains of polymers in the order in which they came. */
    Map<PolymerChain.Key, List<TemplateResidue>> chains() {
        return chains;
    }

    /** Ligands, sugars and ions in the order in which they came. */
    List<TemplateResidue> others() {
        return others;
    }

    /** Whether the reference itself has this residue. */
    boolean isOfReference(TemplateResidue residue) {
        return given.contains(residue);
    }

    /** Adds a chain that is like none here, under its own id or, where that is taken, under a free one. */
    List<TemplateResidue> add(PolymerChain chain) {
        String id = isTaken(chain.id()) ? free() : chain.id();
        List<TemplateResidue> added = new ArrayList<>();
        for (Group group : chain.residues()) {
            ResidueId own = ResidueId.of(group);
            added.add(residue(new ResidueId(id, own.number(), own.insertionCode()), group));
        }
        chains.put(new PolymerChain.Key(id, chain.kind()), new ArrayList<>(added));
        return added;
    }

    /** Adds what is no polymer under its own number in a chain or, where that is taken, under the next free one. */
    TemplateResidue add(Group other, String chain) {
        ResidueId own = ResidueId.of(other);
        ResidueId id = new ResidueId(chain, own.number(), own.insertionCode());
        while (ids.contains(id)) {
            id = new ResidueId(chain, id.number() + 1, "");
        }
        TemplateResidue added = residue(id, other);
        others.add(added);
        return added;
    }

    /**
     * Adds residues that a model has where the template has none.
     *
     * @param before template residue after which they follow, or null when they come first
     * @param after the one before which they stand, or null when they come last; one of the two is there
     * @param offset what the model's numbers there differ by from the template's
     */
    List<TemplateResidue> add(List<Group> run, TemplateResidue before, TemplateResidue after, int offset) {
        TemplateResidue beside = before == null ? after : before;
        String chain = beside.id().chain();
        List<ResidueId> numbers = new ArrayList<>();
        for (Group group : run) {
            ResidueId own = ResidueId.of(group);
            numbers.add(new ResidueId(chain, own.number() + offset, own.insertionCode()));
        }
        if (!fits(numbers, before, after)) {
            numbers = consecutive(
                    run.size(),
                    before == null
                            ? after.id().number() - run.size()
                            : before.id().number() + 1,
                    chain);
        }
        if (!fits(numbers, before, after)) {
            int last = ids.stream()
                    .filter(id -> id.chain().equals(chain))
                    .mapToInt(ResidueId::number)
                    .max()
                    .orElseThrow();
            numbers = consecutive(run.size(), last + 1, chain);
        }
        List<TemplateResidue> added = new ArrayList<>();
        for (int i = 0; i < run.size(); i++) {
            added.add(residue(numbers.get(i), run.get(i)));
        }
        List<TemplateResidue> residues = chains.get(new PolymerChain.Key(chain, beside.kind()));
        residues.addAll(before == null ? residues.indexOf(after) : residues.indexOf(before) + 1, added);
        return added;
    }

    private TemplateResidue residue(ResidueId id, Group group) {
        ids.add(id);
        return new TemplateResidue(id, group);
    }

    /** Whether ids are free, differ from each other and lie between their neighbours in the numbering. */
    private boolean fits(List<ResidueId> numbers, TemplateResidue before, TemplateResidue after) {
        Set<ResidueId> seen = new HashSet<>();
        return numbers.stream()
                .allMatch(id -> !ids.contains(id)
                        && seen.add(id)
                        && (before == null || id.number() >= before.id().number())
                        && (after == null || id.number() <= after.id().number()));
    }

    private static List<ResidueId> consecutive(int count, int first, String chain) {
        List<ResidueId> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(new ResidueId(chain, first + i, ""));
        }
        return numbers;
    }

    private String free() {
        for (int i = 0; i < CHAIN_IDS.length(); i++) {
            if (!isTaken(CHAIN_IDS.substring(i, i + 1))) {
                return CHAIN_IDS.substring(i, i + 1);
            }
        }
        int number = 1;
        while (isTaken("A" + number)) {
            number++;
        }
        return "A" + number;
    }

    private boolean isTaken(String chain) {
        return ids.stream().anyMatch(id -> id.chain().equals(chain));
    }
}
