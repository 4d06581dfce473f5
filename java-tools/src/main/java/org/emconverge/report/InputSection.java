package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.emconverge.Csv;

/** What was done to the model and the map before sampling. */
final class InputSection {
    /** A longer list folds. */
    private static final int OPEN = 6;

    private static final Map<String, String> MAP_WORDS = Map.ofEntries(
            Map.entry("mode", "MRC mode"),
            Map.entry("dimensions", "voxels"),
            Map.entry("voxel", "voxel size (Å)"),
            Map.entry("min", "lowest density"),
            Map.entry("max", "highest density"),
            Map.entry("mean", "mean density"),
            Map.entry("sd", "standard deviation"),
            Map.entry("crop start", "cut out from voxel"),
            Map.entry("crop size", "cut out, voxels"),
            Map.entry("crop origin", "cut out, origin (Å)"),
            Map.entry("crop padded fraction", "cut out, fraction beyond the map"),
            Map.entry("crop padding", ""),
            Map.entry("resampled from", "resampled from voxels of (Å)"),
            Map.entry("resampled to", "resampled to voxels of (Å)"));

    private InputSection() {}

    /** The items of a list: each has a title and, for some, a list of what it counts. */
    static List<Map<String, Object>> model(EntryResults results) {
        List<Map<String, Object>> items = new ArrayList<>();
        JsonNode prepare = results.prepare();
        kept(items, prepare);
        prepare.at("/reading/notes").forEach(note -> add(items, note.asText(), List.of()));
        prepare.path("notes").forEach(note -> add(items, note.asText(), List.of()));
        removed(items, prepare);
        components(items, results.components());
        rings(items, results.setup().path("pierced_rings"));
        changed(items, prepare, results.completed());
        return items;
    }

    private static void kept(List<Map<String, Object>> items, JsonNode prepare) {
        list(
                items,
                prepare.path("chains"),
                "chain",
                "kept",
                c -> c.path("chain").asText() + ": "
                        + ReadableText.count(c.path("residues").asLong(), "residue") + ", "
                        + c.path("first").asText() + " to " + c.path("last").asText());
    }

    private static void removed(List<Map<String, Object>> items, JsonNode prepare) {
        number(items, prepare.path("removed_waters"), "water", "removed");
        number(items, prepare.path("removed_hydrogens"), "hydrogen", "removed (the sampler adds its own)");
        list(
                items,
                prepare.path("removed_groups"),
                "group",
                "removed",
                g -> residue(g) + ": " + g.path("reason").asText());
        list(
                items,
                prepare.path("removed_atoms"),
                "atom",
                "removed",
                a -> residue(a) + " " + a.path("atom").asText() + ": "
                        + a.path("reason").asText());
        list(
                items,
                prepare.path("alternate_conformers"),
                "residue",
                "with alternate conformers, of which one was kept",
                a -> residue(a) + ": " + a.path("kept").asText() + " kept, " + join(a.path("removed")) + " removed");
    }

    /** What nobody could describe, and what lacks atoms of its description. */
    private static void components(List<Map<String, Object>> items, JsonNode components) {
        list(
                items,
                components.path("left_out"),
                "residue",
                "left out",
                g -> residue(g) + ": " + g.path("reason").asText());
        list(
                items,
                components.path("incomplete"),
                "residue",
                "sampled without atoms of its component that the model lacks",
                g -> residue(g) + ": " + join(g.path("atoms")));
    }

    /** Bonds that went through rings: the starting model is wrong there. */
    private static void rings(List<Map<String, Object>> items, JsonNode pierced) {
        list(
                items,
                pierced,
                "bond",
                "of the model through a ring, which is wrong",
                g -> g.path("bond_of").asText() + " in " + g.path("ring_of").asText()
                        + (g.path("freed").asBoolean() ? ": turned away" : ": left, since no turn frees it"));
    }

    private static void changed(List<Map<String, Object>> items, JsonNode prepare, JsonNode completed) {
        list(
                items,
                prepare.path("changed_residues"),
                "residue",
                "renamed",
                c -> place(c) + ": " + c.path("from").asText() + " to "
                        + c.path("to").asText());
        number(items, prepare.path("zero_occupancy_atoms"), "atom", "had occupancy zero (all have 1 now)");
        list(
                items,
                completed,
                "residue",
                "completed: missing side-chain atoms were rebuilt",
                c -> residue(c) + ": " + join(c.path("atoms")));
        list(
                items,
                prepare.path("gaps"),
                "chain break",
                "kept as a break",
                g -> "between " + g.path("after").asText() + " and "
                        + g.path("before").asText() + " (C to N "
                        + ReadableText.angstrom(g.path("distance").asDouble()) + ")");
    }

    /** The items of a list that says what was done to the numbering of models of another program. */
    static List<Map<String, Object>> alignment(EntryResults results) {
        List<Map<String, Object>> items = new ArrayList<>();
        Map<String, List<String>> lines = new LinkedHashMap<>();
        Map<String, List<String>> models = new LinkedHashMap<>();
        for (Csv.Row row : results.alignment()) {
            lines.computeIfAbsent(row.text("model"), model -> new ArrayList<>()).add(stretch(row));
        }
        lines.forEach(
                (model, stretches) -> models.computeIfAbsent(String.join("; ", stretches), text -> new ArrayList<>())
                        .add(model));
        models.forEach(
                (text, names) -> add(items, text + " (" + ReadableText.count(names.size(), "model") + ")", names));
        return items;
    }

