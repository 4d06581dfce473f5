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
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankStepTest {
    @TempDir
    Path folder;

    private EntryFolder entry;
    private Path out;

    @BeforeEach
    void prepare() throws IOException {
        out = folder.resolve("out");
        entry = new EntryFolder(folder.resolve("entry"));
        write(entry.path(EntryFile.SAMPLING_LOSSES, "1"), "model,reason\nmodel_0004,\"it blew up, twice\"\n");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void models(String... names) throws IOException {
        for (String name : names) {
            write(entry.path(EntryFile.SAMPLED_MODEL, name), "the model " + name);
        }
    }

    /** A validation of a model without a residue that has φ and ψ. */
    private static String valid(String name, double violations) {
        return """
                {"model": "%s", "ramachandran": {"favoured_percent": null, "outliers_percent": null}, "clashscore": 0.0,
                 "geometry_violations_percent": %s, "of_a_later_version": 1}""".formatted(name, violations);
    }

    private void validation(String batch, String... models) throws IOException {
        write(entry.path(EntryFile.SAMPLED_VALIDATION, batch), "[" + String.join(",", models) + "]");
    }

    private void scores(String... rows) throws IOException {
        write(
                entry.path(EntryFile.SAMPLING_SCORES, "1"),
                "seconds,model,seed,score\n" + String.join("\n", rows) + "\n");
    }

    @Test
    void writesTheRankingAndTheNamesOfTheBest() throws IOException {
        models("model_0001", "model_0002", "model_0003", "model_0005", "model_0007");
        scores("1,model_0001,1,-5", "1,model_0002,2,-9", "1,model_0003,3,-7", "1,model_0005,5,-1", "1,model_0007,7,-1");
        validation("1", valid("model_0001", 0), valid("model_0002", 20));
        validation("2", valid("model_0003", 0), "{\"model\": \"model_0005\", \"error\": \"The model holds no atoms\"}");
        RankStep.run(entry, new RankStep.ModelCounts(6, 2, 3), out);
        assertEquals("""
                rank,model,seed,rank_sum,ramachandran_outliers_percent,geometry_violations_percent,clashscore,engine_score,\
                ramachandran_outliers_rank,geometry_violations_rank,clashscore_rank,\
                engine_score_rank,ramachandran_favoured_percent,selected,\
                cc_mask,cc_mask_rank
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
        models("model_0001", "model_0002", "model_0003");
        scores("1,model_0001,1,-5", "1,model_0003,3,nan", "1,model_0007,7,-3");
        validation("1", valid("model_0001", 0), valid("model_0002", 0), valid("model_0003", 0));
        RankStep.Outcome outcome = RankStep.rank(entry, new RankStep.ModelCounts(3, 1, 1));
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
        models("model_0001");
        scores("1,model_0001,1,-5");
        validation("1", valid("model_0001", 0));
        String message = assertThrows(
                        InputException.class, () -> RankStep.run(entry, new RankStep.ModelCounts(6, 2, 3), out))
                .getMessage();
        assertEquals(
                "Only 1 of 6 sampled models are usable and at least 3 are needed (4 x its sampling task failed; 1 x it blew up, twice):"
                        + " look into the sampler's logs, or ask for fewer with --min-models.",
                message);
        assertFalse(Files.exists(out));
    }

    @Test
    void tablesThatCannotBeUsedAreRefused() throws IOException {
        models("model_0001");
        write(entry.path(EntryFile.SAMPLING_SCORES, "1"), "model,seed\nmodel_0001,1\n");
        assertRefused("has no column 'score'");
        scores("1,model_0001");
        assertRefused("has 2 values in line 2 but");
        scores("1,model_0001,1,-5", "1,model_0001,1,-5");
        assertRefused("is scored twice");
    }

    private void assertRefused(String part) {
        String message = assertThrows(
                        InputException.class, () -> RankStep.rank(entry, new RankStep.ModelCounts(1, 1, 1)))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void validationsThatCannotBeUsedAreRefused() throws IOException {
        models("model_0001");
        scores("1,model_0001,1,-5");
        validation("1", valid("model_0001", 0));
        validation("2", valid("model_0001", 0));
        assertRefused("is validated twice");
        write(entry.path(EntryFile.SAMPLED_VALIDATION, "1"), "model,reason\n");
        assertRefused("cannot be read as a JSON list");
        validation("1", "null");
        assertRefused("has an empty place");
    }

    /** They have no engine's score, and nobody asked for a number of them. */
    @Test
    void modelsOfAnotherProgramAreRankedByTheirValidation() throws IOException {
        write(entry.path(EntryFile.GIVEN_MODEL, "b"), "one");
        write(entry.path(EntryFile.GIVEN_MODEL, "a"), "two");
        models("model_0001");
        write(entry.path(EntryFile.GIVEN_VALIDATION), "[" + valid("a", 2) + "," + valid("b", 1) + "]");
        RankStep.run(entry, new RankStep.ModelCounts(null, 2, 2), out);
        assertEquals("b\na\n", Files.readString(out.resolve("selected.txt")));
        assertTrue(Files.readString(out.resolve("ranking.json")).contains("\"requested\" : null"));
    }
}
