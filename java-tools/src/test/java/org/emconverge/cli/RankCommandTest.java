package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankCommandTest {
    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    private int run(String minModels) throws Exception {
        Files.createDirectories(folder.resolve("sampled"));
        Files.createDirectories(folder.resolve("validation"));
        Files.writeString(folder.resolve("sampled/model_0001.cif"), "one");
        Files.writeString(folder.resolve("sampled/model_0002.cif"), "two");
        Files.writeString(folder.resolve("validation/sampled.json"), """
                [{"model": "model_0001", "ramachandran": {"outliers_percent": 0}, "geometry_violations_percent": 0, "clashscore": 1},
                 {"model": "model_0002", "ramachandran": {"outliers_percent": 0}, "geometry_violations_percent": 1, "clashscore": 1}]""");
        Files.writeString(folder.resolve("sampled/scores.csv"), "model,seed,score\nmodel_0001,1,-1\nmodel_0002,2,-2\n");
        return Emtools.commandLine()
                .setErr(new PrintWriter(errors, true))
                .execute(
                        "rank",
                        "--entry",
                        folder.toString(),
                        "--requested",
                        "3",
                        "--best",
                        "1",
                        "--min-models",
                        minModels,
                        "--out-dir",
                        folder.resolve("out").toString());
    }

    @Test
    void ranksAndSelects() throws Exception {
        assertEquals(0, run("2"), errors.toString());
        assertEquals(
                "model_0002\n",
                Files.readString(folder.resolve("out").resolve("selected.txt")),
                "sums are equal, its score is lower");
    }

    @Test
    void tooFewModelsEndWithStatusTwo() throws Exception {
        assertEquals(2, run("3"));
        assertTrue(
                errors.toString().startsWith("emtools rank: Only 2 of 3 sampled models are usable"), errors.toString());
    }
}
