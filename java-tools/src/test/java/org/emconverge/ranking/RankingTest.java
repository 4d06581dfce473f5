package org.emconverge.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.emconverge.validation.ModelSummary;
import org.emconverge.validation.ModelSummary.DeviationSummary;
import org.emconverge.validation.ModelSummary.RamachandranSummary;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static RankingCandidate candidate(
            String model, double outliers, double violations, Double clashscore, double score) {
        DeviationSummary none = new DeviationSummary(0, 1.0);
        return new RankingCandidate(
                model,
                "1",
                score,
                new ModelSummary(
                        model,
                        new RamachandranSummary(95.0, outliers),
                        null,
                        null,
                        clashscore,
                        none,
                        none,
                        null,
                        violations,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static List<String> order(RankingCandidate... candidates) {
        return Ranking.of(List.of(candidates)).stream()
                .map(model -> model.candidate().model())
                .toList();
    }

    @Test
    void theSumOfRanksDecides() {
        List<Ranking.RankedModel> models = Ranking.of(
                List.of(candidate("a", 0, 1, 9.0, -1), candidate("b", 1, 2, 1.0, -3), candidate("c", 2, 3, 5.0, -2)));
        assertEquals(
                List.of("b", "a", "c"),
                models.stream().map(p -> p.candidate().model()).toList());
        assertArrayEquals(new double[] {2, 2, 1, 1}, models.get(0).ranks());
        assertEquals(6, models.get(0).rankSum());
        assertEquals(8, models.get(1).rankSum());
        assertEquals(1, models.get(0).rank());
        assertEquals(3, models.get(2).rank());
    }

    @Test
    void equalValuesShareTheMeanRank() {
        List<Ranking.RankedModel> models = Ranking.of(
                List.of(candidate("a", 0, 0, 1.0, -9), candidate("b", 0, 0, 2.0, -8), candidate("c", 3, 0, 3.0, -7)));
        assertArrayEquals(new double[] {1.5, 2, 1, 1}, models.get(0).ranks());
        assertArrayEquals(new double[] {3, 2, 3, 3}, models.get(2).ranks());
    }

    @Test
    void equalSumsAreDecidedByTheEngineScoreThenTheName() {
        assertEquals(List.of("b", "a"), order(candidate("a", 0, 0, 1.0, -1), candidate("b", 0, 0, 2.0, -2)));
        assertEquals(List.of("a", "b"), order(candidate("b", 0, 0, 1.0, -1), candidate("a", 0, 0, 1.0, -1)));
    }

    @Test
    void aMissingCriterionRanksLast() {
        List<Ranking.RankedModel> models =
                Ranking.of(List.of(candidate("a", 0, 0, null, -2), candidate("b", 0, 0, 50.0, -1)));
        assertArrayEquals(new double[] {1.5, 1.5, 2, 1}, models.get(0).ranks());
    }

    @Test
    void aCriterionThatAllLackSaysNothing() {
        List<Ranking.RankedModel> models =
                Ranking.of(List.of(candidate("a", 0, 0, null, -1), candidate("b", 0, 0, null, -2)));
        assertEquals("b", models.get(0).candidate().model());
        assertArrayEquals(new double[] {1.5, 1.5, 1.5, 1}, models.get(0).ranks());
    }
}