    private static String stretch(Csv.Row row) {
        String from = row.text("chain") + " " + range(row.text("first"), row.text("last"));
        String to = row.text("reference_chain") + " " + range(row.text("reference_first"), row.text("reference_last"));
        String alike = row.text("identical").isEmpty()
                ? ", not in the reference"
                : row.text("identical").equals(row.text("residues"))
                        ? ""
                        : ", " + row.text("identical") + " of " + row.text("residues") + " of the same kind";
        return (from.equals(to) ? from + " as numbered" : from + " is " + to) + alike;
    }

    private static String range(String first, String last) {
        return first.equals(last) ? first : first + "–" + last;
    }

    private static void number(List<Map<String, Object>> items, JsonNode count, String noun, String what) {
        if (count.asLong() > 0) {
            add(items, ReadableText.count(count.asLong(), noun) + " " + what, List.of());
        }
    }

    private static void list(
            List<Map<String, Object>> items, JsonNode list, String noun, String what, Function<JsonNode, String> line) {
        if (!list.isEmpty()) {
            add(
                    items,
                    ReadableText.count(list.size(), noun) + " " + what,
                    StreamSupport.stream(list.spliterator(), false).map(line).toList());
        }
    }

    private static void add(List<Map<String, Object>> items, String title, List<String> lines) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("title", title);
        item.put("plain", lines.isEmpty());
        item.put("folds", lines.isEmpty() ? null : Map.of("open", lines.size() <= OPEN, "lines", lines));
        items.add(item);
    }

    private static String place(JsonNode node) {
        return node.path("chain").asText() + " " + node.path("resnum").asText()
                + node.path("icode").asText();
    }

    private static String residue(JsonNode node) {
        return node.path("resname").asText() + " " + place(node);
    }

    private static String join(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    /** One sentence about where the map lies, and whatever its report warns of. */
    static List<String> mapSentences(EntryResults results) {
        List<String> sentences = new ArrayList<>();
        if (results.seriesMap().path("nominal").isNumber()) {
            sentences.add(series(results.seriesMap()));
        }
        JsonNode placement = results.map().path("placement");
        for (JsonNode candidate : placement.path("candidates")) {
            if (candidate.path("kind").asText().equals(placement.path("chosen").asText())) {
                sentences.add("The map was placed by "
                        + placement.path("chosen").asText() + " of its header: there, "
                        + ReadableText.percent(
                                candidate.path("atoms_inside_fraction").asDouble())
                        + " of the atoms lie inside it, in a mean"
                        + " density " + ReadableText.number(candidate.path("z").asDouble())
                        + " standard deviations above that of the map.");
            }
        }
        results.map().path("warnings").forEach(warning -> sentences.add(warning.asText()));
        if (results.summary().has("symmetry")) {
            sentences.add(symmetry(results.summary().path("symmetry")));
        }
        return sentences;
    }

    /** Which map of which series it is, from series_map.json. */
    private static String series(JsonNode map) {
        String of = map.path("series").isTextual()
                ? "This map is one of the resolution series of "
                        + map.get("series").asText() + ", made from"
                : "This map was made from";
        double shift = map.path("shift").asDouble();
        String how = shift == 0
                ? " are passed on as they are, because they reach no better"
                : " got what random shifts of their particles with a standard deviation of "
                        + ReadableText.angstrom(shift) + " along either axis would do to them, seed "
                        + map.path("seed").asText();
        double measured = map.path("measured").asDouble(Double.NaN);
        return of + " the half maps " + map.path("half1").asText() + " and "
                + map.path("half2").asText() + ". For the "
                + ReadableText.shortest(map.get("nominal").asDouble()) + "\u00a0Å that were asked for these" + how
                + "; "
                + (Double.isNaN(measured)
                        ? "no resolution could be measured of the half maps that came out."
                        : "the half maps that came out measure " + ReadableText.angstrom(measured) + ".");
    }

    private static String symmetry(JsonNode symmetry) {
        JsonNode helix = symmetry.path("helix");
        String name = helix.isNull()
                ? symmetry.path("point_group").asText()
                : "of a helix (twist " + ReadableText.number(helix.path("twist").asDouble()) + "°, rise "
                        + ReadableText.angstrom(helix.path("rise").asDouble()) + ")";
        String copies = symmetry.path("copies").isEmpty()
                ? ""
                : " Its copies ("
                        + symmetry.path("copies").properties().stream()
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(", "))
                        + ") have its numbers.";
        return "Model and map have the symmetry " + name + ": the asymmetric unit (chain " + join(symmetry.path("unit"))
                + ") was sampled and refined among its mates." + copies;
    }

    /** The other facts of map.json as rows, in a reader's words where there are any. */
    static List<Map<String, Object>> map(EntryResults results) {
        Map<String, String> leaves = new LinkedHashMap<>();
        FlattenedJson.flat(results.map()).forEach((key, value) -> leaves.put(MAP_WORDS.getOrDefault(key, key), value));
        leaves.keySet()
                .removeIf(key -> key.startsWith("placement")
                        || key.startsWith("halves")
                        || key.equals("warnings")
                        || key.isEmpty());
        return rows(leaves);
    }

    static List<Map<String, Object>> rows(Map<String, String> leaves) {
        return leaves.entrySet().stream()
                .map(e -> Map.<String, Object>of("name", e.getKey(), "value", e.getValue()))
                .toList();
    }
}
