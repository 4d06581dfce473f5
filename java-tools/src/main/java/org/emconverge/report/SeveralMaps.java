package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.emconverge.convergence.EnsembleShift;

/** What a summary says of an entry of several maps, and what a publication says of these. */
final class SeveralMaps {
    private static final String COMPOSITE = "composite";
    private static final String FAMILY = "family";
    private static final String DIFFER = "more than " + ReadableText.shortest(EnsembleShift.LIMIT) + " Å and more than "
            + ReadableText.shortest(EnsembleShift.TIMES) + " times what their spread lets expect";

    private SeveralMaps() {}

    /**
     * Adds to the summary of which maps the entry's is put together, and of which family it is one.
     *
     * @param map content of map.json, or a missing node
     */
    static void addTo(ObjectNode summary, PageContext context, JsonNode map) {
        if (context.family() != null) {
            summary.put(FAMILY, context.family());
        }
        JsonNode parts = map.at("/composite/parts");
        if (parts.isArray()) {
            ArrayNode composite = summary.putArray(COMPOSITE);
            for (JsonNode part : parts) {
                ObjectNode of = composite.addObject();
                List.of("role", "resolution", "share").forEach(key -> of.set(key, part.path(key)));
                of.put("by_local_resolution", part.path("local_resolution_map").isObject());
            }
        }
    }

    /** Id of the entry of whose maps this is one, each assessed by itself; null where it is none. */
    static String family(JsonNode summary) {
        return summary.path(FAMILY).isTextual() ? summary.get(FAMILY).asText() : null;
    }

    /** Sentences on composite maps, maps that were assessed by themselves, and models of half maps, where there are. */
    static List<String> methods(List<JsonNode> summaries) {
        List<String> sentences = new ArrayList<>();
        List<JsonNode> composites =
                summaries.stream().filter(s -> s.path(COMPOSITE).isArray()).toList();
        if (!composites.isEmpty()) {
            sentences.add(composed(composites, summaries.size()));
        }
        long families = summaries.stream()
                .map(SeveralMaps::family)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        if (families > 0) {
            sentences.add((families == 1 ? "The maps of the molecule" : "The maps of each molecule")
                    + " were assessed each by itself, from one prepared model; models of two maps were said to differ at a"
                    + " residue where their mean positions lie apart by " + DIFFER + ".");
        }
        List<JsonNode> halves = summaries.stream()
                .filter(s -> s.path("half_map_models").isObject())
                .toList();
        if (!halves.isEmpty()) {
            sentences.add(halved(halves, summaries.size()));
        }
        return sentences;
    }

    private static String halved(List<JsonNode> halves, int entries) {
        TreeSet<Integer> numbers = new TreeSet<>();
        halves.forEach(s -> s.at("/half_map_models/models").forEach(n -> numbers.add(n.asInt())));
        return "To tell what is fitted to noise, "
                + (numbers.size() == 1 ? "" : numbers.first() + " to ") + numbers.last()
                + " models were also sampled in either half map alone"
                + (halves.size() == entries ? "" : " of " + ReadableText.count(halves.size(), "map"))
                + ", and residues were named whose mean positions in the two lie apart by " + DIFFER + ".";
    }

    private static String composed(List<JsonNode> composites, int entries) {
        Map<String, Long> roles = new LinkedHashMap<>();
        boolean byLocal = false;
        for (JsonNode composite : composites) {
            for (JsonNode part : composite.get(COMPOSITE)) {
                roles.merge(part.path("role").asText(), 1L, Long::sum);
                byLocal |= part.path("by_local_resolution").asBoolean();
            }
        }
        roles.remove("main");
        byLocal |= !Set.of("focused").containsAll(roles.keySet());
        List<String> by = new ArrayList<>();
        if (roles.containsKey("focused")) {
            by.add("within its mask");
        }
        if (byLocal) {
            by.add("by the local resolution");
        }
        List<String> laid = roles.entrySet().stream()
                .map(role -> ReadableText.count(role.getValue(), role.getKey() + " map"))
                .toList();
        boolean one = roles.values().stream().mapToLong(number -> number).sum() == 1;
        return (composites.size() == entries
                        ? entries == 1 ? "The map" : "The map of every entry"
                        : ReadableText.count(composites.size(), "map"))
                + (composites.size() == 1 || composites.size() == entries ? " is a composite: " : " are composites: ")
                + ReadableText.list(laid) + (composites.size() == 1 ? "" : " in all")
                + ", brought to the density scale of the main map, " + (one ? "was" : "were")
                + " laid into it with weights that are continuous and sum to 1, " + (one ? "" : "each ")
                + String.join(" and ", by) + ".";
    }
}
