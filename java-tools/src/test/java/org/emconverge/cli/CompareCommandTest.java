package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int compare(Object... arguments) {
        CommandLine line = Emtools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = new String[arguments.length + 1];
        words[0] = "compare";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].toString();
        }
        return Emtools.run(line, words);
    }

    private Path entry(String id) throws IOException {
        Path entry = Files.createDirectories(folder.resolve(id));
        Files.writeString(
                entry.resolve("summary.json"),
                "{\"id\": \"" + id
                        + "\", \"resolution\": 3, \"residues\": 1, \"ca_rmsd\": {\"mean\": 0.5, \"median\": 0.5}}");
        Files.writeString(
                entry.resolve("residues.csv"), "chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled\nA,1,,ALA,0.5,\n");
        return entry;
    }

    @Test
    void writesThePageAndSaysWhere() throws IOException {
        Path page = folder.resolve("both.html");
        assertEquals(0, compare(entry("one"), entry("two"), "--out", page), err::toString);
        assertEquals("The comparison: " + page + System.lineSeparator(), out.toString());
        assertTrue(Files.readString(page).contains("<h1>one and two</h1>"));
    }

    @Test
    void needsTwoFinishedEntries() throws IOException {
        Path one = entry("one");
        assertEquals(2, compare(one));
        assertEquals(2, compare(one, folder.resolve("none"), "--out", folder.resolve("both.html")));
        assertTrue(err.toString().contains("has no summary.json: give the folder of an entry"), err.toString());
        assertTrue(Files.notExists(folder.resolve("both.html")));
    }
}
