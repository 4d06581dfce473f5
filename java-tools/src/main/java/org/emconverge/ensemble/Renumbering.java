package org.emconverge.ensemble;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.ResidueNumber;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.ensemble.AlignmentTemplate.TemplateResidue;
import org.emconverge.structure.ResidueId;

/**
 * Gives a model the ids of the template. Its polymers stand in the order of the template, one chain for each of the
 * template's; ligands follow, and last water under its own ids.
 */
final class Renumbering {
    private final Structure result = new StructureImpl();
    private final Set<String> chainIds = new HashSet<>();
    private final Set<ResidueId> ids = new HashSet<>();

    private Renumbering() {}

    /** @param places of all residues of the model but water; the model is used up */
    static Structure of(Structure model, Map<Group, TemplateResidue> places, AlignmentTemplate template) {
        return new Renumbering().run(model, places, template);
    }

    private Structure run(Structure model, Map<Group, TemplateResidue> places, AlignmentTemplate template) {
        Map<String, String> newNames = new LinkedHashMap<>();
        places.forEach((group, place) ->
                newNames.putIfAbsent(group.getChain().getName(), place.id().chain()));
        Map<Chain, List<Group>> waters = new LinkedHashMap<>();
        model.getModel(0)
                .forEach(chain -> waters.put(
                        chain,
                        chain.getAtomGroups().stream()
                                .filter(group -> !places.containsKey(group))
                                .toList()));
        Map<TemplateResidue, Group> groups =
                places.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        template.chains().forEach((key, residues) -> {
            Map<Group, ResidueId> polymer = new LinkedHashMap<>();
            residues.stream()
                    .filter(groups::containsKey)
                    .forEach(residue -> polymer.put(groups.get(residue), residue.id()));
            add(key.id(), key.id(), polymer);
        });
        template.others().stream().filter(groups::containsKey).forEach(residue -> {
            String name = residue.id().chain();
            add(name, name, Map.of(groups.get(residue), residue.id()));
        });
        waters.forEach((chain, rest) -> {
            String name = newNames.getOrDefault(chain.getName(), chain.getName());
            Map<Group, ResidueId> numbered = new LinkedHashMap<>();
            rest.forEach(group -> numbered.put(group, free(name, ResidueId.of(group))));
            add(chain.getId(), name, numbered);
        });
        return result;
    }

    /** The residue's own number where no residue of the model has it yet, else the next free one. */
    private ResidueId free(String chain, ResidueId own) {
        ResidueId id = new ResidueId(chain, own.number(), own.insertionCode());
        while (!ids.add(id)) {
            id = new ResidueId(chain, id.number() + 1, "");
        }
        return id;
    }

    private void add(String id, String name, Map<Group, ResidueId> groups) {
        if (groups.isEmpty()) {
            return;
        }
        Chain chain = new ChainImpl();
        String unique = id;
        for (int i = 2; !chainIds.add(unique); i++) {
            unique = id + i;
        }
        chain.setId(unique);
        chain.setName(name);
        groups.entrySet().forEach(entry -> {
            ResidueId place = entry.getValue();
            ids.add(place);
            Character code = place.insertionCode().isEmpty()
                    ? null
                    : place.insertionCode().charAt(0);
            entry.getKey().setResidueNumber(new ResidueNumber(name, place.number(), code));
            chain.addGroup(entry.getKey());
        });
        result.addChain(chain);
    }
}
