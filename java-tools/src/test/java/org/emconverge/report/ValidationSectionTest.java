package org.emconverge.report;

import static org.emconverge.metrics.ResidueMetric.LOCAL_RESOLUTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.emconverge.Json;
import org.junit.jupiter.api.Test;

class ValidationSectionTest {
    private static final double RESOLUTION = 3.5;

    /** Results with a validation, in JSON with single quotes. */
    private static EntryResults results(String validation) throws IOException {
        EntryResults results = new TestRows().add(1, 0.5).results();
        ObjectNode summary = (ObjectNode) results.summary();
        summary.put("resolution", RESOLUTION);
        summary.set("validation", Json.parse(validation.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        return results;
    }

    /** The cells of a row as {@code text:style}. */
    private static List<String> cells(EntryResults results, String name) {
        Map<String, Object> row = ValidationSection.rows(results).stream()
                .filter(candidate -> candidate.get("name").equals(name))
                .findFirst()
                .orElseThrow();
        return ((List<?>) row.get("values"))
                .stream()
                        .map(cell -> ((Map<?, ?>) cell).get("text") + ":" + ((Map<?, ?>) cell).get("style"))
                        .map(text -> text.replace('\u00a0', ' '))
                        .toList();
    }

    @Test
    void cellsAreGradedAndSharesHaveTheirCounts() throws IOException {
        EntryResults results = results("""
                {'start': {'ramachandran': {'favoured_percent': 98.5, 'outliers_percent': 0.5}, 'bonds': {'outliers': 6},
                           'angles': {'outliers': 27}, 'cbeta': {'outliers': 7}, 'molprobity_score': 3.6,
                           'judged': {'ramachandran': 200, 'bonds': 2000, 'angles': 2500, 'cbeta': 0}},
                 'refined': {'ramachandran': {'favoured_percent': 85.7}, 'molprobity_score': 3.4,
                             'bonds': {'outliers': 5.83}, 'fit': {'q_score': {'0.6': 0.1}, 'fsc_05': 3.6}}}""");
        assertEquals(List.of("98.50 % (197):good", "85.70 %:poor"), cells(results, "Ramachandran favoured"));
        assertEquals(List.of("0.50 % (1):fair", "–:"), cells(results, "Ramachandran outliers"));
        assertEquals(
                List.of("0.30 % (6):poor", "5.8:"), cells(results, "bonds beyond 4 σ"), "of how many is not known");
        assertEquals(List.of("1.08 % (27):poor", "–:"), cells(results, "angles beyond 4 σ"));
        assertEquals(List.of("7:", "–:"), cells(results, "Cβ deviations above 0.25 Å"));
        assertEquals(List.of("–:", "0.10:poor"), cells(results, "Q-score, σ 0.6 Å"));
        assertEquals(List.of("–:", "3.60:fair"), cells(results, "map–model FSC 0.5, masked, Å"));
    }

    /** The score of the average crystal structure is no aim for a model of a map. */
    @Test
    void aMolProbityScoreBelowTheResolutionIsNotCalledGood() throws IOException {
        EntryResults results = results("{'start': {'molprobity_score': 3.6}, 'refined': {'molprobity_score': 3.4}}");
        assertEquals(List.of("3.60:poor", "3.40:"), cells(results, "MolProbity score"));
        assertEquals(
                "3.5 in the average crystal structure",
                ValidationSection.rows(results).get(0).get("typical"));
    }

    @Test
    void whatRefinementMadeWorseIsTold() throws IOException {
        String models = "'sampled': {'rotamers': {'outliers_percent': 0.2}, 'clashscore': 4, 'bonds': {'rmsz': 1.5}},";
        String worse = ValidationSection.worsened(results("{" + models
                + "'refined': {'rotamers': {'outliers_percent': 1}, 'clashscore': 6, 'bonds': {'rmsz': 0.9}}}"));
        assertEquals(
                "Refinement left these worse than the models came to it: rotamer outliers from 0.20 % to 1.00 % and"
                        + " clashscore from 4.00 to 6.00. Look at the outliers (outliers.csv) before you deposit a"
                        + " refined model.",
                worse.replace('\u00a0', ' '));
        assertEquals(
                "",
                ValidationSection.worsened(results(
                        "{" + models + "'refined': {'rotamers': {'outliers_percent': 0.3}, 'clashscore': 4.2}}")));
        assertEquals("", ValidationSection.worsened(results("{'given': {'clashscore': 4}}")));
    }

    @Test
    void localResolutionIsToldWithItsThreshold() throws IOException {
        TestRows rows = new TestRows()
                .add(2, 0.5, LOCAL_RESOLUTION, 4)
                .add(1, 0.5, LOCAL_RESOLUTION, 7)
                .add(1, 0.5);
        EntryResults results = rows.results();
        ObjectNode summary = (ObjectNode) results.summary();
        summary.put("resolution", RESOLUTION);
        summary.set(
                "half_maps",
                Json.parse("{\"masked\": {\"0.143\": 3.4, \"0.5\": 4.1}}".getBytes(StandardCharsets.UTF_8)));
        List<String> sentences = ValidationSection.halfMaps(results);
        String local = sentences.get(1).replace('\u00a0', ' ');
        assertTrue(
                local.startsWith("The local resolution at the residues is 4.00 Å at the median, 4.00–7.00 Å"), local);
        assertTrue(local.contains("correlation of 0.5,") && local.contains("compare it with 4.10 Å"), local);
        assertTrue(local.contains("not with the 3.50 Å of the title, which commonly is at 0.143"), local);
        assertEquals("local resolution, FSC 0.5 (Å)", ResidueMeasure.LOCAL_RESOLUTION.axis());
    }
}
