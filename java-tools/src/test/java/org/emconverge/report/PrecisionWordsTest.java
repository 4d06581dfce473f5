package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrecisionWordsTest {
    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    private static List<String> sentences(JsonNode summary) {
        return PrecisionWords.sentences(summary).stream()
                .map(sentence -> sentence.replace('\u00a0', ' '))
                .toList();
    }

    @Test
    void whyItStopped() throws Exception {
        assertEquals(
                List.of(
                        "Sampling stopped after 30 models, because the spread is known: the RMSD of 96 % of the residues to"
                                + " 0.1 Å or 15 %, the mean to ± 3 % (standard errors); less well known: A 12-15.",
                        "Of the 10 models compared below: the RMSD of 50 % of the residues to 0.1 Å or 15 %, the mean to ±"
                                + " 12 % (standard errors)."),
                sentences(json("""
                        {"precision": {
                        "sampled": {"models": 30, "most": 100, "residues": 100, "known": 96, "mean": 0.5,
                            "mean_error": 0.015, "enough": true, "unknown": ["A 12-15"]},
                        "compared": {"models": 10, "residues": 100, "known": 50, "mean": 0.5, "mean_error": 0.06,
                            "enough": false, "unknown": []}}}""")));
    }

    @Test
    void whereItIsNotKnownAtTheEnd() throws Exception {
        assertEquals(
                List.of(
                        "Sampling ended after 99 of at most 100 models, before the spread was known: the RMSD of 80 % of the"
                                + " residues to 0.1 Å or 15 %, the mean to ± 6 % (standard errors); less well known: A 1, A 3, A 5,"
                                + " A 7, A 9 and 2 more."),
                sentences(json("""
                        {"precision": {
                        "sampled": {"models": 99, "most": 100, "residues": 35, "known": 28, "mean": 1, "mean_error": 0.06,
                            "enough": false,
                            "unknown": ["A 1", "A 3", "A 5", "A 7", "A 9", "B 1", "B 3-4"]},
                        "compared": {"models": 2, "residues": 35, "known": 0, "mean": 1, "mean_error": null}}}""")));
    }

    @Test
    void whatIsDividedIsToldApart() throws Exception {
        assertEquals(
                List.of(
                        "Sampling stopped after 30 models, because the spread is known: the RMSD of 96 % of the residues to"
                                + " 0.1 Å or 15 %, the mean to ± 3 % (standard errors), without 13 residues of divided evidence, of"
                                + " which 11 are not known even to 0.2 Å or 30 %; less well known: A 2-12."),
                sentences(json("""
                        {"precision": {
                        "sampled": {"models": 30, "most": 100, "residues": 113, "known": 96, "mean": 0.6, "mean_error": 0.1,
                            "undivided": {"residues": 100, "known": 96, "mean": 0.5, "mean_error": 0.015},
                            "contested": 13, "contested_unknown": 11, "enough": true, "unknown": ["A 2-12"]}}}""")));
    }

    @Test
    void anEntryOfAnEarlierVersionSaysNothing() throws Exception {
        assertEquals(List.of(), sentences(json("{}")));
    }
}
