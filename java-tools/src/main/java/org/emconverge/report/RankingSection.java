package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emconverge.Csv;

/** The table of all models with the criteria that chose some, and the models that were lost. */
final class RankingSection {
    /** These columns would make the table wide and say no more. */
    private static final Set<String> HIDDEN = Set.of(
            "seed",
            "selected",
            "ramachandran_outliers_rank",
            "geometry_violations_rank",
            "clashscore_rank",
            "engine_score_rank",
            "cc_mask_rank");

    private static final Map<String, String> TITLES = Map.of(
            "rank",
            "rank",
            "model",
            "model",
            "rank_sum",
            "sum of ranks",
            "cc_mask",
            "CC mask",
            "ramachandran_outliers_percent",
            "Ramachandran outliers %",
            "geometry_violations_percent",
            "geometry violations %",
            "clashscore",
            "clashscore",
            "engine_score",
            "engine score",
            "ramachandran_favoured_percent",
            "Ramachandran favoured %");

    private RankingSection() {}

    static Map<String, Object> table(EntryResults results) {
        List<String> columns = results.ranking().columns().stream()
                .filter(c -> !HIDDEN.contains(c))
                .filter(c -> results.ranking().rows().stream()
                        .anyMatch(row -> !row.text(c).isEmpty()))
                .toList();
        Set<String> chosen = chosen(results);
        Set<String> refined = refined(results);
        List<Map<String, Object>> rows = new ArrayList<>();
        int place = 0; // among the chosen ones
        for (Csv.Row row : results.ranking().rows()) {
            String model = row.textOr("model", "");
            boolean picked = chosen.contains(model);
            List<String> cells = columns.stream()
                    .map(c -> c.equals("model") ? row.text(c) : FlattenedJson.shortened(row.text(c)))
                    .toList();
            rows.add(Map.of(
                    "chosen",
                    picked,
                    "cells",
                    cells,
                    "fate",
                    !picked || results.given() ? "" : fate(results, refined, model, ++place)));
        }
        return Map.of(
                "columns",
                columns.stream()
                        .map(c -> Map.of(
                                "title",
                                TITLES.getOrDefault(c, FlattenedJson.words(c)),
                                "term",
                                GlossaryTerm.has(c) ? c : ""))
                        .toList(),
                "rows",
                rows);
    }

    /** With --best auto the last of the chosen models may not have been needed. */
    private static String fate(EntryResults results, Set<String> refined, String model, int place) {
        int asked = results.summary().at("/models/selected").asInt(Integer.MAX_VALUE);
        return refined.contains(model) ? "chosen" : place > asked ? "in reserve, not needed" : "chosen, not refined";
    }

    private static Set<String> refined(EntryResults results) {
        Set<String> refined = new LinkedHashSet<>();
        results.summary().at("/models/names").forEach(name -> refined.add(name.asText()));
        return refined;
    }

    /** Names of the models that went on to refinement. */
    static Set<String> chosen(EntryResults results) {
        Set<String> chosen = refined(results);
        results.rankingJson().path("selected").forEach(name -> chosen.add(name.asText()));
        results.ranking().rows().stream()
                .filter(row -> row.textOr("selected", "").equals("yes"))
                .forEach(row -> chosen.add(row.textOr("model", "")));
        return chosen;
    }

    static List<Map<String, Object>> dropped(EntryResults results) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode model : results.summary().at("/models/dropped")) {
            rows.add(new LinkedHashMap<>(Map.of(
                    "model",
                    model.path("model").asText(),
                    "step",
                    model.path("step").asText(),
                    "reason",
                    model.path("reason").asText())));
        }
        return rows;
    }
}
