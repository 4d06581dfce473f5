package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Command lines of surveys. */
class SurveyCommandTest {
    @TempDir
    Path folder;

    private String refused(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine program = Emtools.commandLine();
        program.setErr(new PrintWriter(said, true));
        assertEquals(Emtools.BAD_INPUT, Emtools.run(program, arguments), said.toString());
        return said.toString().strip();
    }

    private String survey(String... more) {
        String[] words = new String[5 + more.length];
        String[] first = {"survey", "--out-dir", folder.resolve("s").toString(), "--input", sheet()};
        System.arraycopy(first, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return refused(words);
    }

    private String sheet() {
        return folder.resolve("sheet.csv").toString();
    }

    @Test
    void mistakesAreToldInASentence() {
        assertEquals(
                "emtools survey: --input and --resolutions exclude each other: the samplesheet has the entries, leave one"
                        + " out.",
                survey("--resolutions", "0:3"));
        assertEquals(
                "emtools survey: There is no table " + sheet() + ": check the path.",
                survey("--contact", "a@example.org"));
        assertEquals(
                "emtools survey: --chunk and --tries are whole numbers from 1 on: correct them.",
                survey("--chunk", "0"));
        assertEquals(
                "emtools survey: --budget -1.0 is out of range: give 0 core-hours or more.", survey("--budget=-1"));
        assertEquals("emtools survey: Leave -bg out: the survey waits for its runs.", survey("--", "-bg"));
        assertEquals(
                "emtools watch: --every 0.0 is out of range: give more than 0 minutes.",
                refused("watch", sheet(), "--out-dir", folder.toString(), "--every", "0"));
    }

    @Test
    void aWatchThatLooksOncePlansWhatTheSheetHas() throws Exception {
        Files.writeString(folder.resolve("sheet.csv"), "id,emdb\na,EMD-2566\n");
        StringWriter said = new StringWriter();
        CommandLine program = Emtools.commandLine();
        program.setErr(new PrintWriter(said, true));
        String out = folder.resolve("s").toString();
        assertEquals(
                0, Emtools.run(program, "watch", sheet(), "--out", out, "--plan", "--", "--models", "4", "--best=3"));
        assertEquals("1 entry to run (1 new, 0 revised", said.toString().substring(0, 32));
        assertEquals(true, said.toString().contains(", for 4 models of each, 3 refined."), said.toString());
    }
}
