package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.emconverge.structure.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrepareModelCommandTest {
    private static final String PDB = """
            ATOM      1  N   GLY A   1       0.000   0.000   0.000  1.00 20.00           N
            ATOM      2  CA  GLY A   1       1.300   0.700   0.000  1.00 20.00           C
            ATOM      3  C   GLY A   1       2.500   0.000   0.000  1.00 20.00           C
            ATOM      4  N   GLY A   2       3.800   0.000   0.000  1.00 20.00           N
            ATOM      5  CA  GLY A   2       5.100   0.700   0.000  1.00 20.00           C
            ATOM      6  C   GLY A   2       6.300   0.000   0.000  1.00 20.00           C
            HETATM    7 ZN    ZN A 101      20.000   0.000   0.000  1.00 20.00          ZN
            """;

    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    private int run(Path model, String... more) {
        CommandLine commands = Emtools.commandLine().setErr(new PrintWriter(errors, true));
        String[] arguments = {
            "prepare-model",
            "--model",
            model.toString(),
            "--out",
            folder.resolve("out.cif").toString(),
            "--json",
            folder.resolve("out.json").toString()
        };
        String[] all = Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
        return commands.execute(all);
    }

    @Test
    void writesTheModelAndTheRecord() throws Exception {
        Path model = Files.writeString(folder.resolve("it's a $(model); x.pdb"), PDB);
        assertEquals(0, run(model), errors.toString());
        assertEquals(1, ModelFile.read(folder.resolve("out.cif")).getChains().size());
        JsonNode json = new ObjectMapper().readTree(folder.resolve("out.json").toFile());
        assertEquals(2, json.get("residues").asInt());
        assertEquals("ZN", json.get("removed_groups").get(0).get("resname").asText());
        assertEquals("A 1", json.get("chains").get(0).get("first").asText());
    }

    @Test
    void keepsLigandsWhenAsked() throws Exception {
        assertEquals(
                0,
                run(Files.writeString(folder.resolve("m.pdb"), PDB), "--keep", "nucleic,ligands"),
                errors.toString());
        assertEquals(2, ModelFile.read(folder.resolve("out.cif")).getChains().size());
    }

    @Test
    void saysForWhichEngineOnlyProteinIsKept() throws Exception {
        Path model = Files.writeString(folder.resolve("m.pdb"), PDB);
        assertEquals(0, run(model, "--protein-only-for", "Phenix"), errors.toString());
        JsonNode json = new ObjectMapper().readTree(folder.resolve("out.json").toFile());
        assertEquals(
                "Only protein is kept, because nothing else is taken here by Phenix; residues of ligands, ions and"
                        + " nucleic acids that are left out: 1. OpenMM and Servalcat keep them.",
                json.at("/notes/0").asText());
    }

    @Test
    void keepsTheOxygenOfWatersWhenAsked() throws Exception {
        String water = "HETATM   90  O   WAT A 501      11.000   2.000   3.000  1.00 20.00           O\n"
                + "HETATM   91  H1  WAT A 501      11.500   2.000   3.000  1.00 20.00           H\n";
        Path model = Files.writeString(folder.resolve("m.pdb"), PDB + water);
        assertEquals(0, run(model, "--keep", "ligands,waters"), errors.toString());
        String written = Files.readString(folder.resolve("out.cif"));
        assertTrue(written.contains("HOH"), written);
        JsonNode json = new ObjectMapper().readTree(folder.resolve("out.json").toFile());
        assertEquals(0, json.get("removed_waters").asInt());
        assertEquals("waters", json.at("/kept/1").asText());
    }

    @Test
    void badModelsEndInOneSentenceAndLeaveNothing() throws Exception {
        assertEquals(2, run(Files.writeString(folder.resolve("page.pdb"), "<html></html>")));
        assertTrue(
                errors.toString().matches("emtools prepare-model: The model .*page.pdb holds no atoms: .*\\.\\R"),
                errors.toString());
        assertFalse(Files.exists(folder.resolve("out.cif")));
        assertFalse(Files.exists(folder.resolve("out.json")));
    }
}
