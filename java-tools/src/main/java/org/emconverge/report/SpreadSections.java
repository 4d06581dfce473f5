package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;

/** The parts of the page that are about the spread itself, as values for the template. */
final class SpreadSections {
    /** A distribution of a greater skewness is called highly skewed (Bulmer 1979, Principles of Statistics). */
    private static final double HIGH_SKEWNESS = 1;

    /** Of the residues. */
    private static final double MOST = 0.5;

    private SpreadSections() {}

    static List<Map<String, Object>> keyNumbers(EntryResults results) {
        return List.of(
                key(
                        "",
                        "ca_rmsd_mean",
                        ReadableText.angstrom(results.number("/ca_rmsd/mean")),
                        "mean " + KindsSection.atom(results.headline()) + " RMSD",
                        trend(results)),
                key(
                        "",
                        "median",
                        ReadableText.angstrom(results.number("/ca_rmsd/median")),
                        "median",
                        "half of the residues spread less"),
                fraction(results, SpreadClass.WELL_DETERMINED, "lt1", "below 1 Å"),
                fraction(results, SpreadClass.VARIABLE, "1to3", "1 to 3 Å"),
                key(
                        SequenceStrip.style(SpreadClass.UNCERTAIN),
                        "fraction_gt3",
                        ReadableText.percent(results.number("/ca_rmsd/fractions/gt3")),
                        "above 3 Å",
                        "above 4 Å: " + ReadableText.percent(results.number("/ca_rmsd/fractions/gt4"))));
    }

    private static String trend(EntryResults results) {
        double expected = results.number("/trend/expected_mean");
        if (!Double.isNaN(expected)) {
            return "typical at this resolution, by " + EngineNames.pair(results) + ": "
                    + ReadableText.angstrom(expected);
        }
        return results.headline() == ResidueKind.PROTEIN
                ? "no trend is known for " + EngineNames.pair(results)
                : "the trend with resolution is of protein";
    }

    private static Map<String, Object> fraction(EntryResults results, SpreadClass of, String key, String label) {
        return key(
                SequenceStrip.style(of),
                "fraction_" + key,
                ReadableText.percent(results.number("/ca_rmsd/fractions/" + key)),
                label,
                of.meaning);
    }

    /**
     * @param style of the class that the number is about; empty: of none
     * @param term of the glossary
     */
    static Map<String, Object> key(String style, String term, String value, String label, String note) {
        return Map.of("style", style, "term", term, "value", value, "label", label, "note", note);
    }

    /**
     * A sentence on the shape of the histogram; empty when it is nothing special. Skewness alone does not tell of a
     * model that is mostly well determined: where most residues spread a few may still spread much more.
     */
    static String skew(EntryResults results) {
        double agreeing = results.number("/ca_rmsd/fractions/lt1");
        double skewness = results.number("/ca_rmsd/skewness");
        if (!(skewness > HIGH_SKEWNESS && agreeing > MOST && agreeing < 1)) {
            return "";
        }
        return "The histogram has a long right tail (skewness " + ReadableText.number(skewness)
                + "): over most of the model the models agree much better than in a few parts, a sign of uneven local"
                + " resolution" + (results.given() ? ", or of how the models were made" : "")
                + ". The median and the stretches below say more than the mean.";
    }

