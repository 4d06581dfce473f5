package org.emconverge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.report.EntryDigest.Contested;
import org.emconverge.site.SiteSettings.Reports;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A site and what later calls make of it, with a stand-in for the renderer; in a browser it is in tests/browser. */
class SiteTest {
    private static final String EVIL = "<script>alert('x')</script>\" & {{id}}\u0001 ]]>";
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    @TempDir
    Path folder;

    private Path renderer;
    private Path site;

    @BeforeEach
    void writeRenderer() throws IOException {
        renderer = Files.writeString(folder.resolve("renderer"), """
                #!/bin/sh
                for spec; do echo '<svg id="trend"></svg>' > "${spec%.vl.json}.svg"; done
                """);
        assertTrue(renderer.toFile().setExecutable(true));
        site = folder.resolve("site");
    }

    private void results(String run, String date) throws IOException {
        Path info = Files.createDirectories(folder.resolve(run).resolve("pipeline_info"));
        Files.writeString(
                info.resolve("run.json"), Json.object().put("completed", date).toString());
    }

    /** An entry whose residues 4 to 7 the density would rather have two places back. */
    private Path entry(String run, String id, String title, double resolution, double mean) throws IOException {
        Path entry = Files.createDirectories(folder.resolve(run).resolve(id));
        ObjectNode summary = Json.object()
                .put("id", id)
                .put("title", title)
                .put("resolution", resolution)
                .put("residues", 10)
                .put("emdb", "EMD-1234")
                .put("pdb", "3j6b");
        summary.putObject("models").put("compared", 5);
        summary.putObject("ca_rmsd")
                .put("mean", mean)
                .put("median", mean)
                .putObject("fractions")
                .put("lt1", 0.8)
                .put("gt3", 0.1);
        summary.putObject("engines").put("sampler", "openmm").put("refiner", "servalcat");
        summary.putObject("trend").put("expected_mean", 0.5).put("z", 0.3);
        Files.writeString(entry.resolve("summary.json"), summary.toString());
        StringBuilder rows = new StringBuilder(
                "chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled,register_probability,register_shift\n");
        for (int i = 1; i <= 10; i++) {
            boolean shifted = i >= 4 && i <= 7;
            rows.append("A,").append(i).append(",,ALA,").append(mean).append(",,");
            rows.append(shifted ? "0.1,-2\n" : "0.9,0\n");
        }
        Files.writeString(entry.resolve("residues.csv"), rows);
        Files.writeString(entry.resolve("report.html"), "<!DOCTYPE html><title>" + id + mean + "</title>");
        return entry;
    }

    /** Other results of the entry's kind, of another map. */
    private void accession(String run, String id, String emdb, double mean) throws IOException {
        Path file = entry(run, id, "of " + emdb, 3, mean).resolve("summary.json");
        Files.writeString(
                file, Json.read(file, ObjectNode.class).put("emdb", emdb).toString());
    }

    private List<String> make(Reports reports, String... runs) throws IOException {
        return Site.run(
                new SiteSettings(site, null, "https://example.org/maps", "a <b>", null, reports, renderer),
                Stream.of(runs).map(folder::resolve).toList(),
                List.of(),
                List.of());
    }

    private String read(String name) throws IOException {
        return Files.readString(site.resolve(name));
    }

