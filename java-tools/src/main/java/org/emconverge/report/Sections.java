package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of the page that are about the spread itself, as values for the template. */
final class Sections {
    /** This many stretches are listed openly; the others fold. */
    private static final int LISTED = 10;
    /** A distribution of a greater skewness is called highly skewed (Bulmer 1979, Principles of Statistics). */
    private static final double HIGH_SKEWNESS = 1;

    private Sections() {}

    static List<Map<String, Object>> keyNumbers(Facts facts) {
        double expected = facts.number("/trend/expected_mean");
        return List.of(
                key(
                        Words.angstrom(facts.number("/ca_rmsd/mean")),
                        "mean Cα RMSD",
                        Double.isNaN(expected)
                                ? "no trend is known for " + Engines.pair(facts)
                                : "typical at this resolution, by " + Engines.pair(facts) + ": "
                                        + Words.angstrom(expected)),
                key(Words.angstrom(facts.number("/ca_rmsd/median")), "median", "half of the residues spread less"),
                key(Words.percent(facts.number("/ca_rmsd/fractions/lt1")), "below 1 Å", "well determined"),
                key(Words.percent(facts.number("/ca_rmsd/fractions/1to3")), "1 to 3 Å", "fold yes, details no"),
                key(
                        Words.percent(facts.number("/ca_rmsd/fractions/gt3")),
                        "above 3 Å",
                        "above 4 Å: " + Words.percent(facts.number("/ca_rmsd/fractions/gt4"))));
    }

    private static Map<String, Object> key(String value, String label, String note) {
        return Map.of("value", value, "label", label, "note", note);
    }

    /** A sentence on the shape of the histogram; empty when it is nothing special. */
    static String skew(Facts facts) {
        double skewness = facts.number("/ca_rmsd/skewness");
        boolean uneven = skewness > HIGH_SKEWNESS && facts.number("/ca_rmsd/fractions/lt1") < 1;
        return uneven
                ? "The histogram has a long right tail (skewness " + Words.number(skewness)
                        + "): most of the model is determined much better than a few parts, a sign of uneven local resolution. The median and"
                        + " the stretches below say more than the mean."
                : "";
    }

    static List<Map<String, Object>> stretches(List<ResidueRow> rows) {
        return List.of(
                stretchesAbove(
                        rows,
                        SpreadClass.OMIT,
                        "omit",
                        "More than 4 Å",
                        "Models differ by more than the distance of neighbouring Cα atoms (3.8 Å): consider omitting these residues, or"
                                + " depositing them as a Cα trace."),
                stretchesAbove(
                        rows,
                        SpreadClass.REGISTER_UNCERTAIN,
                        "uncertain",
                        "More than 3 Å",
                        "The sequence register is uncertain: neighbouring residues may sit one place along the chain."),
                stretchesAbove(
                        rows,
                        SpreadClass.WELL,
                        "variable",
                        "More than 1 Å",
                        "The path of the chain can be followed; look twice before you interpret side chains or distances."));
    }

    private static Map<String, Object> stretchesAbove(
            List<ResidueRow> rows, double limit, String style, String title, String advice) {
        List<Stretch> stretches = Stretch.where(rows, v -> v > limit);
        List<Map<String, Object>> listed = stretches.stream()
                .sorted(Comparator.comparingInt(Stretch::length).reversed())
                .limit(LISTED)
                .map(Sections::describe)
                .toList();
        List<Map<String, Object>> folded = stretches.stream()
                .sorted(Comparator.comparingInt(Stretch::length).reversed())
                .skip(LISTED)
                .map(Sections::describe)
                .toList();
        int residues = stretches.stream().mapToInt(Stretch::length).sum();
        Map<String, Object> group = new LinkedHashMap<>(Map.of(
                "style", style, "title", title, "advice", advice, "listed", listed, "any", !stretches.isEmpty()));
        group.put(
                "count",
                residues == 0
                        ? "none"
                        : Words.count(residues, "residue") + " in "
                                + (stretches.size() == 1 ? "1 stretch" : stretches.size() + " stretches"));
        group.put("folded", folded.isEmpty() ? null : Map.of("title", folded.size() + " more", "stretches", folded));
        return group;
    }

