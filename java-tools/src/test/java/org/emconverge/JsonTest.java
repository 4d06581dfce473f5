package org.emconverge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {
    private record Engine(String engineName, int models) {}

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("record.json"), text);
    }

    private static String message(Executable reading) {
        return assertThrows(InputException.class, reading).getMessage();
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("written.json");
        Json.write(List.of(new Engine("openmm", 3)), file);
        assertEquals(List.of(new Engine("openmm", 3)), Json.readList(file, Engine.class));
        assertEquals(
                "openmm",
                Json.parse(Files.readAllBytes(file)).at("/0/engine_name").asText());
    }

    @Test
    void whatIsNoObjectIsRefused() throws IOException {
        for (String text : List.of("[]", "null", "1", "")) {
            Path file = file(text);
            assertEquals(
                    "The file " + file + " is not a JSON object: give the file that the step before wrote.",
                    message(() -> Json.read(file)),
                    text);
        }
    }

    @Test
    void mistakesAreToldWithTheirPlace() throws IOException {
        String sentence =
                "The file %s cannot be read as %s (line 2, column 10): give the file that the step before wrote.";
        Path cut = file("{\n \"a\": 1, b}");
        assertEquals(sentence.formatted(cut, "JSON"), message(() -> Json.read(cut)));
        assertEquals(sentence.formatted(cut, "JSON"), message(() -> Json.read(cut, Engine.class)));
        assertTrue(message(() -> Json.readList(cut, Engine.class)).contains("cannot be read as a JSON list (line 1, "));
    }

    @Test
    void absentFilesAreMissingWhereTheyMayBe() throws IOException {
        Path none = folder.resolve("none.json");
        assertEquals("There is no file " + none + ": check the path.", message(() -> Json.read(none)));
        assertTrue(Json.readOrMissing(none).at("/a").isMissingNode());
        assertEquals(1, Json.readOrMissing(file("{\"a\": 1}")).path("a").asInt());
        assertThrows(IllegalStateException.class, () -> Json.resource(Json.class, "no-such.json"));
        assertThrows(IllegalStateException.class, () -> Json.resourceList(Json.class, "facts.json", Engine.class));
    }
}
