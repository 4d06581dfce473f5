package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.trend.Trend;
import org.emconverge.trend.Trends;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run, with a stand-in for the renderer; what it does in a browser is in tests/browser. */
class IndexTest {
    private static final String EVIL = "<script>alert('x')</script>\" & {{id}}";

    @TempDir
    Path folder;

    private final List<EntryFolder> entries = new ArrayList<>();
    private Path renderer;

    @BeforeEach
    void writeRenderer() throws IOException {
        renderer = Files.writeString(folder.resolve("renderer"), """
                #!/bin/sh
                for spec; do cp "$spec" '%s'; echo '<?xml version="1.0"?><svg id="trend"></svg>' > "${spec%%.vl.json}.svg"; done
                """.formatted(folder.resolve("spec.json")));
        assertTrue(renderer.toFile().setExecutable(true));
    }

    /** @param engines null: models of another program */
    private void entry(String id, String title, double resolution, String engines, double... rmsds) throws IOException {
        Path entry = Files.createDirectories(folder.resolve("entry" + entries.size()));
        ObjectNode summary = new ObjectMapper().createObjectNode();
        double mean = Arrays.stream(rmsds).average().orElseThrow();
        summary.put("id", id).put("title", title).put("resolution", resolution).put("residues", rmsds.length);
        summary.putObject("models").put("compared", 5);
        summary.putObject("ca_rmsd")
                .put("mean", mean)
                .put("median", rmsds[rmsds.length / 2])
                .putObject("fractions")
                .put("lt1", Arrays.stream(rmsds).filter(v -> v < 1).count() / (double) rmsds.length)
                .put("gt3", Arrays.stream(rmsds).filter(v -> v > 3).count() / (double) rmsds.length);
        summary.putObject("engines").put("sampler", engines).put("refiner", engines == null ? null : "servalcat");
        if ("openmm".equals(engines)) {
            Trend trend = Trends.shipped().trends().get(0);
            summary.putObject("trend")
                    .put("expected_mean", trend.expectedMean(resolution))
                    .put("z", trend.z(resolution, mean));
        } else {
            summary.putNull("trend");
        }
        Files.writeString(entry.resolve("summary.json"), summary.toString());
        StringBuilder rows = new StringBuilder(
                "chain,resnum,icode,resname,ca_rmsd,ca_rmsd_about_mean,ca_rmsd_sampled,all_atom_rmsd,b_iso,b_rmsd,"
                        + "density_ca\n");
        for (int i = 0; i < rmsds.length; i++) {
            rows.append("A,").append(i + 1).append(",,ALA,").append(rmsds[i]).append(",,,,,,\n");
        }
        Files.writeString(entry.resolve("residues.csv"), rows.append("A,900,,HEM,,,,,,,\n"));
        entries.add(new EntryFolder(entry));
    }

    private String page(Path failed) throws IOException {
        return page(failed, null);
    }

    private String page(Path failed, String series) throws IOException {
        return page(failed, series, null);
    }

    private String page(Path failed, String series, Trends trends) throws IOException {
        Index.run(entries, new Index.Settings(failed, series, null, trends, renderer), folder.resolve("out"));
        return Files.readString(folder.resolve("out/index.html"));
    }

    @Test
    void aTrendOfOnesOwnJudgesTheEntriesOfItsSettings() throws IOException {
        entry("own", null, 3, "openmm", 0.5, 2);
        entry("other", null, 3, "openmm", 0.5, 2);
        Path file = entries.get(0).folder().resolve("summary.json");
        ObjectNode summary = Json.read(file);
        summary.putObject("fingerprints").put("sampler", "s").put("refiner", "r");
        Files.writeString(file, summary.toString());
        ObjectNode trends = (ObjectNode) Json.tree(Trends.shipped()).deepCopy();
        ((ObjectNode) trends.at("/trends/0/fingerprints")).put("sampler", "s").put("refiner", "r");
        ((ObjectNode) trends.at("/trends/0/curve")).put("floor", 7);
        Path given = folder.resolve("own.json");
        Json.write(trends, given);
        String html = page(null, null, Trends.read(given));
        assertTrue(html.contains("at the settings of the trend that was given"), html);
        double expected = Trends.read(given).trends().get(0).expectedMean(3);
        assertTrue(expected > 7, "the floor of the given one");
        Csv table = Csv.read(folder.resolve("out/index.csv"));
        assertEquals("other", table.rows().get(0).text("id"));
        assertEquals("", table.rows().get(0).text("expected_mean"));
        assertEquals(expected, table.rows().get(1).number("expected_mean"), 1e-9);
    }

