package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.emconverge.InputException;
import org.emconverge.entry.EntryFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of two entries carries; what it says of it is in tests/browser. */
class ComparisonTest {
    private static final String HEADER = "chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled,q_score,confidence";

    @TempDir
    Path folder;

    private EntryFolder entry(String name, String id, double mean, String... rows) throws IOException {
        Path entry = Files.createDirectories(folder.resolve(name));
        ObjectNode summary = new ObjectMapper().createObjectNode();
        long defined = List.of(rows).stream()
                .filter(row -> !row.split(",", -1)[4].isEmpty())
                .count();
        summary.put("id", id).put("title", "<b>bold</b>").put("resolution", 3).put("residues", defined);
        summary.putObject("models").put("compared", 5);
        summary.putObject("ca_rmsd").put("mean", mean).put("median", mean);
        summary.putObject("engines").put("sampler", "openmm").put("refiner", "servalcat");
        summary.putObject("validation").putObject("refined").putObject("fit").put("cc_mask", 0.5 + mean / 10);
        Files.writeString(entry.resolve("summary.json"), summary.toString());
        Files.writeString(entry.resolve("residues.csv"), HEADER + "\n" + String.join("\n", rows) + "\n");
        return new EntryFolder(entry);
    }

    private JsonNode block(String html, String name) throws IOException {
        Matcher found = Pattern.compile("id=\"packed-" + name + "\">([^<]*)<").matcher(html);
        assertTrue(found.find(), name);
        byte[] packed = Base64.getDecoder().decode(found.group(1));
        return new ObjectMapper().readTree(new GZIPInputStream(new ByteArrayInputStream(packed)));
    }

    @Test
    void carriesProfilesAndNumbers() throws IOException {
        EntryFolder first = entry(
                "a",
                "one",
                0.5,
                "A,-1,,MSE,0.1234,0.2,0.7,0.95",
                "A,0,,ALA,0.5,,0.7,",
                "A,0,B,GLY,1,,,0.5",
                "A,5,,TRP,,,0.1,",
                "A,6,,LYS,2.5,,0.2,0.1",
                "B,6,,LYS,0.25,,0.2,0.1");
        EntryFolder second = entry("b", "two", 1, "A,0,,ALA,1,,0.5,", "A,1,,GLY,1,,0.5,");
        Path page = folder.resolve("pages/both.html");
        Files.writeString(first.folder().resolve("report.html"), "");
        Comparison.run(first, second, page);
        String html = Files.readString(page);
        JsonNode profile = block(html, "profiles").get(0);
        assertEquals(
                "[[\"A\",[[-1,2],[0,1,\"B\"],[6,1]]],[\"B\",[[6,1]]]]",
                profile.get("chains").toString());
        assertEquals("?AGKK", profile.get("sequence").asText());
        assertEquals("{\"0\":\"MSE\"}", profile.get("others").toString());
        assertEquals("[1234,5000,10000,25000,2500]", profile.get("ca_rmsd").toString());
        assertEquals("[7000,7000,null,2000,2000]", profile.get("q_score").toString());
        JsonNode comparison = block(html, "comparison");
        assertEquals("../a/report.html", comparison.at("/entries/0/link").asText());
        assertEquals("", comparison.at("/entries/1/link").asText(), "it has no page");
        assertEquals(
                List.of("ca_rmsd", "q_score"),
                comparison.get("measures").findValuesAsText("column"),
                "the second has no confidence");
        assertEquals(
                "[0.5,1.0]",
                numbers(comparison, "mean Cα RMSD, Å").get("values").toString());
        assertEquals(
                "lower", numbers(comparison, "mean Cα RMSD, Å").get("better").asText());
        assertEquals("[0.55,0.6]", numbers(comparison, "CC mask").get("values").toString());
        assertEquals("higher", numbers(comparison, "CC mask").get("better").asText());
        assertEquals(
                "[5,5]", numbers(comparison, "models").get("values").toString().replace(".0", ""));
        assertFalse(html.contains("<b>bold"), "text of users is packed or escaped");
        Comparison.run(first, second, page);
        assertEquals(html, Files.readString(page));
    }

    private static JsonNode numbers(JsonNode comparison, String title) {
        for (JsonNode number : comparison.get("numbers")) {
            if (number.get("title").asText().equals(title)) {
                return number;
            }
        }
        throw new AssertionError("there is no " + title + " in " + comparison.get("numbers"));
    }

    @Test
    void twoRunsOfOneMapAreToldApart() throws IOException {
        EntryFolder first = entry("run 1/map", "map", 0.5, "A,1,,ALA,0.5,,,");
        EntryFolder second = entry("run 2/map", "map", 0.6, "A,1,,ALA,0.6,,,");
        Path page = folder.resolve("both.html");
        Comparison.run(first, second, page);
        assertTrue(Files.readString(page).contains("<h1>map (run 1) and map (run 2)</h1>"));
    }

    @Test
    void inputThatMakesNoSense() throws IOException {
        EntryFolder entry = entry("a", "one", 0.5, "A,1,,ALA,0.5,,,");
        refused("Two entries have the id one", entry, entry);
        refused("has no summary.json", entry, new EntryFolder(folder.resolve("none")));
    }

    private void refused(String part, EntryFolder first, EntryFolder second) {
        String message = assertThrows(
                        InputException.class, () -> Comparison.run(first, second, folder.resolve("out.html")))
                .getMessage();
        assertTrue(message.contains(part), message);
        assertFalse(Files.exists(folder.resolve("out.html")));
    }

    /** Where there is no room for all profiles, those of large entries are left out. */
    @Test
    void asManyProfilesAsFit() throws IOException {
        List<IndexEntry> entries = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 6; i++) {
            int residues = i == 2 ? 2_000 : i == 4 ? 20_000 : 1_000;
            String[] rows = IntStream.range(0, residues)
                    .mapToObj(n -> "A," + n + ",,ALA," + random.nextInt(900) / 100.0 + ",,,0.5")
                    .toArray(String[]::new);
            entries.add(IndexEntry.read(entry("e" + i, "e" + i, 1, rows)));
        }
        PageScripts scripts = new PageScripts();
        int carried = ComparisonData.addProfiles(scripts, entries, ComparisonData.COARSE, 25_000);
        JsonNode profiles = block(scripts.html(), "profiles");
        assertEquals(5, carried);
        assertTrue(profiles.get(4).isNull()
                && profiles.get(2).isObject()
                && profiles.get(5).isObject());
        assertTrue(scripts.html().length() < 25_000, "" + scripts.html().length());
    }
}
