package org.emconverge.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.emconverge.report.ModelGeometry.Torsions;
import org.emconverge.validation.Verdict;

/** The parts of the page that are about the geometry of the models, as values for the template. */
final class GeometrySection {
    /** A table of more rows makes the page slow. */
    private static final int MOST_ROWS = 2000;
    /** As many are named beside the plot, and printed of the table. */
    private static final int MOST_NAMED = 20;

    private static final int MOST_PRINTED = 50;

    private GeometrySection() {}

    static Map<String, Object> values(EntryResults results, ModelGeometry geometry) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<ResidueCriterion> criteria = ResidueCriterion.of(results, geometry);
        values.put("criteria", Map.of("rows", criteria));
        values.put("ramachandran", geometry.torsions().isEmpty() ? null : ramachandran(results, geometry));
        values.put(
                "outliers",
                geometry.outliers()
                        .map(groups -> outliers(groups, results, geometry))
                        .orElse(null));
        return values;
    }

    private static Map<String, Object> ramachandran(EntryResults results, ModelGeometry geometry) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        Map<Integer, Integer> models = new TreeMap<>();
        for (Torsions point : geometry.torsions()) {
            counts.merge(point.result().verdict(), 1, Integer::sum);
            if (RamachandranChart.isOutlier(point)) {
                models.merge(point.row(), 1, Integer::sum);
            }
        }
        int all = geometry.torsions().size();
        values.put("points", ReadableText.count(all, "pair"));
        for (Verdict verdict : Verdict.values()) {
            int count = counts.getOrDefault(verdict, 0);
            values.put(
                    RamachandranChart.word(verdict),
                    String.format(Locale.ROOT, "%.1f\u00a0%% (%,d)", 100.0 * count / all, count));
        }
        List<Map<String, Object>> named = new ArrayList<>();
        models.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(MOST_NAMED)
                .forEach(of -> named.add(Map.of(
                        "separator",
                        named.isEmpty() ? "" : ", ",
                        "place",
                        Integer.toString(of.getKey()),
                        "label",
                        label(results.residues().get(of.getKey())),
                        "share",
                        of.getValue() + " of " + geometry.models().size())));
        values.put("named", named.isEmpty() ? null : Map.of("residues", named));
        values.put("unnamed", models.size() > named.size() ? models.size() - named.size() : null);
        int plotted = GeometryData.plotted(results.residues().size(), geometry);
        values.put("plotted", plotted < geometry.models().size() ? plotted : null);
        return values;
    }

    private static Map<String, Object> outliers(
            List<OutlierGroup> groups, EntryResults results, ModelGeometry geometry) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<OutlierKind, Integer> kinds = new EnumMap<>(OutlierKind.class);
        List<OutlierGroup> shown = groups.subList(0, Math.min(MOST_ROWS, groups.size()));
        for (OutlierGroup group : shown) {
            rows.add(row(group, rows.size(), results, geometry));
            kinds.merge(group.kind(), 1, Integer::sum);
        }
        values.put("rows", rows);
        values.put("any", !rows.isEmpty());
        values.put("total", ReadableText.count(groups.size(), "row"));
        values.put("cut", groups.size() > shown.size() ? groups.size() - shown.size() : null);
        values.put("unprinted", shown.size() > MOST_PRINTED ? MOST_PRINTED : null);
        values.put(
                "kinds",
                kinds.entrySet().stream()
                        .map(kind -> Map.of(
                                "value", kind.getKey().criterion(),
                                "label", kind.getKey().title,
                                "count", kind.getValue()))
                        .toList());
        return values;
    }

    private static Map<String, Object> row(
            OutlierGroup group, int place, EntryResults results, ModelGeometry geometry) {
        Map<String, Object> values = new LinkedHashMap<>();
        boolean canBeChosen =
                group.row() >= 0 && results.residues().get(group.row()).isDefined();
        values.put("place", canBeChosen ? Integer.toString(group.row()) : "");
        values.put("order", group.row() < 0 ? results.residues().size() : group.row());
        values.put("residue", (group.name() + " " + group.residue()).strip());
        values.put("kind", group.kind().title);
        values.put("criterion", group.kind().criterion());
        values.put("what", group.kind().what(group.worst()));
        values.put("count", group.models().size());
        values.put("share", group.share(geometry.models().size()));
        values.put("value", group.kind().value(group.worst()));
        values.put("severity", String.format(Locale.ROOT, "%.3f", group.kind().severity(group.worst())));
        values.put("model", group.worst().model());
        values.put("modelName", geometry.models().get(group.worst().model()));
        values.put("more", place >= MOST_PRINTED);
        return values;
    }

    private static String label(ResidueRow row) {
        return row.chain() + " " + row.label();
    }
}
