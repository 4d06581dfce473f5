package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageLinksTest {
    @TempDir
    Path folder;

    private static List<Object> addresses(ObjectNode summary, PageContext context, ObjectNode fetched) {
        ArchiveLinks.addTo(summary, context, fetched == null ? MissingNode.getInstance() : fetched);
        EntryResults results = new TestRows().add(1, 0.2).results();
        ((ObjectNode) results.summary()).setAll(summary);
        return ArchiveLinks.of(results).stream()
                .map(link -> link.get("address"))
                .toList();
    }

    @Test
    void idsOfEveryFormLeadToTheirEntries() {
        assertEquals(List.of(), addresses(Json.object(), PageContext.NONE, null));
        assertEquals(
                List.of("https://www.ebi.ac.uk/emdb/EMD-12345", "https://www.rcsb.org/structure/3J6B"),
                addresses(Json.object(), new PageContext("emd_12345", "pdb_00003j6b", null, null, null), null));
        assertEquals(
                List.of("https://www.rcsb.org/structure/pdb_1000axyz"),
                addresses(Json.object(), new PageContext(null, "PDB_1000AXYZ", null, null, null), null));
    }

    @Test
    void notesOfTheFetchingAreAddedOnce() {
        ObjectNode summary = Json.object();
        summary.putArray("notes").add("One.");
        ObjectNode fetched = Json.object();
        fetched.putArray("notes").add("EMDB lists half maps.");
        ArchiveLinks.addTo(summary, PageContext.NONE, fetched);
        ArchiveLinks.addTo(summary, PageContext.NONE, fetched);
        assertEquals(
                "[\"One.\",\"EMDB lists half maps.\"]", summary.get("notes").toString());
    }

    @Test
    void whatIsToldGoesBeforeTheSummaryAndThatBeforeWhatWasFetched() {
        ObjectNode fetched = Json.object().put("emdb", "EMD-1111").put("model_pdb", "1abc");
        assertEquals(
                List.of("https://www.ebi.ac.uk/emdb/EMD-1111", "https://www.rcsb.org/structure/1ABC"),
                addresses(Json.object(), PageContext.NONE, fetched));
        assertEquals(
                List.of("https://www.ebi.ac.uk/emdb/EMD-2222", "https://www.rcsb.org/structure/1ABC"),
                addresses(Json.object().put("emdb", "EMD-2222"), PageContext.NONE, fetched));
        assertEquals(
                "EMD-3333",
                addresses(
                                Json.object().put("emdb", "EMD-2222"),
                                new PageContext("3333", null, null, null, null),
                                fetched)
                        .get(0)
                        .toString()
                        .replaceAll(".*/", ""));
        assertThrows(
                InputException.class,
                () -> addresses(Json.object(), new PageContext("javascript:x", null, null, null, null), null));
    }

    @Test
    void filesAreListedThatAreThereAndKept() throws IOException {
        EntryFolder entry = new EntryFolder(folder.resolve("results/a"));
        for (EntryFile file : List.of(EntryFile.OUTLIERS, EntryFile.SELECTED, EntryFile.MAP, EntryFile.REPORT)) {
            Files.createDirectories(entry.path(file).getParent());
            Files.writeString(entry.path(file), "");
        }
        BesidePage beside = BesidePage.of(entry, entry, PageContext.NONE);
        assertEquals(
                List.of("outliers.csv", "prepared/map.mrc"),
                beside.list(false).stream().map(file -> file.get("address")).toList());
        assertEquals(List.of(), beside.run());
        assertEquals(
                List.of("every outlier and clash of the refined models", "every outlier and clash of the models"),
                Stream.of(false, true)
                        .map(given -> beside.list(given).get(0).get("description"))
                        .toList());
    }

    @Test
    void thePageOfARunLinksToItsIndexAndRecord() throws IOException {
        EntryFolder entry = new EntryFolder(Files.createDirectories(folder.resolve("results/a")));
        assertEquals(
                List.of("../index.html", "../pipeline_info/run.json", "../pipeline_info/methods.md"),
                BesidePage.of(entry, entry, new PageContext(null, null, "..", null, null)).run().stream()
                        .map(link -> link.get("address"))
                        .toList());
        Files.writeString(folder.resolve("results/index.html"), "");
        assertEquals(
                List.of(),
                BesidePage.of(entry, entry, PageContext.NONE).run(),
                "a page of that name may be of anything");
        Files.writeString(folder.resolve("results/index.csv"), "");
        BesidePage beside = BesidePage.of(entry, entry, PageContext.NONE);
        assertEquals(
                List.of("../index.html"),
                beside.run().stream().map(link -> link.get("address")).toList());
        assertFalse(beside.knowsRecord());
        assertTrue(BesidePage.of(entry, entry, new PageContext(null, null, "..", null, null))
                .knowsRecord());
    }

    @Test
    void eachMapOfAFamilyLinksToItsPage() throws IOException {
        EntryFolder page = new EntryFolder(Files.createDirectories(folder.resolve("report")));
        PageContext told = new PageContext(null, null, "..", null, null).of("a");
        Map<String, Object> link = BesidePage.of(page, page, told).run().get(1);
        assertEquals("../a/maps.html", link.get("address"));
        assertEquals("the maps of a side by side", link.get("what"));
        EntryFolder own = new EntryFolder(Files.createDirectories(folder.resolve("b")));
        EntryFolder other = new EntryFolder(Files.createDirectories(folder.resolve("b_focused12")));
        for (EntryFolder entry : List.of(own, other)) {
            Files.writeString(entry.folder().resolve("summary.json"), "{\"family\": \"b\"}");
        }
        assertEquals(List.of(), BesidePage.of(other, other, PageContext.NONE).run(), "it is not there");
        Files.writeString(own.folder().resolve("maps.html"), "");
        for (EntryFolder entry : List.of(own, other)) {
            assertEquals(
                    List.of("../b/maps.html"),
                    BesidePage.of(entry, entry, PageContext.NONE).run().stream()
                            .map(found -> found.get("address"))
                            .toList());
        }
    }

    @Test
    void namesAreEscapedInAddresses() {
        assertEquals("../a%20b/%3Cc%3E%23.csv", BesidePage.address("../a b/<c>#.csv"));
    }

    @Test
    void anEntryOfASeriesLinksToItsPage() throws IOException {
        EntryFolder entry = new EntryFolder(Files.createDirectories(folder.resolve("x_4.00")));
        EntryFolder page = new EntryFolder(folder.resolve("report"));
        PageContext told = new PageContext(null, null, "..", null, null);
        assertEquals(
                List.of("../index.html", "../pipeline_info/run.json", "../pipeline_info/methods.md"),
                BesidePage.of(entry, page, told).run().stream()
                        .map(link -> link.get("address"))
                        .toList());
        Files.writeString(entry.folder().resolve("series_map.json"), "{\"series\": \"x\"}");
        BesidePage beside = BesidePage.of(entry, page, told);
        assertEquals("../series.html", beside.run().get(1).get("address"));
        assertTrue(beside.knowsRecord());
        Files.writeString(folder.resolve("index.html"), "");
        Files.writeString(folder.resolve("index.csv"), "");
        BesidePage alone = BesidePage.of(entry, page, PageContext.NONE);
        assertEquals(
                List.of("../index.html"),
                alone.run().stream().map(link -> link.get("address")).toList());
        assertFalse(alone.knowsRecord());
    }
}