    private static Map<String, Object> describe(Stretch stretch) {
        return Map.of(
                "range",
                stretch.range(),
                "length",
                stretch.length(),
                "mean",
                Words.number(stretch.mean()),
                "worst",
                Words.number(stretch.worst()));
    }

    /** The four distributions side by side. */
    static List<Map<String, Object>> spreads(Facts facts) {
        List<Map<String, Object>> rows = new ArrayList<>();
        String kind = facts.given() ? "" : ", refined";
        spread(rows, facts, "ca_rmsd", "Cα, all pairs" + kind + " (headline)");
        spread(rows, facts, "ca_rmsd_sampled", "Cα, all pairs, before refinement");
        spread(rows, facts, "ca_rmsd_about_mean", "Cα, about the mean position" + kind);
        spread(rows, facts, "all_atom_rmsd", "all heavy atoms, all pairs" + kind);
        return rows;
    }

    private static void spread(List<Map<String, Object>> rows, Facts facts, String block, String name) {
        if (!facts.summary().at("/" + block + "/mean").isNumber()) {
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        for (String field : List.of("mean", "median", "mode", "q1", "q3", "skewness")) {
            row.put(field, Words.number(facts.number("/" + block + "/" + field)));
        }
        row.put("lt1", Words.percent(facts.number("/" + block + "/fractions/lt1")));
        row.put("from1to3", Words.percent(facts.number("/" + block + "/fractions/1to3")));
        row.put("gt3", Words.percent(facts.number("/" + block + "/fractions/gt3")));
        rows.add(row);
    }

    /** Sentences on how the spread goes with other measures, and on what refinement did. */
    static List<String> remarks(Facts facts) {
        List<String> remarks = new ArrayList<>();
        correlation(remarks, facts, "density", "density at the Cα", "negative: residues in weak density spread more");
        correlation(
                remarks, facts, "b_iso", "B factor of the Cα", "positive: residues with high B factors spread more");
        correlation(
                remarks,
                facts,
                "local_resolution",
                "local resolution",
                "positive: residues at worse local resolution spread more");
        correlation(
                remarks,
                facts,
                "q_score",
                "Q-score of the residue",
                "negative: residues with low Q-scores spread more");
        double before = facts.number("/refinement/fsc_average_before");
        double after = facts.number("/refinement/fsc_average_after");
        if (!Double.isNaN(before) && !Double.isNaN(after)) {
            remarks.add("Refinement took the mean Fourier shell correlation of model and map from "
                    + Words.number(before) + " to " + Words.number(after) + ".");
        }
        for (JsonNode note : facts.summary().path("notes")) {
            remarks.add(note.asText());
        }
        return remarks;
    }

    /** Says that the values depend on the sampler, and names it. */
    static String samplerLimit(Facts facts) {
        if (facts.given()) {
            return "They depend on how the models were made: compare maps whose models were made alike.";
        }
        String settings = facts.setup().isEmpty() ? "" : ", its settings at the end of this page";
        return "They depend on the sampler, its settings and the refinement (here "
                + Engines.withVersion(facts, "sampler") + settings + "; "
                + Engines.withVersion(facts, "refiner")
                + "): compare maps that went through the same ones. Refinement draws"
                + " models together; the spread before it stands beside the headline for that reason.";
    }

    private static void correlation(List<String> remarks, Facts facts, String field, String with, String meaning) {
        double rho = facts.number("/spearman/" + field);
        if (!Double.isNaN(rho)) {
            remarks.add("Rank correlation (Spearman) of the Cα RMSD with the " + with + ": "
                    + Words.number(rho).replace('-', '−') + " (" + meaning + ").");
        }
    }
}
