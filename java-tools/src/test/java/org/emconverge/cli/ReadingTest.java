package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.emconverge.validation.TestLibrary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a reading leaves out or guesses is printed and recorded by every command that takes a model of a user. */
class ReadingTest {
    private static final String NOTE =
            "The atoms of residue A 1 GLY lie apart from each other in the file: they are" + " put together.";

    @TempDir
    Path folder;

    private Path model;
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void writeModel() throws Exception {
        model = Files.writeString(folder.resolve("apart.pdb"), """
                ATOM      1  N   GLY A   1       0.000   0.000   0.000  1.00 20.00           N
                ATOM      2  CA  GLY A   1       1.300   0.700   0.000  1.00 20.00           C
                ATOM      3  C   GLY A   1       2.500   0.000   0.000  1.00 20.00           C
                ATOM      4  N   GLY A   2       3.800   0.000   0.000  1.00 20.00           N
                ATOM      5  CA  GLY A   2       5.100   0.700   0.000  1.00 20.00           C
                ATOM      6  C   GLY A   2       6.300   0.000   0.000  1.00 20.00           C
                ATOM      7  O   GLY A   1       2.500  -1.200   0.000  1.00 20.00           O
                """);
    }

    private JsonNode run(String... arguments) throws Exception {
        Path json = folder.resolve("out.json");
        CommandLine commands = Emtools.commandLine().setErr(new PrintWriter(errors, true));
        String[] all = Stream.of(arguments, new String[] {"--model", model.toString(), "--json", json.toString()})
                .flatMap(Stream::of)
                .toArray(String[]::new);
        assertEquals(0, commands.execute(all), errors.toString());
        return new ObjectMapper().readTree(json.toFile());
    }

    private void assertTold(JsonNode record) {
        assertEquals("apart.pdb: " + NOTE, errors.toString().strip());
        assertEquals(7, record.at("/reading/coordinate_lines").asInt());
        assertEquals(7, record.at("/reading/atoms").asInt());
        assertEquals(NOTE, record.at("/reading/notes/0").asText());
    }

    @Test
    void prepareModelTells() throws Exception {
        assertTold(run("prepare-model", "--out", folder.resolve("out.cif").toString()));
    }

    @Test
    void symmetryTells() throws Exception {
        assertTold(run("symmetry"));
    }

    @Test
    void validateTells() throws Exception {
        TestLibrary.write(folder.resolve("library"));
        assertTold(run("validate", "--monlib", folder.resolve("library").toString())
                .get(0));
    }

    @Test
    void aFurtherModelIsTold() throws Exception {
        String one = Files.readString(model);
        Files.writeString(model, "MODEL        1\n" + one + "ENDMDL\nMODEL        2\n" + one + "ENDMDL\n");
        run("symmetry");
        assertTrue(errors.toString().contains("apart.pdb: The file has a further model: only the first is read."));
    }
}
