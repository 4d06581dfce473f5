package org.emconverge.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Stretches of one kind, as values for the template.
 *
 * @param style its name in style sheets
 * @param title of the group
 * @param advice what to do about its stretches
 */
record StretchGroup(String style, String title, String advice) {
    /** This many stretches are listed openly; the others fold. */
    private static final int LISTED = 10;

    /**
     * The group with its stretches.
     *
     * @param stretches at least none
     * @param order the most important first
     * @param describe the values of one stretch
     */
    Map<String, Object> of(
            List<ResidueStretch> stretches,
            Comparator<ResidueStretch> order,
            Function<ResidueStretch, Map<String, Object>> describe) {
        List<Map<String, Object>> described =
                stretches.stream().sorted(order).map(describe).toList();
        List<Map<String, Object>> folded = described.stream().skip(LISTED).toList();
        int residues = stretches.stream().mapToInt(ResidueStretch::length).sum();
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("style", style);
        group.put("title", title);
        group.put("advice", advice);
        group.put("any", !stretches.isEmpty());
        group.put("listed", described.stream().limit(LISTED).toList());
        group.put(
                "count",
                residues == 0
                        ? "none"
                        : ReadableText.count(residues, "residue") + " in "
                                + (stretches.size() == 1 ? "1 stretch" : stretches.size() + " stretches"));
        group.put("folded", folded.isEmpty() ? null : Map.of("title", folded.size() + " more", "stretches", folded));
        return group;
    }
}
