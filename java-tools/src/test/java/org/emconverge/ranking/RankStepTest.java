package org.emconverge.ranking;

import static org.emconverge.validation.TestModels.atom;
import static org.emconverge.validation.TestModels.glycine;
import static org.emconverge.validation.TestModels.structure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Group;
import org.emconverge.InputException;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.TestLibrary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankStepTest {
    @TempDir
    Path folder;
    private Path library;
    private Path out;
    private Path dropped;

    @BeforeEach
    void prepare() throws IOException {
        library = folder.resolve("library");
        TestLibrary.write(library);
        out = folder.resolve("out");
        dropped = Files.writeString(folder.resolve("dropped.csv"), "model,reason\nmodel_0004,\"it blew up, twice\"\n");
    }

    /** A glycine with a C=O of this length (1.25 is ideal, 0.01 one sigma) and a hydrogen. */
    private Path model(String name, double carbonyl) throws IOException {
        Group glycine = glycine(1, 0, carbonyl);
        glycine.addAtom(atom("HA2", 0, -1.09, 0));
        Path file = folder.resolve(name + ".cif");
        ModelFile.writeCif(structure(glycine), file);
        return file;
    }

    private Path scores(String... rows) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "scores", ".csv"), "seconds,model,seed,score\n" + String.join("\n", rows) + "\n");
    }

    private RankStep.Inputs inputs(List<Path> models, Path scores, int requested, int best, int minModels) {
        return new RankStep.Inputs(models, List.of(scores), List.of(dropped), models.get(0), null, library, requested, best, minModels, 2);
    }

    @Test
    void writesTheRankingAndCopiesTheBest() throws IOException {
        List<Path> models = List.of(model("model_0001", 1.25), model("model_0002", 1.35), model("model_0003", 1.25));
        Path broken = Files.writeString(folder.resolve("model_0005.cif"), "<html>");
        List<Path> all = new ArrayList<>(models);
        all.add(broken);
        Path scores = scores("1,model_0001,1,-5", "1,model_0002,2,-9", "1,model_0003,3,-7", "1,model_0005,5,-1");
        Files.createDirectories(out.resolve("selected"));
        Files.writeString(out.resolve("selected").resolve("model_0099.cif"), "of an earlier run");
        RankStep.run(inputs(all, scores, 6, 2, 3), out);
        assertEquals("""
                rank,model,seed,rank_sum,ramachandran_outliers_percent,geometry_violations_percent,clashscore,engine_score,\
                ramachandran_outliers_rank,geometry_violations_rank,clashscore_rank,engine_score_rank,ramachandran_favoured_percent,selected
                1,model_0003,3,7.5,,0.0,0.0,-7.0,2.0,1.5,2.0,2.0,,yes
                2,model_0002,2,8.0,,20.0,0.0,-9.0,2.0,3.0,2.0,1.0,,yes
                3,model_0001,1,8.5,,0.0,0.0,-5.0,2.0,1.5,2.0,3.0,,no
                """, Files.readString(out.resolve("ranking.csv")));
        assertEquals("model_0003\nmodel_0002\n", Files.readString(out.resolve("selected.txt")));
        try (Stream<Path> files = Files.list(out.resolve("selected"))) {
            assertEquals(List.of("model_0002.cif", "model_0003.cif"), files.map(f -> f.getFileName().toString()).sorted().toList());
        }
        assertEquals(-1, Files.mismatch(models.get(1), out.resolve("selected").resolve("model_0002.cif")));
        JsonNode json = new ObjectMapper().readTree(out.resolve("ranking.json").toFile());
        assertEquals(6, json.get("requested").asInt());
        assertEquals(3, json.get("sampled").asInt());
        assertEquals(List.of("model_0004", "model_0005", "model_0006"), json.get("dropped").findValuesAsText("model"));
        List<String> reasons = json.get("dropped").findValuesAsText("reason");
        assertEquals("it blew up, twice", reasons.get(0));
        assertTrue(reasons.get(1).contains("holds no atoms"), reasons.get(1));
        assertEquals("its sampling task failed", reasons.get(2));
        assertEquals(0, json.get("start").get("bonds").get("outliers").asInt(), "the start is model_0001");
        assertTrue(json.get("relaxed").isNull());
        JsonNode validation = new ObjectMapper().readTree(out.resolve("validation.json").toFile());
        assertEquals(List.of("model_0001", "model_0002", "model_0003"), validation.findValuesAsText("model"));
        assertEquals(1, validation.get(1).get("bonds").get("outliers").asInt());
        assertEquals(10 / Math.sqrt(3), validation.get(1).get("bonds").get("rmsz").asDouble(), 1e-3);
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws IOException {
        List<Path> models = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            models.add(model("model_%04d".formatted(i), 1.25 + 0.01 * (i % 5)));
            rows.add("1,model_%04d,%d,%d".formatted(i, i, -i % 7));
        }
        Path scores = scores(rows.toArray(String[]::new));
        for (int threads : new int[] {1, 4}) {
            RankStep.run(new RankStep.Inputs(models, List.of(scores), List.of(), null, null, library, 12, 3, 3, threads),
                    folder.resolve("t" + threads));
        }
        for (String name : List.of("ranking.csv", "ranking.json", "validation.json", "selected.txt")) {
            assertEquals(-1, Files.mismatch(folder.resolve("t1").resolve(name), folder.resolve("t4").resolve(name)), name);
        }
    }

    @Test
    void modelsWithoutScoreOrFileAreDropped() throws IOException {
        Path first = model("model_0001", 1.25);
        RankStep.Outcome outcome = RankStep.rank(inputs(List.of(first, model("model_0002", 1.25), model("model_0003", 1.25)),
                scores("1,model_0001,1,-5", "1,model_0003,3,nan", "1,model_0007,7,-3"), 3, 1, 1));
        assertEquals(List.of("model_0002: the sampler gave it no score", "model_0003: its engine score is not a number",
                "model_0004: it blew up, twice", "model_0007: its model file is missing"),
                outcome.dropped().stream().map(d -> d.model() + ": " + d.reason()).toList());
    }

    @Test
    void tooFewModelsEndWithTheCountsAndReasonsAndWriteNothing() throws IOException {
        RankStep.Inputs inputs = inputs(List.of(model("model_0001", 1.25)), scores("1,model_0001,1,-5"), 6, 2, 3);
        String message = assertThrows(InputException.class, () -> RankStep.run(inputs, out)).getMessage();
        assertEquals("Only 1 of 6 sampled models are usable and at least 3 are needed (4 x its sampling task failed; 1 x it blew up, twice):"
                + " look into the sampler's logs, or ask for fewer with --min-models.", message);
        assertFalse(Files.exists(out));
    }

    @Test
    void tablesThatCannotBeUsedAreRefused() throws IOException {
        List<Path> models = List.of(model("model_0001", 1.25));
        assertRefused("has no column 'score'", models, Files.writeString(folder.resolve("a.csv"), "model,seed\nmodel_0001,1\n"));
        assertRefused("is cut short at record 1", models, scores("1,model_0001"));
        assertRefused("is scored twice", models, scores("1,model_0001,1,-5", "1,model_0001,1,-5"));
        assertRefused("There is no table", models, folder.resolve("absent.csv"));
        assertRefused("Two files are named after the model model_0001", List.of(models.get(0), folder.resolve("b/model_0001.pdb")),
                scores("1,model_0001,1,-5"));
    }

    private void assertRefused(String part, List<Path> models, Path scores) {
        String message = assertThrows(InputException.class, () -> RankStep.rank(inputs(models, scores, 1, 1, 1))).getMessage();
        assertTrue(message.contains(part), message);
    }
}
