package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.emconverge.convergence.Precision;

/** How well the spread is known from the models that there are, and why there are no more, in sentences. */
final class PrecisionWords {
    /** A sentence names this many stretches; the others are counted. */
    private static final int NAMED = 5;

    private PrecisionWords() {}

    /** Of the sampled models where they decided themselves how many it takes, and of the compared ones. */
    static List<String> sentences(JsonNode summary) {
        List<String> sentences = new ArrayList<>();
        JsonNode sampled = summary.at("/precision/sampled");
        if (sampled.isObject()) {
            JsonNode undivided = sampled.path("undivided"); // earlier versions told nothing of them
            JsonNode judged = undivided.path("residues").asInt() > 0 ? undivided : sampled;
            sentences.add(ending(sampled) + ": " + known(judged) + divided(sampled) + unknown(sampled) + ".");
        }
        JsonNode compared = summary.at("/precision/compared");
        if (compared.path("mean_error").isNumber()) {
            sentences.add(
                    "Of the " + compared.path("models").asInt() + " models compared below: " + known(compared) + ".");
        }
        return sentences;
    }

    /** How the number of the sampled models was found, for the methods; empty where it was given. */
    static String method(List<JsonNode> summaries) {
        List<JsonNode> adaptive = summaries.stream()
                .map(summary -> summary.at("/precision/sampled"))
                .filter(JsonNode::isObject)
                .toList();
        if (adaptive.isEmpty()) {
            return "";
        }
        return " Their number was raised in rounds, to at most "
                + adaptive.stream()
                        .mapToInt(node -> node.path("most").asInt())
                        .max()
                        .orElseThrow()
                + ", until the standard error of the RMSD (jackknife over models) was below "
                + ReadableText.shortest(Precision.TOLERATED) + " Å or "
                + ReadableText.percent(Precision.TOLERATED_SHARE) + " for "
                + ReadableText.percent(Precision.KNOWN_SHARE) + " of the residues and below "
                + ReadableText.shortest(Precision.MEAN_TOLERATED) + " Å or "
                + ReadableText.percent(Precision.MEAN_SHARE) + " for their mean"
                + ", of residues whose evidence is not divided"
                + (adaptive.size() == summaries.size() ? "." : ", where it was not fixed.");
    }

    private static String ending(JsonNode sampled) {
        int models = sampled.path("models").asInt();
        return sampled.path("enough").asBoolean()
                ? "Sampling stopped after " + models + " models, because the spread is known"
                : "Sampling ended after " + models + " of at most "
                        + sampled.path("most").asInt() + " models, before the spread was known";
    }

    private static String known(JsonNode precision) {
        String residues = "the RMSD of "
                + ReadableText.percent(precision.path("known").asDouble()
                        / Math.max(1, precision.path("residues").asDouble()))
                + " of the residues to " + ReadableText.shortest(Precision.TOLERATED) + " Å or "
                + ReadableText.percent(Precision.TOLERATED_SHARE);
        double mean = precision.path("mean").asDouble();
        return precision.path("mean_error").isNumber() && mean > 0
                ? residues + ", the mean to ± "
                        + ReadableText.percent(precision.path("mean_error").asDouble() / mean) + " (standard errors)"
                : residues + ", the mean of too few models not at all";
    }

    /** Of the residues that the verdict leaves out. */
    private static String divided(JsonNode sampled) {
        if (!sampled.path("undivided").isObject() || sampled.path("contested").asInt() == 0) {
            return "";
        }
        int unknown = sampled.path("contested_unknown").asInt();
        return ", without " + ReadableText.count(sampled.path("contested").asLong(), "residue")
                + " of divided evidence, of which "
                + (unknown == 0 ? "all are known to " : unknown + " are not known even to ")
                + ReadableText.shortest(Precision.CONTESTED_FACTOR * Precision.TOLERATED) + " Å or "
                + ReadableText.percent(Precision.CONTESTED_FACTOR * Precision.TOLERATED_SHARE);
    }

    private static String unknown(JsonNode sampled) {
        List<String> stretches = StreamSupport.stream(sampled.path("unknown").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (stretches.isEmpty()) {
            return "";
        }
        int others = stretches.size() - NAMED;
        return "; less well known: " + String.join(", ", stretches.subList(0, Math.min(NAMED, stretches.size())))
                + (others > 0 ? " and " + others + " more" : "");
    }
}
