package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.emconverge.InputException;
import org.emconverge.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EntryFetchTest {
    private static final String ENTRY = "/api/entry/EMD-99001";
    private static final String EMDB = "/emdb/structures/EMD-99001";
    private static final String MODEL = "/pdb/data/structures/divided/mmCIF/zz/9zza.cif.gz";
    private static final byte[] CIF = "data_9ZZA\nloop_\n_atom_site.id\nATOM 1\n#\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();
    private ArchiveServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ArchiveServer();
        server.serve(ENTRY, ArchiveServer.file(Files.readAllBytes(MetadataTest.resource("emd-99001.json"))));
        server.serve(EMDB + "/map/emd_99001.map.gz", ArchiveServer.file(ArchiveServer.gzip(SmallMap.bytes(10, 9, 8))));
        server.serve(
                EMDB + "/other/emd_99001_half_map_1.map.gz",
                ArchiveServer.file(ArchiveServer.gzip(SmallMap.bytes(10, 9, 8))));
        server.serve(
                EMDB + "/other/emd_99001_half_map_2.map.gz",
                ArchiveServer.file(ArchiveServer.gzip(SmallMap.bytes(10, 9, 8))));
        server.serve(MODEL, ArchiveServer.file(ArchiveServer.gzip(CIF)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void bringsTheWholeEntryAndDescribesIt() throws Exception {
        JsonNode entry = fetch(null, true, true);
        assertEquals("EMD-99001", entry.path("emdb").asText());
        assertEquals(
                "A made-up helical bundle, with \"quotes\" & a <loop>",
                entry.path("title").asText());
        assertEquals(3.97, entry.path("resolution").asDouble());
        assertEquals("C3", entry.path("symmetry").asText());
        assertTrue(entry.get("helical").isNull());
        assertEquals(0.02, entry.path("contour").asDouble());
        assertEquals("[\"9zza\",\"9zzb\"]", entry.path("pdb").toString());
        assertEquals("emd_99001.map.gz", entry.path("map").asText());
        assertEquals("emd_99001_half_map_1.map.gz", entry.path("half1").asText());
        assertEquals("emd_99001_half_map_2.map.gz", entry.path("half2").asText());
        assertEquals("9zza.cif", entry.path("model").asText());
        assertEquals("9zza", entry.path("model_pdb").asText());
        assertEquals(server.url() + MODEL, entry.at("/sources/model").asText());
        assertEquals(
                server.url() + EMDB + "/map/emd_99001.map.gz",
                entry.at("/sources/map").asText());
        assertEquals(CIF.length, entry.at("/sizes/model").asInt());
        assertArrayEquals(CIF, Files.readAllBytes(folder.resolve("9zza.cif")));
        assertEquals(
                List.of(
                        "9zza.cif",
                        "emd-99001.json",
                        "emd_99001.map.gz",
                        "emd_99001_half_map_1.map.gz",
                        "emd_99001_half_map_2.map.gz",
                        "entry.json"),
                files());
        assertEquals(5, progress.size());
        assertTrue(progress.get(1).matches("9zza\\.cif [0-9]+ B from http://localhost.*"), progress.get(1));
    }

    @Test
    void asksNothingTheSecondTimeAndWritesTheSame() throws Exception {
        fetch(null, true, true);
        byte[] first = Files.readAllBytes(folder.resolve("entry.json"));
        server.close();
        fetch(null, true, true);
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("entry.json")));
        assertTrue(progress.get(progress.size() - 1).endsWith("already there"), progress.toString());
    }

    @Test
    void leavesOutWhatIsNotWanted() throws Exception {
        fetch(null, true, true);
        JsonNode entry = fetch(null, false, false);
        assertTrue(entry.get("model").isNull()
                && entry.get("half1").isNull()
                && entry.get("half2").isNull());
        assertEquals("[\"map\",\"metadata\"]", names(entry.get("sources")));
        assertEquals("[\"map\",\"metadata\"]", names(entry.get("sizes")));
    }

    @Test
    void takesTheModelThatIsNamed() throws Exception {
        server.serve(MODEL.replace("zz/9zza", "xx/8xxx"), ArchiveServer.file(CIF));
        assertEquals("8xxx.cif", fetch("8XXX", true, false).path("model").asText());
    }

    @Test
    void headerFileStandsInForTheInterface() throws Exception {
        for (var answer : List.of(
                ArchiveServer.status(503),
                ArchiveServer.file("<html>".getBytes(StandardCharsets.UTF_8)),
                ArchiveServer.status(404))) {
            server.serve(ENTRY, answer);
            server.serve(
                    EMDB + "/header/emd-99001.xml",
                    ArchiveServer.file(Files.readAllBytes(MetadataTest.resource("emd-99001.xml"))));
            assertEquals(3.97, fetch(null, false, false).path("resolution").asDouble());
            assertTrue(files().contains("emd-99001.xml") && !files().contains("emd-99001.json"));
            Files.delete(folder.resolve("emd-99001.xml"));
        }
    }

    @Test
    void oneHalfMapIsNone() throws Exception {
        server.serve(EMDB + "/other/emd_99001_half_map_2.map.gz", ArchiveServer.status(404));
        JsonNode entry = fetch(null, false, true);
        assertTrue(entry.get("half1").isNull() && entry.get("half2").isNull());
        assertEquals("[\"map\",\"metadata\"]", names(entry.get("sizes")));
        assertFalse(Files.exists(folder.resolve("emd_99001_half_map_1.map.gz")));
        assertEquals(
                "[\"EMDB lists half maps of EMD-99001, but the archive lacks the file emd_99001_half_map_2.map.gz: it was"
                        + " assessed without half maps.\"]",
                entry.get("notes").toString());
    }

    @Test
    void halfMapsThatAreNotListedAreTried() throws Exception {
        server.serve(
                ENTRY,
                ArchiveServer.file(json().replace("half_map_list", "nothing").getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "emd_99001_half_map_2.map.gz",
                fetch(null, false, true).path("half2").asText());
    }

    @Test
    void hostileNamesAndTitlesDoNoHarm() throws Exception {
        String evil = json().replace("emd_99001_half_map_1.map.gz", "../../evil.map.gz")
                .replace("A made-up helical", "\\u001b[31m\\u0000</script>$(touch x)'; drop");
        server.serve(ENTRY, ArchiveServer.file(evil.getBytes(StandardCharsets.UTF_8)));
        JsonNode entry = fetch(null, false, true);
        assertTrue(
                entry.path("title").asText().startsWith("[31m </script>$(touch x)'; drop bundle"),
                entry.path("title").asText());
        assertEquals("emd_99001_half_map_1.map.gz", entry.path("half1").asText());
        assertTrue(server.requests().stream().noneMatch(r -> r.contains("evil")));
    }

    @Test
    void answerAboutAnotherEntryIsRefused() {
        server.serve(ENTRY, ArchiveServer.file("{\"emdb_id\": \"EMD-99002\"}".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "The metadata of EMD-99001 could not be fetched (localhost: the answer is about another entry): "
                        + "try again later, or give other addresses with --emdb-api-url and --emdb-url.",
                failure(null, true));
    }

    /** Of entries without an id of four characters there is no file by the older layout, in any archive. */
    @Test
    void modelsOfTheArchiveByEntriesAreFetched() throws Exception {
        for (String id : List.of("pdb_1000axyz", "pdb_00009zzc")) {
            String place = "/pdb/data/entries/" + (id.endsWith("z") ? "xy/" : "zz/") + id + "/structures/" + id;
            server.serve(place + ".cif.gz", ArchiveServer.file(ArchiveServer.gzip(CIF)));
            JsonNode entry = fetch(id.toUpperCase(Locale.ROOT), true, false);
            String code = id.replace("pdb_0000", "");
            assertEquals(code, entry.path("model_pdb").asText());
            assertEquals(code + ".cif", entry.path("model").asText());
            assertArrayEquals(CIF, Files.readAllBytes(folder.resolve(code + ".cif")));
            assertEquals(
                    server.url() + place + ".cif.gz", entry.at("/sources/model").asText());
        }
    }

    @Test
    void fittedModelsMayHaveIdsOfTwelveCharacters() throws Exception {
        server.serve(
                ENTRY,
                ArchiveServer.file(json().replace("9ZZA", "pdb_00009zza")
                        .replace("9zzb", "PDB_1000AXYZ")
                        .getBytes(StandardCharsets.UTF_8)));
        JsonNode entry = fetch(null, true, false);
        assertEquals("[\"9zza\",\"pdb_1000axyz\"]", entry.path("pdb").toString());
        assertEquals("9zza.cif", entry.path("model").asText());
    }

    @Test
    void whatDoesNotExistIsSaidInASentence() throws Exception {
        server.serve(EMDB + "/map/emd_99001.map.gz", ArchiveServer.status(404));
        assertEquals(
                "EMDB has no map file for EMD-99001: check the id, or give your own map with --map.",
                failure(null, true));
        assertEquals(
                "The PDB has no released model 7abc: check the id, or name another with --pdb.", failure("7abc", true));
        assertEquals(
                "The PDB has no released model pdb_1000axyz, as far as it is reached: check the id, or give by --pdb-url"
                        + " an archive that is laid out by entries, which alone have those with ids of twelve characters.",
                failure("pdb_1000axyz", true));
        Files.delete(folder.resolve("emd-99001.json"));
        server.serve(ENTRY, ArchiveServer.file("{\"emdb_id\": \"EMD-99001\"}".getBytes(StandardCharsets.UTF_8)));
        assertTrue(
                failure(null, true)
                        .startsWith(
                                "EMDB lists no fitted model for EMD-99001: name one with --pdb, or give your own with --model"));
        Files.delete(folder.resolve("emd-99001.json"));
        server.serve(ENTRY, ArchiveServer.status(404));
        assertEquals("EMDB has no released entry EMD-99001: check the id.", failure(null, true));
        assertFalse(Files.exists(folder.resolve("entry.json")));
    }

    @Test
    void realMapArrivesUnchanged() throws Exception {
        byte[] real = ArchiveServer.gzip(Files.readAllBytes(SharedData.file("data/emd2566_mrpl_chain9/map.mrc")));
        server.serve(
                EMDB + "/map/emd_99001.map.gz",
                ArchiveServer.dropped(real, real.length / 2, "ETag", "\"v1\""),
                ArchiveServer.file(real));
        fetch(null, false, false);
        assertArrayEquals(real, Files.readAllBytes(folder.resolve("emd_99001.map.gz")));
    }

    private String failure(String pdb, boolean model) {
        return assertThrows(InputException.class, () -> fetch(pdb, model, true)).getMessage();
    }

    private JsonNode fetch(String pdb, boolean model, boolean halfMaps) throws IOException {
        Mirrors mirrors = new Mirrors(
                List.of(server.url() + "/emdb/"), List.of(server.url() + "/api"), List.of(server.url() + "/pdb"));
        Backoff backoff = new Backoff(1, Duration.ofSeconds(1), Duration.ofSeconds(9), wait -> {});
        new EntryFetch(
                        mirrors,
                        new Downloader(Duration.ofSeconds(10), backoff, 1_000_000, Contact.NONE, Duration.ZERO),
                        progress::add)
                .run(new EntryFetch.Request(
                        EmdbId.parse("EMD-99001"), pdb == null ? null : PdbId.parse(pdb), model, halfMaps, folder));
        return new ObjectMapper().readTree(folder.resolve("entry.json").toFile());
    }

    private static String json() throws IOException {
        return Files.readString(MetadataTest.resource("emd-99001.json"));
    }

    private static String names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> names.add("\"" + name + "\""));
        return "[" + String.join(",", names) + "]";
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