    @Test
    void theIndexOfASeriesLinksToItsPage() throws IOException {
        entry("one", null, 3, "openmm", 0.5, 2);
        assertTrue(page(null, "my series.html").contains("<a href=\"my%20series.html\">"));
        assertFalse(page(null).contains("resolution series"));
    }

    @Test
    void textOfUsersStaysText() throws IOException {
        entry("a b/../\"><b>", EVIL, 3, "openmm", 0.5, 2);
        Path failed = Files.writeString(
                folder.resolve("failed.csv"),
                "id,process,exit,reason\n<i>bad,X,2,\"it said \"\"<u>no</u>\"\"\nand more\"\n");
        String html = page(failed);
        assertFalse(
                html.contains("<script>alert")
                        || html.contains("<i>bad")
                        || html.contains("<u>no")
                        || html.contains("\"><b>"),
                html);
        assertTrue(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; &amp; {{id}}"));
        assertTrue(html.contains("href=\"a%20b%2F..%2F%22%3E%3Cb%3E/report.html\""), "the id stays one folder below");
        assertFalse(
                html.contains("http://") || html.contains("https://") || html.contains("<link"),
                "the page asks the network");
        assertTrue(html.contains("default-src &#39;none&#39;; script-src &#39;sha256-"));
    }

    @Test
    void listsEntriesAndFailures() throws IOException {
        entry("two", null, 4.5, "openmm", 1, 2, 5);
        entry("one", "first", 3, "openmm", 0.1, 0.2, 0.3);
        Path failed = Files.writeString(folder.resolve("failed.csv"), """
                id,process,exit,reason
                two,REPORT,1,no renderer
                three,FETCH,2,no such map
                """);
        String html = page(failed);
        assertTrue(html.contains("<h1>2 entries, 2 failed</h1>"), html);
        assertTrue(html.indexOf(">one<") < html.indexOf("data-value=\"two\""), "in the order of the ids");
        assertTrue(
                html.contains("<a\nhref=\"one/report.html\">one</a>") && !html.contains("two/report.html"),
                "no link to a page that is not there");
        assertTrue(html.contains(
                "<tr><td>three</td><td class=\"text\">FETCH</td><td>2</td><td class=\"text\">no such map</td></tr>"));
        List<String> csv = Files.readAllLines(folder.resolve("out/index.csv"));
        assertEquals(
                "id,title,resolution,residues,models,ca_rmsd_mean,ca_rmsd_median,fraction_lt1,fraction_gt3,method,"
                        + "expected_mean,z,fraction_determined,"
                        + String.join(",", ReferenceEntry.columns())
                        + ",percentile,percentile_n,percentile_alike,percentile_alike_n,run",
                csv.get(0));
        assertTrue(
                csv.get(1).startsWith("one,first,3.0,3,5,0.19") && csv.get(2).startsWith("two,,4.5,3,5,"),
                csv.toString());
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void otherEnginesAreMarkedAndNotPutOnTheTrend() throws IOException {
        entry("a", null, 3, "openmm", 0.2, 0.2);
        entry("b", null, 4, "rosetta", 0.9, 0.9);
        entry("c", null, 3.5, null, 0.4, 0.4);
        String html = page(null);
        assertTrue(html.contains("The trend says nothing about the 2 entries made otherwise."));
        assertTrue(html.contains("<option>rosetta + servalcat</option>")
                && html.contains("<option>models of other programs</option>"));
        JsonNode spec = new ObjectMapper().readTree(folder.resolve("spec.json").toFile());
        assertEquals(
                "[\"openmm + servalcat\",\"models of other programs\",\"rosetta + servalcat\"]",
                spec.at("/layer/3/encoding/color/scale/domain").toString());
        assertEquals(
                List.of("openmm + servalcat", "rosetta + servalcat", "models of other programs"),
                spec.at("/layer/3/data/values").findValuesAsText("method"));
        JsonNode line = spec.at("/layer/2/data/values");
        assertEquals(
                Trends.shipped()
                        .trends()
                        .get(0)
                        .expectedMean(line.get(5).get("resolution").asDouble()),
                line.get(5).get("mean").asDouble(),
                1e-6);
        assertTrue(html.contains("<td data-value=\"\">–</td>"));
    }

    @Test
    void withoutAnEntryOfTheTrendsEnginesThereIsNoTrend() throws IOException {
        entry("a", null, 3, null, 0.2, 0.2);
        String html = page(null);
        assertTrue(html.contains("No trend is known for these.") && !html.contains("The line is"));
        assertEquals(
                0,
                new ObjectMapper()
                        .readTree(folder.resolve("spec.json").toFile())
                        .at("/layer/1/data/values")
                        .size());
    }

    /** Of a symmetric map the table has every deposited chain, the summary the asymmetric unit. */
    @Test
    void copiesCountOnce() throws IOException {
        entry("tetramer", "", 3.4, "openmm", 0.4, 0.6, 1.2);
        Path file = entries.get(0).path(EntryFile.SUMMARY);
        Path residues = entries.get(0).path(EntryFile.RESIDUES);
        ObjectNode summary = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        summary.putObject("symmetry")
                .put("point_group", "C2")
                .putObject("copies")
                .put("B", "A");
        Files.writeString(file, summary.toString());
        Files.writeString(
                residues,
                Files.readString(residues)
                        .lines()
                        .skip(1)
                        .map(row -> "B" + row.substring(1) + "\n")
                        .collect(Collectors.joining()),
                StandardOpenOption.APPEND);
        page(null);
        assertTrue(Files.readAllLines(folder.resolve("out/index.csv")).get(1).startsWith("tetramer,,3.4,3,5,"));
    }

    @Test
    void whatIsDeterminedHasAColumnWhereSomeEntryHasAConfidence() throws IOException {
        entry("plain", null, 3, "openmm", 0.2, 0.2);
        assertFalse(page(null).contains("data-column=\"determined\""));
        entry("judged", null, 3, "openmm", 0.2, 0.2, 0.3, 0.4);
        Path residues = entries.get(1).path(EntryFile.RESIDUES);
        List<String> rows = Files.readAllLines(residues);
        List<String> confidence = Stream.of(
                        "confidence", TestRows.DETERMINED, TestRows.DETERMINED, TestRows.IN_DOUBT, TestRows.WRONG, "")
                .map(Object::toString)
                .toList();
        Files.write(
                residues,
                IntStream.range(0, rows.size())
                        .mapToObj(i -> rows.get(i) + "," + confidence.get(i))
                        .toList());
        String html = page(null);
        assertTrue(html.contains("data-column=\"determined\"\ndata-unit=\"%\">determined</th>"), html);
        assertTrue(html.contains("<td data-value=\"50\">50\u00a0%</td><td data-value=\"100\">100\u00a0%</td>"), html);
        assertTrue(html.contains("<td data-value=\"\">–</td><td data-value=\"100\">"), html);
        List<String> csv = Files.readAllLines(folder.resolve("out/index.csv"));
        assertTrue(csv.get(1).contains(",0.5,") && csv.get(2).endsWith(",,0,,0,"), csv.toString());
    }

    /** Twelve are of the trend's engines, nine of them at 3 Å and three at 4 Å; another is not counted with them. */
    @Test
    void standsAmongEntriesMadeAlike() throws IOException {
        for (int i = 0; i < 12; i++) {
            entry("e%02d".formatted(i), null, i < 9 ? 3 : 4, "openmm", 0.1 * (i + 1), 0.1 * (i + 1));
        }
        entry("other", null, 3, "rosetta", 0.01, 0.01);
        String html = page(null);
        List<String> csv = Files.readAllLines(folder.resolve("out/index.csv"));
        assertTrue(csv.get(1).endsWith(",95.8,12,,0,"), csv.get(1)); // (11 + 1/2) / 12
        assertTrue(csv.get(12).endsWith(",4.2,12,,0,"), csv.get(12));
        assertTrue(csv.get(13).startsWith("other") && csv.get(13).endsWith(",,0,,0,"), csv.get(13));
        assertTrue(html.contains(">96<small\n>of 12</small></td>"), html);
        assertTrue(html.contains("class=\"fifth4\" data-value=\"0.1\" data-place=\"96 12\""));
        assertFalse(html.contains("data-column=\"percentile-alike\""), "too few at any resolution");
        entry("f", null, 3.3, "openmm", 2, 2);
        html = page(null);
        csv = Files.readAllLines(folder.resolve("out/index.csv"));
        assertTrue(csv.get(1).endsWith(",96.2,13,95.0,10,"), csv.get(1)); // 3.3 Å is within 10 % of 3 Å
        assertTrue(html.contains("data-place=\"96 13 95 10\""), html);
    }

    @Test
    void profilesTakeWhatIsLeftOfTwoMegabytes() {
        assertEquals(1_000_000, Index.room(300_000));
        assertEquals(450_000, Index.room(1_500_000));
        assertEquals(0, Index.room(2_500_000));
    }

    @Test
    void everyColumnIsExplained() throws IOException {
        entry("a", null, 3, "openmm", 0.2, 0.2);
        String html = page(null);
        for (IndexColumn column : IndexColumn.of(List.of(), new RunPercentiles(List.of()))) {
            String key = column.key();
            assertTrue(html.contains("data-column=\"" + key + "\"") && html.contains("id=\"says-" + key + "\""), key);
            assertTrue(column.definition.endsWith("."), key);
        }
    }

    /** Entries of one id are told apart by their runs, and link to the pages in their folders. */
    @Test
    void entriesOfSeveralRuns() throws IOException {
        for (String run : List.of("first run", "second")) {
            entry("same", null, 3, "openmm", 0.2, 0.4);
            Path to = Files.createDirectories(folder.resolve(run)).resolve("same");
            Files.move(entries.remove(entries.size() - 1).folder(), to);
            Files.writeString(to.resolve("report.html"), "its page");
        }
        entries.addAll(EntryFolder.in(folder.resolve("first run")));
        entries.addAll(EntryFolder.in(folder.resolve("second")));
        String html = page(null);
        assertTrue(
                html.contains(
                        "href=\"../first%20run/same/report.html\">same</a><small class=\"run\">first run</small>"),
                html);
        assertTrue(
                html.contains("href=\"../second/same/report.html\">same</a><small class=\"run\">second</small>"), html);
        List<String> csv = Files.readAllLines(folder.resolve("out/index.csv"));
        assertTrue(csv.get(1).endsWith(",first run") && csv.get(2).endsWith(",second"), csv.toString());
    }

    @Test
    void failuresAlone() throws IOException {
        String html = page(Files.writeString(folder.resolve("failed.csv"), "id,step,reason\nx,fetch,gone\n"));
        assertTrue(html.contains("0 entries, 1 failed")
                && html.contains("<td class=\"text\">fetch</td><td></td>")
                && !html.contains("id=\"entries\""));
    }

    @Test
    void inputThatMakesNoSense() throws IOException {
        refused("There is no entry to list", null);
        refused("has no column 'id'", Files.writeString(folder.resolve("failed.csv"), "name\nx\n"));
        entry("a", null, 3, "openmm", 0.2, 0.2);
        entry("b", null, 3, "openmm", 0.2, 0.2, 0.3);
        entries.add(entries.get(0));
        refused("Two entries have the id a", null);
        entries.remove(2);
        Files.copy(
                entries.get(0).path(EntryFile.RESIDUES),
                entries.get(1).path(EntryFile.RESIDUES),
                StandardCopyOption.REPLACE_EXISTING);
        refused("are not of one entry", null);
        Files.delete(entries.get(1).path(EntryFile.RESIDUES));
        refused("has no residues.csv", null);
        assertFalse(Files.exists(folder.resolve("out")));
    }

    private void refused(String part, Path failed) {
        String message = assertThrows(InputException.class, () -> page(failed)).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void smallHistograms() throws IOException {
        entry("a", null, 3, "openmm", 0, 0.2, 0.25, 0.99, 1, 2.99, 3, 3.01, 4.9, 80);
        int[] counts = Sparkline.counts(ResidueRow.read(entries.get(0).path(EntryFile.RESIDUES)));
        int[] expected = new int[20];
        expected[0] = 2;
        expected[1] = 1;
        expected[3] = 1;
        expected[4] = 1;
        expected[11] = 2;
        expected[12] = 1;
        expected[19] = 2;
        assertArrayEquals(expected, counts);
        assertEquals(
                List.of("well_determined", "variable", "uncertain"),
                Sparkline.paths(ResidueRow.read(entries.get(0).path(EntryFile.RESIDUES))).stream()
                        .map(path -> path.get("style"))
                        .toList());
    }
}