    /** Stretches by their spread; what the fit and the start add only where there is such a stretch. */
    static List<Map<String, Object>> stretches(EntryResults results) {
        List<ResidueRow> rows = results.residues();
        SpreadFindings findings = SpreadFindings.of(rows);
        List<Map<String, Object>> groups = new ArrayList<>();
        StretchGroup disagreeing = new StretchGroup(
                "variable",
                "Apart in good density",
                "The models fit the density better than at most residues, and disagree: check them. These residues are"
                        + " not listed again by their spread.");
        StretchGroup unlikeStart = new StretchGroup(
                "uncertain",
                "Unlike the " + results.start(),
                "The models agree with each other and not with the " + results.start() + " (more than "
                        + ReadableText.shortest(SpreadFindings.UNLIKE)
                        + " Å apart on average): the start is probably wrong here.");
        groups.add(measured(disagreeing, findings.disagreeing(), ResidueMetric.CA_RMSD));
        groups.add(measured(unlikeStart, findings.unlikeStart(), ResidueMetric.CA_SHIFT));
        groups.removeIf(group -> !(boolean) group.get("any"));
        List<ResidueRow> others = rows.stream()
                .filter(row -> findings.disagreeing().stream()
                        .noneMatch(stretch -> stretch.residues().contains(row)))
                .toList();
        groups.addAll(byClass(others));
        return groups;
    }

    /**
     * Stretches by the classes of their spread, each residue in one of them at most.
     *
     * @param rows without those that another group has already
     */
    private static List<Map<String, Object>> byClass(List<ResidueRow> rows) {
        return List.of(
                between(
                        rows,
                        SpreadClass.OMIT,
                        Double.POSITIVE_INFINITY,
                        new StretchGroup(
                                "omit",
                                "More than 4 Å",
                                "Models differ by more than the distance of neighbouring Cα atoms (3.8 Å): consider"
                                        + " omitting these residues, or depositing them as a Cα trace.")),
                between(
                        rows,
                        SpreadClass.REGISTER_UNCERTAIN,
                        SpreadClass.OMIT,
                        new StretchGroup(
                                "uncertain",
                                "3 to 4 Å",
                                "The sequence register is uncertain: neighbouring residues may sit one place along the"
                                        + " chain.")),
                between(
                        rows,
                        SpreadClass.WELL,
                        SpreadClass.REGISTER_UNCERTAIN,
                        new StretchGroup(
                                "variable",
                                "1 to 3 Å",
                                "The path of the chain can be followed; look twice before you interpret side chains or"
                                        + " distances.")));
    }

    /**
     * As the classes have their limits: 1 Å belongs above it, 3 and 4 Å below.
     *
     * @param from Å
     * @param to Å
     */
    private static Map<String, Object> between(List<ResidueRow> rows, double from, double to, StretchGroup group) {
        List<ResidueStretch> stretches = ResidueStretch.where(
                rows,
                row -> row.isDefined()
                        && (row.rmsd() > from || from == SpreadClass.WELL && row.rmsd() == from)
                        && row.rmsd() <= to);
        return measured(group, stretches, ResidueMetric.CA_RMSD);
    }

    /** @param metric the spread or the shift, Å */
    private static Map<String, Object> measured(
            StretchGroup group, List<ResidueStretch> stretches, ResidueMetric metric) {
        Map<String, Object> values = group.of(
                stretches,
                Comparator.comparingInt(ResidueStretch::length).reversed(),
                stretch -> Map.of(
                        "range",
                        stretch.range(),
                        "length",
                        stretch.length(),
                        "mean",
                        ReadableText.number(stretch.mean(metric)),
                        "worst",
                        ReadableText.number(stretch.worst(metric))));
        values.put("what", metric == ResidueMetric.CA_SHIFT ? "shift" : "spread");
        values.put("term", metric.column());
        return values;
    }

    /** What is told of each distribution, by the terms of the glossary. */
    static List<Map<String, Object>> columns() {
        return Stream.of(
                        List.of("mean", "mean"),
                        List.of("median", "median"),
                        List.of("mode", "mode"),
                        List.of("quartiles", "quartiles"),
                        List.of("skewness", "skewness"),
                        List.of("fraction_lt1", "< 1 Å"),
                        List.of("fraction_1to3", "1–3 Å"),
                        List.of("fraction_gt3", "> 3 Å"))
                .map(column -> Map.<String, Object>of("term", column.get(0), "title", column.get(1)))
                .toList();
    }

