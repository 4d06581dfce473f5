package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emconverge.structure.ResidueId;

/**
 * Where the residues of several maps stand along one axis: by their numbers where there is one chain, else one after
 * the other, each chain named where it begins.
 */
final class ResidueAxis {
    private static final double HALF = 0.5;

    private final Map<ResidueId, Integer> places = new HashMap<>();
    private final boolean numbered;
    private final String title;

    private ResidueAxis(List<ResidueId> ids) {
        boolean oneChain = ids.stream().map(ResidueId::chain).distinct().count() == 1;
        numbered = oneChain && ids.stream().allMatch(id -> id.insertionCode().isEmpty());
        for (ResidueId id : ids) {
            places.put(id, numbered ? id.number() : places.size() + 1);
        }
        String along = oneChain ? "chain " + ids.get(0).chain() : "the chains";
        title = numbered ? "residue of " + along : "residue, counted along " + along;
    }

    /** @param ids in the order of the chains, each once */
    static ResidueAxis of(List<ResidueId> ids) {
        return new ResidueAxis(ids);
    }

    boolean has(ResidueId id) {
        return places.containsKey(id);
    }

    int at(ResidueId id) {
        return places.get(id);
    }

    void title(JsonNode axis) {
        ((ObjectNode) axis).put("title", title);
    }

    /**
     * Adds a point without a value where a line must not go on from one residue to the next: between chains, and where
     * residues are missing.
     *
     * @param before null at the beginning
     */
    Optional<ObjectNode> begin(ArrayNode values, ResidueId before, ResidueId id) {
        boolean sameChain = before != null && before.chain().equals(id.chain());
        if (sameChain && id.number() - before.number() <= 1 || before == null && numbered) {
            return Optional.empty();
        }
        ObjectNode point = values.addObject().put("at", at(id) - HALF);
        if (!sameChain) {
            point.put("chain", id.chain());
        }
        return Optional.of(point);
    }
}