    private Map<String, FileTime> times() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    times.put(site.relativize(file).toString(), Files.getLastModifiedTime(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return times;
    }

    private Document xml(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(site.resolve(name).toFile());
    }

    private static String child(Element of, String name) {
        return of.getElementsByTagNameNS("*", name).item(0).getTextContent();
    }

    @Test
    void textOfUsersStaysText() throws Exception {
        results("run", "2026-11-27T10:00:00Z");
        entry("run", "EMD-1", EVIL, 3, 0.5);
        make(Reports.COPY, "run");
        try (Stream<Path> pages = Files.walk(site)) {
            for (Path page : pages.filter(file -> file.toString().matches(".*\\.(html|xml|svg)"))
                    .toList()) {
                assertFalse(Files.readString(page).contains("<script>alert"), page.toString());
            }
        }
        assertTrue(read("entries/EMD-1/index.html").contains("&lt;script&gt;alert(&#39;x&#39;)"));
        assertTrue(read("entries/EMD-1/index.html").contains("Questions: a &lt;b&gt;"));
        String title = "<script>alert('x')</script>\" & {{id}} ]]>";
        Element entry =
                (Element) xml("feed.xml").getElementsByTagNameNS(ATOM, "entry").item(0);
        assertEquals("EMD-1: " + title, child(entry, "title"));
        assertEquals(
                title, Csv.read(site.resolve(SiteTables.TABLE)).rows().get(0).text("title"));
        assertEquals(
                title,
                Json.readList(site.resolve(SiteTables.ENTRIES), JsonNode.class)
                        .get(0)
                        .path("title")
                        .asText());
    }

    @Test
    void anEntryThatWasRunAgainIsANewVersionWhateverTheOrder() throws IOException {
        results("old", "2026-11-20T10:00:00+02:00");
        results("new", "2026-11-27T10:00:00Z");
        entry("old", "EMD-1", "A title", 3, 0.5);
        entry("new", "EMD-1", "A title", 3, 0.4);
        make(Reports.COPY, "old");
        assertEquals(
                1,
                Json.read(site.resolve("api/v1/entries/EMD-1.json"))
                        .at("/current/version")
                        .asInt());
        String said = make(Reports.COPY, "new").get(0);
        assertTrue(said.contains("1 entry (0 new, 1 run again)"), said);
        String record = read("api/v1/entries/EMD-1.json");
        JsonNode entry = Json.read(site.resolve("api/v1/entries/EMD-1.json"));
        assertEquals(2, entry.at("/current/version").asInt());
        assertEquals(0.4, entry.at("/current/numbers/ca_rmsd_mean").asDouble());
        assertEquals("2026-11-20T08:00:00Z", entry.at("/earlier/0/date").asText());
        assertTrue(read("entries/EMD-1/index.html").contains("−0.100"), "the difference of the mean");
        assertTrue(read("entries/EMD-1/report.html").contains("EMD-10.4"));
        make(Reports.COPY, "new", "old");
        assertEquals(record, read("api/v1/entries/EMD-1.json"));
        Path other = Files.createDirectory(folder.resolve("other"));
        Site.run(
                new SiteSettings(other, null, null, null, null, Reports.COPY, renderer),
                List.of(folder.resolve("new"), folder.resolve("old")),
                List.of(),
                List.of());
        assertEquals(record, Files.readString(other.resolve("api/v1/entries/EMD-1.json")), "the newer one first");
    }

    @Test
    void anotherTitleOrOtherPercentilesMakeNoVersion() throws IOException {
        results("run", "2026-11-27T10:00:00Z");
        Path entry = entry("run", "EMD-1", "A title", 3, 0.5);
        make(Reports.COPY, "run");
        ObjectNode summary = Json.read(entry.resolve("summary.json"));
        summary.put("title", "Another title").putObject("percentiles");
        Json.write(summary, entry.resolve("summary.json"));
        make(Reports.COPY, "run");
        JsonNode record = Json.read(site.resolve("api/v1/entries/EMD-1.json"));
        assertEquals("Another title", record.path("title").asText());
        assertEquals(1, record.at("/current/version").asInt());
    }

    @Test
    void onlyWhatHasChangedIsWritten() throws IOException {
        results("run", "2026-11-27T10:00:00Z");
        results("more", "2026-11-28T10:00:00Z");
        for (int i = 1; i <= 3; i++) {
            entry("run", "EMD-" + i, "Title " + i, 3, 0.3 * i);
        }
        entry("more", "EMD-9", "Title 9", 4, 2);
        make(Reports.COPY, "run");
        Map<String, FileTime> before = times();
        before.keySet().forEach(name -> assertTrue(site.resolve(name).toFile().setLastModified(1_000_000)));
        before = times();
        String said = make(Reports.COPY, "run").get(0);
        assertEquals(before, times());
        assertTrue(said.contains("; 0 files written"), said);
        make(Reports.COPY, "more");
        Map<String, FileTime> after = times();
        after.keySet().removeAll(List.of(".lock"));
        before.forEach((name, time) -> {
            if (name.startsWith("entries/") || name.startsWith("api/v1/entries/") || name.startsWith("assets/")) {
                assertEquals(time, after.get(name), name);
            }
        });
        assertTrue(after.containsKey("entries/EMD-9/index.html"));
        assertTrue(read("list/0001.html").contains("EMD-9")
                && read("list/0001.html").contains("EMD-1"));
    }

    @Test
    void whatIsLeftOutIsSaidAndCounted() throws IOException {
        results("run", "2026-11-27T10:00:00Z");
        entry("run", "EMD-1", "A title", 3, 0.5);
        Path broken = entry("run", "EMD-2", "A title", 3, 0.5);
        Files.writeString(broken.resolve("summary.json"), "{\"id\": \"EMD-2\"");
        Path named = entry("run", "EMD-3", "A title", 3, 0.5);
        ObjectNode summary = Json.read(named.resolve("summary.json"));
        Json.write(summary.put("id", "../../EMD-3"), named.resolve("summary.json"));
        Files.writeString(
                folder.resolve("run/pipeline_info/failed.csv"),
                "id,process,exit,reason\nEMD-1,REFINE,1,earlier\nEMD-4,SAMPLE,2,\"it <b>said</b> no\"\n");
        Files.writeString(folder.resolve("run/left_out.csv"), "emdb,reason,value\nEMD-5,resolution,7.3\n");
        List<String> said = make(Reports.COPY, "run");
        assertTrue(said.get(said.size() - 1).contains("4 left out"), said.toString());
        assertTrue(said.toString().contains("1 entry that failed or was not chosen has a page"), said.toString());
        List<List<String>> rows = Csv.read(site.resolve(LeftOut.FILE)).rows().stream()
                .map(Csv.Row::values)
                .toList();
        assertEquals(List.of("EMD-2", "reading"), rows.get(0).subList(0, 2));
        assertTrue(rows.get(1).get(2).contains("'../../EMD-3'"), rows.get(1).toString());
        assertEquals(List.of("EMD-4", "SAMPLE", "it <b>said</b> no"), rows.get(2));
        assertEquals(List.of("EMD-5", "selection", "resolution: 7.3"), rows.get(3));
        String page = read("left_out.html");
        assertTrue(page.contains("it &lt;b&gt;said&lt;/b&gt; no") && page.contains("not chosen: resolution"), page);
        assertFalse(page.contains(folder.toString()), "a folder of this machine");
        make(Reports.COPY);
        assertEquals(4, Csv.read(site.resolve(LeftOut.FILE)).rows().size(), "kept");
        Files.delete(broken.resolve("summary.json"));
        entry("run", "EMD-2", "A title", 3, 0.5);
        make(Reports.COPY, "run");
        assertEquals(3, Csv.read(site.resolve(LeftOut.FILE)).rows().size(), "it has a page now");
    }

    /**
     * A list of a call takes the place of those before, a call without one does not, and a new version stays marked.
     */
    @Test
    void whatEmdbHasNoMoreKeepsItsPageAndSaysSo() throws IOException {
        results("run", "2026-11-20T10:00:00Z");
        accession("run", "EMD-0001", "EMD-0001", 1);
        accession("run", "EMD-100002", "EMD-100002", 1);
        accession("run", "mine", "", 1);
        Files.writeString(
                folder.resolve("run/withdrawn.csv"), "emdb,noticed\nEMD-100002,2026-11-26\nEMD-0003,2026-11-26\n");
        List<String> words = make(Reports.NONE, "run");
        assertTrue(words.contains("1 entry is withdrawn from EMDB; the pages stay and say so."), words.toString());
        String sentence = "Withdrawn from EMDB: its table of 2026-11-26 did not have the map";
        assertTrue(read("entries/EMD-100002/index.html").contains(sentence));
        assertFalse(read("entries/EMD-0001/index.html").contains("Withdrawn"));
        assertFalse(read("entries/mine/index.html").contains("Withdrawn"));
        assertTrue(read("list/0001.html").contains("EMD-100002</a> <span\nclass=\"withdrawn\">withdrawn</span>"));
        assertEquals(List.of("", "2026-11-26", ""), days());

        make(Reports.NONE);
        results("again", "2026-11-27T10:00:00Z");
        accession("again", "EMD-100002", "EMD-100002", 2);
        make(Reports.NONE, "again");
        assertEquals(List.of("", "2026-11-26", ""), days(), "no list, no other mark");
        assertTrue(read("entries/EMD-100002/index.html").contains("Version 2 of 2026-11-27"), "run again");

        Path other = Files.writeString(folder.resolve("list.csv"), "emdb,noticed\nEMD-0001,2026-11-27\n");
        SiteSettings settings = new SiteSettings(site, null, null, null, null, Reports.NONE, renderer);
        Site.run(settings, List.of(), List.of(), List.of(other));
        assertEquals(List.of("2026-11-27", "", ""), days());
        Files.writeString(other, "id\nEMD-0001\n");
        assertThrows(InputException.class, () -> Site.run(settings, List.of(), List.of(), List.of(other)));
        assertEquals(List.of("2026-11-27", "", ""), days());
    }

    private List<String> days() {
        return Csv.read(site.resolve("data/entries.csv"), "withdrawn").rows().stream()
                .map(row -> row.text("withdrawn"))
                .toList();
    }

    @Test
    void reportsAreCopiedLinkedOrLeftOut() throws IOException {
        results("a run", "2026-11-27T10:00:00Z");
        entry("a run", "EMD-1", "A title", 3, 0.5);
        make(Reports.COPY, "a run");
        assertTrue(read("entries/EMD-1/index.html").contains("href=\"report.html\""));
        assertTrue(Files.exists(site.resolve("entries/EMD-1/report.html")));
        make(Reports.LINK, "a run");
        assertTrue(read("entries/EMD-1/index.html").contains("href=\"../../../a%20run/EMD-1/report.html\""));
        assertFalse(Files.exists(site.resolve("entries/EMD-1/report.html")));
        make(Reports.NONE, "a run");
        assertTrue(read("entries/EMD-1/index.html").contains("not part of this site"));
    }

    @Test
    void twoDoNotWriteAtOnce() throws IOException {
        results("run", "2026-11-27T10:00:00Z");
        entry("run", "EMD-1", "A title", 3, 0.5);
        make(Reports.COPY, "run");
        try (FileChannel held = FileChannel.open(site.resolve(".lock"), StandardOpenOption.WRITE)) {
            held.lock();
            String said = assertThrows(InputException.class, () -> make(Reports.COPY, "run"))
                    .getMessage();
            assertTrue(said.contains("Another 'emconverge site'"), said);
        }
        make(Reports.COPY, "run");
    }

    @Test
    void feedAndSitemapAreWhatTheirSpecificationsSay() throws Exception {
        results("run", "2026-11-27T10:00:00Z");
        entry("run", "EMD-1", "A title", 3, 0.5);
        make(Reports.COPY, "run");
        Element feed = xml("feed.xml").getDocumentElement();
        assertEquals(ATOM, feed.getNamespaceURI());
        assertEquals("https://example.org/maps/", feed.getAttribute("xml:base"));
        for (String needed : List.of("id", "title", "updated", "author")) { // RFC 4287, 4.1.1
            assertEquals(ATOM, feed.getElementsByTagNameNS("*", needed).item(0).getNamespaceURI(), needed);
        }
        Element entry = (Element) feed.getElementsByTagNameNS(ATOM, "entry").item(0);
        assertTrue(child(entry, "id").matches("urn:uuid:[0-9a-f-]{36}"));
        assertEquals("2026-11-27T10:00:00Z", child(entry, "updated"));
        assertEquals(
                "entries/EMD-1/index.html",
                ((Element) entry.getElementsByTagNameNS(ATOM, "link").item(0)).getAttribute("href"));
        Element urls = xml("sitemap.xml").getDocumentElement();
        assertEquals("http://www.sitemaps.org/schemas/sitemap/0.9", urls.getNamespaceURI());
        assertTrue(urls.getTextContent().contains("https://example.org/maps/entries/EMD-1/"));
        assertTrue(read("robots.txt").contains("Sitemap: https://example.org/maps/sitemap.xml"));
    }

    @Test
    void aLongSitemapIsSplit() throws Exception {
        SiteSettings settings = new SiteSettings(site, "T", "https://example.org/", "", "", Reports.NONE, renderer);
        SiteXml.sitemap(new SiteFiles(site), settings, List.of(), madeUp(50_001));
        assertEquals(2, xml("sitemap.xml").getElementsByTagName("loc").getLength());
        assertEquals(50_000, xml("sitemap_1.xml").getElementsByTagName("loc").getLength());
        assertEquals(1, xml("sitemap_2.xml").getElementsByTagName("loc").getLength());
    }

    @Test
    void theFirstPageOfManyEntriesIsSmall() throws IOException {
        SiteSettings settings = new SiteSettings(site, "T", "", "", "", Reports.NONE, renderer);
        new SitePages(new SiteFiles(site), settings, madeUp(20_000), LeftOut.read(site)).writeIndex();
        byte[] page = Files.readAllBytes(site.resolve("index.html"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(page);
        }
        // a jar that was built without the libraries of the pages has 0.4 MB less
        assertTrue(packed.size() < 1_550_000, packed.size() + " bytes");
        assertTrue(packed.size() > 500_000, "the entries are there");
    }

    @Test
    void ranksAreThoseAmongEntriesMadeAlike() {
        List<SiteEntry> entries = SiteRanks.ranked(madeUp(200));
        for (SiteEntry entry : entries) {
            List<SiteEntry> alike = entries.stream()
                    .filter(other -> other.method().equals(entry.method()))
                    .toList();
            long worse =
                    alike.stream().filter(other -> other.mean() > entry.mean()).count();
            long equal =
                    alike.stream().filter(other -> other.mean() == entry.mean()).count();
            assertEquals(Math.round(100.0 * (worse + 0.5 * equal) / alike.size()), entry.percentile());
            long near = alike.stream()
                    .filter(other ->
                            Math.abs(other.resolution() - entry.resolution()) <= 0.1 * entry.resolution() + 1e-9)
                    .count();
            assertEquals(near < 10, entry.percentileAlike() == null);
        }
    }

    @Test
    void idsAreOrderedByTheirNumbers() {
        List<String> ids = new ArrayList<>(List.of("EMD-1000", "EMD-999", "a", "EMD-999_r2", "EMD-0999"));
        ids.sort(SiteOrder.IDS);
        assertEquals(List.of("EMD-0999", "EMD-999", "EMD-999_r2", "EMD-1000", "a"), ids);
    }

    @Test
    void badSettingsAreOneSentence() {
        for (String address : List.of("example.org/maps", "ftp://example.org/", "https://a b/")) {
            String said = assertThrows(
                            InputException.class,
                            () -> new SiteSettings(site, null, address, null, null, Reports.COPY, null))
                    .getMessage();
            assertTrue(said.startsWith("'" + address + "' is no address"), said);
        }
        assertThrows(InputException.class, () -> make(Reports.COPY, "nowhere"));
    }

    @Test
    void theResiduesAreAllThere() throws IOException {
        results("run", "2026-11-27T10:00:00Z");
        Path entry = entry("run", "EMD-1", "A title", 3, 0.5);
        make(Reports.COPY, "run");
        try (GZIPInputStream in = new GZIPInputStream(
                new ByteArrayInputStream(Files.readAllBytes(site.resolve("entries/EMD-1/residues.csv.gz"))))) {
            assertEquals(
                    Files.readString(entry.resolve("residues.csv")),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(
                List.of("EMD-1", "3.0", "A 4–7", "4", "-2"),
                Csv.read(site.resolve(SiteTables.CONTESTED)).rows().get(0).values());
    }

    /** Entries of two kinds, with titles of some words each. */
    private static List<SiteEntry> madeUp(int number) {
        Random random = new Random(7);
        String[] words = ("structure of the human yeast ribosomal subunit bound to ATP complex with inhibitor"
                        + " open closed state membrane transporter polymerase receptor antibody Fab factor")
                .split(" ");
        return IntStream.range(0, number)
                .mapToObj(i -> {
                    double resolution = Math.rint(100 * (1.5 + 3.5 * random.nextDouble())) / 100;
                    StringBuilder title = new StringBuilder();
                    for (int word = 0; word < 9; word++) {
                        title.append(words[random.nextInt(words.length)]).append(' ');
                    }
                    Map<String, Double> numbers = new TreeMap<>();
                    numbers.put("resolution", resolution);
                    numbers.put("ca_rmsd_mean", random.nextInt(30_000) / 1e4);
                    numbers.put("ca_rmsd_median", random.nextInt(30_000) / 1e4);
                    numbers.put("fraction_lt1", random.nextDouble());
                    numbers.put("fraction_gt3", random.nextDouble());
                    numbers.put("fraction_determined", random.nextDouble());
                    numbers.put("z", random.nextGaussian());
                    numbers.put("residues", 100.0 + random.nextInt(3000));
                    numbers.put("models", 10.0);
                    String method = i % 10 == 0 ? "rosetta + servalcat" : "openmm + servalcat";
                    SiteVersion version =
                            new SiteVersion(1, "2026-11-27T10:00:00Z", "run.json", "0.1.0", "sum" + i, method, numbers);
                    return new SiteEntry(
                            "1.0",
                            "EMD-" + (10_000 + i),
                            title.toString(),
                            List.of("Smith " + i % 97, "Chen " + i % 89),
                            "EMD-" + (10_000 + i),
                            Integer.toString(466_560 + i, 36),
                            i % 10 != 0,
                            (long) random.nextInt(101),
                            (long) random.nextInt(101),
                            List.of("A sentence."),
                            i % 7 == 0 ? List.of(new Contested("A 4–7", -2, 4)) : List.of(),
                            List.of("herzik2019"),
                            "",
                            0,
                            version,
                            List.of(),
                            List.of(),
                            "0.1.0",
                            "");
                })
                .toList();
    }
}
