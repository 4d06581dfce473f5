package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.emconverge.Json;
import org.emconverge.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterCommandTest {
    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    private int run(String model, String map, String resolution) {
        return Emtools.commandLine()
                .setErr(new PrintWriter(errors, true))
                .execute(
                        "register",
                        "--model",
                        model,
                        "--map",
                        map,
                        "--resolution",
                        resolution,
                        "--out",
                        folder.resolve("register.json").toString());
    }

    private static String shared(String file) {
        return SharedData.file("data/emd2566_mrpl_chain9/" + file).toString();
    }

    @Test
    void aRightModelInItsMapHasNoProbableStretch() {
        assertEquals(0, run(shared("model.pdb"), shared("map.mrc"), "3.2"), errors.toString());
        JsonNode report = Json.read(folder.resolve("register.json"), JsonNode.class);
        assertEquals(195, report.get("residues").asInt());
        assertEquals(3.2, report.get("resolution").asDouble());
        for (JsonNode stretch : report.get("stretches")) {
            assertTrue(stretch.get("probability").asDouble() < 0.2, stretch.toString());
            assertEquals(
                    stretch.get("last").asInt() - stretch.get("first").asInt() + 1,
                    stretch.get("residues").size());
        }
    }

    @Test
    void aModelWithoutBackboneIsRefused() throws Exception {
        Path model = folder.resolve("ca.pdb");
        Files.writeString(
                model, "ATOM      1  CA  ALA A   1      11.104  13.207   2.100  1.00 20.00           C\nEND\n");
        assertEquals(2, run(model.toString(), shared("map.mrc"), "3.2"));
        assertTrue(
                errors.toString().contains("has no amino acid with N, CA and C, and so no register"),
                errors.toString());
        assertFalse(Files.exists(folder.resolve("register.json")));
    }

    @Test
    void aModelWithoutProteinHasNoStretch() throws Exception {
        Path model = folder.resolve("rna.pdb");
        Files.writeString(
                model, "ATOM      1  C1'   A A   1      11.104  13.207   2.100  1.00 20.00           C\nEND\n");
        assertEquals(0, run(model.toString(), shared("map.mrc"), "3.2"), errors.toString());
        JsonNode report = Json.read(folder.resolve("register.json"), JsonNode.class);
        assertEquals(0, report.get("residues").asInt());
        assertTrue(report.get("stretches").isEmpty());
    }

    @Test
    void aMissingMapAndAWrongResolutionAreRefused() {
        assertEquals(2, run(shared("model.pdb"), folder.resolve("none.mrc").toString(), "3.2"));
        assertTrue(errors.toString().contains("none.mrc"), errors.toString());
        assertEquals(2, run(shared("model.pdb"), shared("map.mrc"), "-3"));
        assertTrue(errors.toString().contains("resolution"), errors.toString());
        assertFalse(Files.exists(folder.resolve("register.json")));
    }
}