    /** The four distributions side by side. */
    static List<Map<String, Object>> spreads(EntryResults results) {
        List<Map<String, Object>> rows = new ArrayList<>();
        String kind = results.given() ? "" : ", refined";
        String atom = KindsSection.atom(results.headline());
        spread(rows, results, "ca_rmsd", atom + ", all pairs" + kind + " (headline)");
        spread(rows, results, "ca_rmsd_sampled", atom + ", all pairs, before refinement");
        spread(rows, results, "ca_rmsd_about_mean", "Cα, about the mean position" + kind);
        spread(rows, results, "all_atom_rmsd", "all heavy atoms, all pairs" + kind);
        return rows;
    }

    private static void spread(List<Map<String, Object>> rows, EntryResults results, String block, String name) {
        if (Double.isNaN(results.number("/" + block + "/mean"))) {
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("term", block);
        for (String field : List.of("mean", "median", "mode", "q1", "q3", "skewness")) {
            row.put(field, ReadableText.number(results.number("/" + block + "/" + field)));
        }
        row.put("lt1", ReadableText.percent(results.number("/" + block + "/fractions/lt1")));
        row.put("from1to3", ReadableText.percent(results.number("/" + block + "/fractions/1to3")));
        row.put("gt3", ReadableText.percent(results.number("/" + block + "/fractions/gt3")));
        rows.add(row);
    }

    /** Names the measures that are the same everywhere, which no chart shows; empty where none is. */
    static String constant(EntryResults results) {
        List<ResidueRow> rows = results.residues();
        List<ResidueMeasure> drawable = ResidueMeasure.drawable(rows);
        List<String> constant = ResidueMeasure.of(rows).stream()
                .filter(measure -> !drawable.contains(measure))
                .map(measure -> measure.title)
                .toList();
        return constant.isEmpty()
                ? ""
                : "Not drawn, because it is the same at every residue: " + ReadableText.list(constant) + ".";
    }

    /** Sentences on how the spread goes with other measures, and on what refinement did. */
    static List<String> remarks(EntryResults results) {
        List<String> remarks = new ArrayList<>();
        correlation(remarks, results, "density", "density at the Cα", "negative: residues in weak density spread more");
        correlation(
                remarks, results, "b_iso", "B factor of the Cα", "positive: residues with high B factors spread more");
        correlation(
                remarks,
                results,
                "local_resolution",
                "local resolution",
                "positive: residues at worse local resolution spread more");
        correlation(
                remarks,
                results,
                "q_score",
                "Q-score of the residue",
                "negative: residues with low Q-scores spread more");
        double before = results.number("/refinement/fsc_average_before");
        double after = results.number("/refinement/fsc_average_after");
        if (!Double.isNaN(before) && !Double.isNaN(after)) {
            remarks.add("Refinement took the mean Fourier shell correlation of model and map from "
                    + ReadableText.number(before) + " to " + ReadableText.number(after) + ".");
        }
        for (JsonNode note : results.summary().path("notes")) {
            remarks.add(note.asText());
        }
        return remarks;
    }

    /** Says that the values depend on the sampler, and names it. */
    static String samplerLimit(EntryResults results) {
        if (results.given()) {
            return "They depend on how the models were made: compare maps whose models were made alike.";
        }
        String settings = results.setup().isEmpty() ? "" : ", its settings at the end of this page";
        return "They depend on the sampler, its settings and the refinement (here "
                + EngineNames.withVersion(results, "sampler") + settings + "; "
                + EngineNames.withVersion(results, "refiner")
                + "): compare maps that went through the same ones. Refinement draws"
                + " models together; the spread before it stands beside the headline for that reason.";
    }

    private static void correlation(
            List<String> remarks, EntryResults results, String field, String with, String meaning) {
        double rho = results.number("/spearman/" + field);
        if (!Double.isNaN(rho)) {
            remarks.add("Rank correlation (Spearman) of the Cα RMSD with the " + with + ": "
                    + ReadableText.number(rho).replace('-', '−') + " (" + meaning + ").");
        }
    }
}
