package org.emconverge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.structure.InternalCoordinates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    @Test
    void valuesAreFoundByTheirColumns() throws IOException {
        Csv table = Csv.read(file("model,x,chain\r\n\"a, \"\"b\"\"\",1.5, \r\n\r\nc,,A\n"), "model", "chain");
        assertEquals(List.of("model", "x", "chain"), table.columns());
        assertEquals(2, table.rows().size());
        Csv.Row first = table.rows().get(0);
        assertEquals("a, \"b\"", first.text("model"));
        assertEquals(1.5, first.number("x"));
        assertEquals(" ", first.text("chain"), "a chain may be called by a blank");
        assertTrue(Double.isNaN(table.rows().get(1).numberOrNaN("x")));
        assertTrue(first.has("x"));
        assertFalse(first.has("y"));
        assertEquals("1.5", first.textOr("x", "none"));
        assertEquals("none", first.textOr("y", "none"));
        assertEquals(List.of("c", "", "A"), table.rows().get(1).values());
    }

    @Test
    void mistakesAreToldWithTheirPlace() throws IOException {
        Csv table = Csv.read(file("model,x\na,1\n\nb,1.5e\nc,\n"));
        String name = folder.resolve("table.csv").toString();
        assertEquals(
                "The table " + name + " has '1.5e' for x in line 4: a number is needed.",
                message(() -> table.rows().get(1).number("x")));
        assertEquals(
                "The table " + name + " has '1.5e' for x in line 4: a number is needed.",
                message(() -> table.rows().get(1).numberOrNaN("x")));
        assertEquals(
                "The table " + name + " has '' for x in line 5: a whole number is needed.",
                message(() -> table.rows().get(2).whole("x")));
        assertEquals(
                "The table " + name + " has no column 'seed': give the file that the step before wrote.",
                message(() -> table.rows().get(0).text("seed")));
        assertEquals(
                "The table " + name + " has no column 'seed': give the file that the step before wrote.",
                message(() -> Csv.read(folder.resolve("table.csv"), "model", "seed")));
    }

    @Test
    void whatIsNoWholeTableIsRefused() throws IOException {
        assertEquals(
                "The table " + folder.resolve("table.csv")
                        + " has 1 values in line 3 but 2 columns: it is cut short, give it whole.",
                message(() -> Csv.read(file("model,x\na,1\nb"))));
        assertTrue(message(() -> Csv.read(folder.resolve("none.csv"))).startsWith("There is no table "));
        for (String text : List.of("model,model\na,b\n", "model,x\n\"a,1\n")) {
            assertTrue(message(() -> Csv.read(file(text))).contains("cannot be read as CSV with a header ("), text);
        }
        Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertTrue(message(() -> Csv.read(binary)).contains("binary.csv cannot be read as CSV"));
        assertTrue(message(() -> Csv.read(file(""), "model")).contains("has no column 'model'"));
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static String message(Reading reading) {
        return assertThrows(InputException.class, reading::read).getMessage();
    }

    @Test
    void tablesOfTheJarMayHaveComments() {
        Csv table = Csv.resource(InternalCoordinates.class, "internal-coordinates.csv");
        assertTrue(table.columns().contains("torsion"));
        assertThrows(IllegalStateException.class, () -> Csv.resource(Csv.class, "no-such.csv"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("written.csv");
        Csv.write(file, List.of("model", "reason"), printer -> printer.printRecord("a", "no, \"never\"\nagain"));
        assertEquals("model,reason\na,\"no, \"\"never\"\"\nagain\"\n", Files.readString(file, StandardCharsets.UTF_8));
        assertEquals("no, \"never\"\nagain", Csv.read(file).rows().get(0).text("reason"));
    }
}
