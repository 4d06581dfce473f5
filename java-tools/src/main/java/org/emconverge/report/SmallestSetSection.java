package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.emconverge.entry.EntryFile;
import org.emconverge.metrics.ResidueMetric;

/** The part of the page on the conformations that the map shows, and on the few models that say what all say. */
final class SmallestSetSection {
    private static final String ALTERNATIVE = "alternative";

    private SmallestSetSection() {}

    /** Whether some residue's spread was judged to stand for something. */
    static boolean isJudged(EntryResults results) {
        return results.residues().stream()
                .anyMatch(row -> !row.verdict(ResidueMetric.CONFORMATION_KIND).isEmpty());
    }

    /** Values for the template; null where there is no set. */
    static Map<String, Object> values(EntryResults results) {
        JsonNode set = results.smallestSet();
        if (set.path("models").isEmpty()) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("sentence", sentence(set));
        values.put("found", found(results));
        values.put("further", further(set));
        values.put("members", rows(set.path("models"), SmallestSetSection::member));
        List<Map<String, Object>> stretches = rows(set.path("stretches"), SmallestSetSection::stretch);
        values.put("stretches", stretches.isEmpty() ? null : Map.of("rows", stretches));
        values.put("file", BesidePage.values(EntryFile.DEPOSIT_ENSEMBLE));
        return values;
    }

    private static String sentence(JsonNode set) {
        int models = set.path("models").size();
        long forFit = forFit(set);
        JsonNode last = set.path("curve").path((int) forFit - 1);
        return ReadableText.count(models, "model") + (models == 1 ? " explains" : " explain") + " "
                + percent(last.path("explained")) + " of the map's variance near the models, all "
                + set.path("compared").asInt() + " together " + percent(set.path("explained_by_all"))
                + (set.path("cross_validated").asBoolean()
                        ? ": of each half map, by the weights fitted to the other."
                        : ". There are no half maps to tell signal from noise by.");
    }

    private static long forFit(JsonNode set) {
        return StreamSupport.stream(set.path("models").spliterator(), false)
                .filter(model -> model.path("because").asText().equals("fit"))
                .count();
    }

    /** What the spread stands for, in a sentence. */
    private static String found(EntryResults results) {
        JsonNode set = results.smallestSet();
        if (!set.path("clusters_sought").asBoolean()) {
            return "Whether a spread is several conformations or uncertainty was not asked: that takes five models.";
        }
        long alternative = StreamSupport.stream(set.path("stretches").spliterator(), false)
                .filter(stretch -> stretch.path("kind").asText().equals(ALTERNATIVE))
                .count();
        long uncertain = results.residues().stream()
                .filter(row -> row.verdict(ResidueMetric.CONFORMATION_KIND).equals("uncertain"))
                .count();
        String conformations = alternative == 0
                ? "The map shows no stretch in several conformations."
                : "The map shows " + alternative + (alternative == 1 ? " stretch" : " stretches")
                        + " in several conformations: the models are in clusters there, each of them in density.";
        return conformations
                + (uncertain == 0
                        ? " Nowhere do the models differ for want of density."
                        : " Of " + ReadableText.count(uncertain, "residue")
                                + " whose models differ it does not say where they are.");
    }

    /** Where models were made for density that the others leave over, in a sentence; null where that was nowhere. */
    private static String further(JsonNode set) {
        List<String> parts = new ArrayList<>();
        for (JsonNode place : set.path("further")) {
            parts.add("chain " + place.path("chain").asText() + ", residues "
                    + place.path("first").asText() + " to " + place.path("last").asText() + ": "
                    + place.path("refined").asInt() + " of "
                    + place.path("annealed").asInt());
        }
        return parts.isEmpty()
                ? null
                : "Beside a chain the models leave density over. Further models were led into it, and those that stayed"
                        + " there are compared here, and here alone ("
                        + String.join("; ", parts) + ").";
    }

    private static List<Map<String, Object>> rows(JsonNode list, Function<JsonNode, Map<String, Object>> row) {
        List<Map<String, Object>> rows = new ArrayList<>();
        list.forEach(item -> rows.add(row.apply(item)));
        return rows;
    }

    private static Map<String, Object> member(JsonNode model) {
        return Map.of(
                "model",
                model.path("model").asText(),
                "weight",
                String.format(Locale.ROOT, "%.2f", model.path("weight").asDouble()),
                "adds",
                model.path("adds").isNumber() ? percent(model.path("adds")) : "",
                "because",
                model.path("because").asText().equals("fit")
                        ? "explains most of the rest"
                        : "a conformation that the others lack");
    }

    private static Map<String, Object> stretch(JsonNode stretch) {
        boolean alternative = stretch.path("kind").asText().equals(ALTERNATIVE);
        List<String> parts = new ArrayList<>();
        for (JsonNode of : stretch.path("conformations")) {
            parts.add(ReadableText.count(of.path("models").size(), "model") + ", "
                    + (of.path("density").isNumber()
                            ? String.format(
                                    Locale.ROOT,
                                    "density %.2f",
                                    of.path("density").asDouble())
                            : "outside the map")
                    + (of.path("occupancy").isNumber() && alternative
                            ? String.format(
                                    Locale.ROOT,
                                    ", occupancy %.2f",
                                    of.path("occupancy").asDouble())
                            : of.path("shown").asBoolean() ? "" : ", not shown"));
        }
        String first = stretch.path("chain").asText() + " "
                + stretch.path("first").asText() + stretch.path("first_icode").asText();
        String last = stretch.path("last").asText() + stretch.path("last_icode").asText();
        return Map.of(
                "range",
                stretch.path("residues").asInt() == 1 ? first : first + "–" + last,
                "kind",
                alternative ? "alternatives" : "uncertain",
                "style",
                "conformation-" + stretch.path("kind").asText(),
                "separation",
                String.format(Locale.ROOT, "%.1f", stretch.path("separation").asDouble()),
                "probability",
                String.format(Locale.ROOT, "%.3f", stretch.path("probability").asDouble()),
                "conformations",
                String.join("; ", parts));
    }

    private static String percent(JsonNode share) {
        return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share.asDouble());
    }

    /** What 1, 2, 3 … models explain; empty without a set. */
    static Optional<ObjectNode> chart(EntryResults results) {
        JsonNode curve = results.smallestSet().path("curve");
        if (curve.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode spec = Charts.resource("smallest-set.vl.json");
        ArrayNode points = Charts.values(spec);
        for (JsonNode point : curve) {
            points.addObject()
                    .put("models", point.path("models").asInt())
                    .put("percent", 100 * point.path("explained").asDouble())
                    .put("model", point.path("model").asText())
                    .put(
                            "fate",
                            point.path("models").asInt() <= forFit(results.smallestSet()) ? "in the set" : "beyond it");
        }
        Charts.values(spec.at("/layer/1"))
                .addObject()
                .put(
                        "percent",
                        100 * results.smallestSet().path("explained_by_all").asDouble())
                .put("label", "all models");
        return Optional.of(spec);
    }
}
