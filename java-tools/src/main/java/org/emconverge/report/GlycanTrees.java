package org.emconverge.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;

/**
 * The glycans of an entry, each written from its far end to the residue that it hangs on, as IUPAC's condensed form
 * does (2-Carb-38, 1996), with the names of the components: {@code MAN(α1-3)[MAN(α1-6)]BMA(β1-4)NAG(β1-4)NAG}.
 */
final class GlycanTrees {
    /** {@code β1-4} of {@code β1-4 B 1}, before the residue. */
    private record Link(ResidueRow sugar, String how, String parent) {}

    private GlycanTrees() {}

    /** A row for each glycan of two sugars or on another residue, as values for the template. */
    static List<Map<String, Object>> rows(List<ResidueRow> residues) {
        Map<String, ResidueRow> byName = new HashMap<>();
        residues.forEach(row -> byName.putIfAbsent(name(row), row));
        Map<String, List<Link>> children = new LinkedHashMap<>();
        List<ResidueRow> roots = new ArrayList<>();
        Map<ResidueRow, Link> links = new HashMap<>();
        for (ResidueRow row : residues) {
            Link link = link(row);
            if (link != null) {
                links.put(row, link);
                children.computeIfAbsent(link.parent, of -> new ArrayList<>()).add(link);
            }
            ResidueRow parent = link == null ? null : byName.get(link.parent);
            if (row.kind() == ResidueKind.GLYCAN && (parent == null || parent.kind() != ResidueKind.GLYCAN)) {
                roots.add(row);
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ResidueRow root : roots) {
            List<ResidueRow> sugars = new ArrayList<>();
            String sequence = sequence(root, children, sugars, new HashSet<>());
            Link link = links.get(root);
            if (sugars.size() > 1 || link != null) {
                rows.add(row(root, link, byName, sequence, sugars));
            }
        }
        return rows;
    }

    private static Map<String, Object> row(
            ResidueRow root, Link link, Map<String, ResidueRow> byName, String sequence, List<ResidueRow> sugars) {
        double[] spreads = sugars.stream()
                .mapToDouble(ResidueRow::spread)
                .filter(spread -> !Double.isNaN(spread))
                .sorted()
                .toArray();
        ResidueRow on = link == null ? null : byName.get(link.parent);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("residue", name(root));
        row.put("on", link == null ? "nothing" : (on == null ? "" : on.name() + " ") + link.parent + ", " + link.how);
        row.put("sequence", sequence);
        row.put("sugars", Integer.toString(sugars.size()));
        row.put("from", spreads.length == 0 ? "–" : ReadableText.number(spreads[0]));
        row.put("to", spreads.length == 0 ? "–" : ReadableText.number(spreads[spreads.length - 1]));
        return row;
    }

    /** Of a sugar and what hangs on it: the longest branch before it, the others in brackets. */
    private static String sequence(
            ResidueRow sugar, Map<String, List<Link>> children, List<ResidueRow> sugars, Set<ResidueRow> seen) {
        seen.add(sugar);
        sugars.add(sugar);
        List<String> branches = new ArrayList<>();
        for (Link link : children.getOrDefault(name(sugar), List.of())) {
            if (!seen.contains(link.sugar)) { // a ring of sugars has no end
                branches.add(sequence(link.sugar, children, sugars, seen) + "(" + link.how + ")");
            }
        }
        branches.sort(Comparator.comparingInt(String::length).reversed());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < branches.size(); i++) {
            text.append(i == 0 ? branches.get(i) : "[" + branches.get(i) + "]");
        }
        return text + sugar.name();
    }

    private static Link link(ResidueRow row) {
        String words = row.verdict(ResidueMetric.GLYCAN_LINK);
        int space = words.indexOf(' ');
        return space < 0 ? null : new Link(row, words.substring(0, space), words.substring(space + 1));
    }

    private static String name(ResidueRow row) {
        return row.chain() + " " + row.label();
    }
}
