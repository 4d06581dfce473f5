package org.emconverge.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankStepTest {
    @TempDir
    Path folder;

    private Path out;
    private Path dropped;

    @BeforeEach
    void prepare() throws IOException {
        out = folder.resolve("out");
        dropped = Files.writeString(folder.resolve("dropped.csv"), "model,reason\nmodel_0004,\"it blew up, twice\"\n");
    }

    private Path model(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".cif"), "the model " + name);
    }

    /** A validation of a model without a residue that has φ and ψ. */
    private static String valid(String name, double violations) {
        return """
                {"model": "%s", "ramachandran": {"favoured_percent": null, "outliers_percent": null}, "clashscore": 0.0,
                 "geometry_violations_percent": %s, "of_a_later_version": 1}""".formatted(name, violations);
    }

    private Path validation(String... models) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "validation", ".json"), "[" + String.join(",", models) + "]");
    }

    private Path scores(String... rows) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "scores", ".csv"),
                "seconds,model,seed,score\n" + String.join("\n", rows) + "\n");
    }

    private RankStep.Inputs inputs(
            List<Path> models, Path scores, List<Path> validations, int requested, int best, int minModels) {
        return new RankStep.Inputs(models, List.of(scores), List.of(dropped), validations, requested, best, minModels);
    }

    @Test
    void writesTheRankingAndTheNamesOfTheBest() throws IOException {
        List<Path> models = List.of(
                model("model_0001"),
                model("model_0002"),
                model("model_0003"),
                model("model_0005"),
                model("model_0007"));
        Path scores = scores(
                "1,model_0001,1,-5",
                "1,model_0002,2,-9",
                "1,model_0003,3,-7",
                "1,model_0005,5,-1",
                "1,model_0007,7,-1");
        List<Path> validations = List.of(
                validation(valid("model_0001", 0), valid("model_0002", 20)),
                validation(
                        valid("model_0003", 0),
                        "{\"model\": \"model_0005\", \"error\": \"The model holds no atoms\"}"));
        RankStep.run(inputs(models, scores, validations, 6, 2, 3), out);
        assertEquals("""
                rank,model,seed,rank_sum,ramachandran_outliers_percent,geometry_violations_percent,clashscore,engine_score,\
                ramachandran_outliers_rank,geometry_violations_rank,clashscore_rank,engine_score_rank,ramachandran_favoured_percent,selected,cc_mask,cc_mask_rank
                1,model_0003,3,7.5,,0.0,0.0,-7.0,2.0,1.5,2.0,2.0,,yes,,
                2,model_0002,2,8.0,,20.0,0.0,-9.0,2.0,3.0,2.0,1.0,,yes,,
                3,model_0001,1,8.5,,0.0,0.0,-5.0,2.0,1.5,2.0,3.0,,no,,
                """, Files.readString(out.resolve("ranking.csv")));
        assertEquals("model_0003\nmodel_0002\n", Files.readString(out.resolve("selected.txt")));
        JsonNode json = new ObjectMapper().readTree(out.resolve("ranking.json").toFile());
        assertEquals(6, json.get("requested").asInt());
        assertEquals(3, json.get("sampled").asInt());
        assertEquals(
                List.of("model_0004", "model_0005", "model_0006", "model_0007"),
                json.get("dropped").findValuesAsText("model"));
        List<String> reasons = json.get("dropped").findValuesAsText("reason");
        assertEquals("it blew up, twice", reasons.get(0));
        assertEquals("The model holds no atoms", reasons.get(1));
        assertEquals("its sampling task failed", reasons.get(2));
        assertEquals("its validation failed", reasons.get(3));
    }

    @Test
    void modelsWithoutScoreOrFileAreDropped() throws IOException {
        RankStep.Outcome outcome = RankStep.rank(inputs(
                List.of(model("model_0001"), model("model_0002"), model("model_0003")),
                scores("1,model_0001,1,-5", "1,model_0003,3,nan", "1,model_0007,7,-3"),
                List.of(validation(valid("model_0001", 0), valid("model_0002", 0), valid("model_0003", 0))),
                3,
                1,
                1));
        assertEquals(
                List.of(
                        "model_0002: the sampler gave it no score",
                        "model_0003: its engine score is not a number",
                        "model_0004: it blew up, twice",
                        "model_0007: its model file is missing"),
                outcome.dropped().stream()
                        .map(d -> d.model() + ": " + d.reason())
                        .toList());
    }

    @Test
    void tooFewModelsEndWithTheCountsAndReasonsAndWriteNothing() throws IOException {
        RankStep.Inputs inputs = inputs(
                List.of(model("model_0001")),
                scores("1,model_0001,1,-5"),
                List.of(validation(valid("model_0001", 0))),
                6,
                2,
                3);
        String message = assertThrows(InputException.class, () -> RankStep.run(inputs, out))
                .getMessage();
        assertEquals(
                "Only 1 of 6 sampled models are usable and at least 3 are needed (4 x its sampling task failed; 1 x it blew up, twice):"
                        + " look into the sampler's logs, or ask for fewer with --min-models.",
                message);
        assertFalse(Files.exists(out));
    }

    @Test
    void tablesThatCannotBeUsedAreRefused() throws IOException {
        List<Path> models = List.of(model("model_0001"));
        assertRefused(
                "has no column 'score'",
                models,
                Files.writeString(folder.resolve("a.csv"), "model,seed\nmodel_0001,1\n"));
        assertRefused("is cut short at record 1", models, scores("1,model_0001"));
        assertRefused("is scored twice", models, scores("1,model_0001,1,-5", "1,model_0001,1,-5"));
        assertRefused("There is no table", models, folder.resolve("absent.csv"));
        assertRefused(
                "are both named for the model model_0001",
                List.of(models.get(0), folder.resolve("b/model_0001.pdb")),
                scores("1,model_0001,1,-5"));
    }

    private void assertRefused(String part, List<Path> models, Path scores) {
        assertRefused(part, inputs(models, scores, List.of(), 1, 1, 1));
    }

    private static void assertRefused(String part, RankStep.Inputs inputs) {
        String message =
                assertThrows(InputException.class, () -> RankStep.rank(inputs)).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void validationsThatCannotBeUsedAreRefused() throws IOException {
        List<Path> models = List.of(model("model_0001"));
        Path scores = scores("1,model_0001,1,-5");
        Path once = validation(valid("model_0001", 0));
        assertRefused("is validated twice", inputs(models, scores, List.of(once, once), 1, 1, 1));
        assertRefused("cannot be read as a JSON list", inputs(models, scores, List.of(dropped), 1, 1, 1));
        assertRefused("has an empty place", inputs(models, scores, List.of(validation("null")), 1, 1, 1));
    }
}
