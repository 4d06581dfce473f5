package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.FolderLock;
import org.emconverge.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Selections from a real server that answers as EMDB's search does. */
@Timeout(120)
class SelectionTest {
    private static final String QUERY = "current_status:\"REL\"";
    private static final String SEARCH = "/api/search/" + QUERY;
    private static final String HEADER = "emdb_id,title,current_status,structure_determination_method,resolution,"
            + "image_reconstruction_point_group,fitted_pdbs,half_map_filename,map_contour_level_value,"
            + "assembly_molecular_weight,map_release_date,update_date\n";
    private static final String SMALL = "EMD-1111,A small one,REL,singleParticle,3.20,C1,1abc,a_half_map_1.map.gz,0.02,"
            + "55000,2024-01-10T00:00:00Z,2024-01-10T00:00:00Z\n";
    private static final String LARGE = "EMD-0222,\"Large, \"\"quoted\"\" and\nof two lines: Prüfkörper\",REL,"
            + "singleParticle,4.9,D7,\"pdb_00001xyz,2abc,pdb_10000abc\",,\"0.01,0.02\",700000,2025-05-05T00:00:00Z,"
            + "2025-06-05T00:00:00Z\n";
    private static final String FORMULA =
            "EMD-33333,\"=cmd|' /C calc'!A0;$(touch gotcha);<b>\",REL,singleParticle,2.0,O,"
                    + "6e10,h,-1e-3,,2026-02-03,2026-02-03\n";
    private static final String HELIX =
            "EMD-4444,A helix,REL,helical,3.5,C1,4hlx,,0.5,100000,2020-01-01T00:00:00Z,2020-01-01T00:00:00Z\n";

    @TempDir
    Path folder;

    private final List<String> words = new ArrayList<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private ArchiveServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ArchiveServer();
        serve(SMALL + LARGE + FORMULA + HELIX);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve(String rows) {
        byte[] table = (HEADER + rows).getBytes(StandardCharsets.UTF_8);
        HttpHandler good = ArchiveServer.plain(table);
        server.serve(SEARCH, exchange -> {
            asked.add(exchange.getRequestURI().getRawQuery() + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent"));
            good.handle(exchange);
        });
    }

    /** What is asked for, with defaults as those of the command. */
    private final class Asking {
        private SelectionCriteria criteria = criteria("0:5", "singleParticle");
        private Path table;
        private Path ids;
        private Path state;
        private List<Path> results = List.of();
        private List<String> fields = List.of();
        private String query = QUERY;
        private String since = "";
        private int rows = 200_000;
        private Duration age = Duration.ofDays(7);
        private boolean refresh;

        void select() throws IOException {
            words.clear();
            Backoff backoff = new Backoff(2, Duration.ofMillis(1), Duration.ofMillis(9), wait -> {});
            Downloader downloader = new Downloader(
                    Duration.ofSeconds(5), backoff, 1_000_000_000, Contact.parse("me@example.org"), Duration.ZERO);
            Mirrors mirrors = new Mirrors(Mirrors.EMDB, List.of(server.url() + "/api"), Mirrors.PDB);
            Selection.run(
                    new Selection.Request(
                            new Selection.Source(
                                    table, mirrors, query, fields, rows, folder.resolve("cache"), age, refresh),
                            criteria,
                            ids,
                            since.isEmpty() ? Selection.Since.EVER : Selection.Since.parse(since),
                            results,
                            state,
                            folder.resolve("out")),
                    downloader,
                    words::add);
        }
    }

    private static SelectionCriteria criteria(String resolution, String... methods) {
        return new SelectionCriteria(
                Range.parse("--resolutions", resolution), List.of(methods), Set.of(), null, null, false);
    }

    private String out(String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name));
    }

    /** Entry and reason, or change. */
    private Map<String, String> table(String name, String column) {
        return Csv.read(folder.resolve("out").resolve(name)).rows().stream()
                .collect(Collectors.toMap(row -> row.text("emdb"), row -> row.text(column), (a, b) -> b, TreeMap::new));
    }

    private List<String> listed() {
        return Csv.read(folder.resolve("out/samplesheet.csv")).rows().stream()
                .map(row -> row.text("emdb"))
                .toList();
    }

    @Test
    void writesASamplesheetAndSaysWhatIsLeftOut() throws Exception {
        new Asking().select();
        assertEquals("""
                id,emdb,pdb,resolution,symmetry,contour
                EMD-0222,EMD-0222,1xyz,4.9,D7,
                EMD-1111,EMD-1111,1abc,3.2,C1,0.02
                EMD-33333,EMD-33333,pdb_00006e10,2,O,-0.001
                """, out("samplesheet.csv"));
        assertEquals("emdb,reason,value\nEMD-4444,method,helical\n", out("left_out.csv"));
        List<Csv.Row> rows = Csv.read(folder.resolve("out/selection.csv")).rows();
        assertEquals(
                List.of(
                        "Large, \"quoted\" and of two lines: Prüfkörper",
                        "A small one",
                        "'=cmd|' /C calc'!A0;$(touch gotcha);<b>"),
                rows.stream().map(row -> row.text("title")).toList());
        assertEquals("1xyz 2abc pdb_10000abc", rows.get(0).text("fitted"));
        assertEquals(
                List.of("6364", "500", ""),
                rows.stream().map(row -> row.text("residues")).toList());
        assertEquals(
                List.of("dihedral", "none", "octahedral"),
                rows.stream().map(row -> row.text("symmetry")).toList());
        assertEquals(
                "no,2025-05-05,2025-06-05,yes",
                String.join(",", rows.get(0).values().subList(8, 12)));
        assertFalse(Files.exists(folder.resolve("out/changes.csv")));
        assertEquals(4, words.size());
        assertTrue(words.get(0).endsWith(": 4 entries."), words.get(0));
        assertEquals("3 entries selected, 1 left out: 1 method.", words.get(1));
        assertEquals("1 of them have several fitted models: the first by id is taken.", words.get(2));
    }

    @Test
    void asksOnceForTheFieldsAndSaysWhoAsks() throws Exception {
        new Asking().select();
        new Asking().select();
        assertEquals(1, asked.size(), asked.toString());
        assertTrue(
                asked.get(0)
                        .matches("fl=" + HEADER.strip() + "&wt=csv&rows=200000 emconverge/\\S+ \\(me@example\\.org\\)"),
                asked.get(0));
        assertTrue(words.get(0).contains("asked for before"), words.get(0));
        Asking again = new Asking();
        again.refresh = true;
        again.select();
        assertEquals(2, asked.size());
        Asking old = new Asking();
        old.age = Duration.ZERO;
        old.select();
        assertEquals(3, asked.size());
    }

    @Test
    void aDamagedCopyIsAskedForAgain() throws Exception {
        new Asking().select();
        Path table = cached(".csv");
        Files.writeString(table, Files.readString(table).replace("A small", "A smell"));
        new Asking().select();
        assertEquals(2, asked.size());
        Files.writeString(cached(".json"), "{\"date\": \"yesterday\"}");
        new Asking().select();
        assertEquals(3, asked.size());
    }

    private Path cached(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatIsLeftOutHasItsReason() throws Exception {
        String rest = ",55000,2024-01-10,2024-01-10\n";
        serve(SMALL + SMALL + "EMD-0001,t,REL,singleParticle,6.1,C1,1abc,,1" + rest
                + "EMD-0002,t,REL,singleParticle,,C1,1abc,,1" + rest
                + "EMD-0003,t,REL,singleParticle,3,C1,,,1" + rest
                + "EMD-0004,t,HPUB,singleParticle,3,C1,1abc,,1" + rest
                + "EMD-0005,t,REL,,3,C1,1abc,,1" + rest
                + "=1+1,t,REL,singleParticle,3,C1,1abc,,1" + rest
                + "EMD-0006,t,REL,singleParticle,99,C1,1abc,,1" + rest
                + "EMD-0007,t,REL,singleParticle,\"3.1,3.4\",C1,1abc,,1" + rest);
        new Asking().select();
        assertEquals(List.of("EMD-1111"), listed());
        assertEquals("""
                emdb,reason,value
                EMD-1111,listed twice,
                EMD-0001,resolution,6.1
                EMD-0002,no resolution,
                EMD-0003,no fitted model,
                EMD-0004,not released,HPUB
                EMD-0005,method,
                '=1+1,unreadable id,
                EMD-0006,no resolution,
                EMD-0007,no resolution,
                """, out("left_out.csv"));
        assertEquals(
                "1 entries selected, 9 left out: 3 no resolution, 1 listed twice, 1 method, 1 no fitted model,"
                        + " 1 not released, 1 resolution, 1 unreadable id.",
                words.get(1));
    }

    @Test
    void criteriaByOption() throws Exception {
        Asking asking = new Asking();
        asking.criteria = new SelectionCriteria(
                Range.parse("--resolutions", ":4.8"),
                List.of("SINGLEPARTICLE", "helical"),
                Set.of(SymmetryKind.NONE, SymmetryKind.HELICAL, SymmetryKind.OCTAHEDRAL),
                Range.parse("--residues", "600:"),
                null,
                false);
        asking.select();
        assertEquals(List.of("EMD-4444"), listed());
        assertEquals(
                "EMD-4444,EMD-4444,4hlx,3.5,,0.5",
                out("samplesheet.csv").lines().toList().get(1));
        assertEquals(
                Map.of("EMD-0222", "resolution", "EMD-1111", "size", "EMD-33333", "size unknown"),
                table("left_out.csv", "reason"));
        asking.criteria = new SelectionCriteria(
                Range.parse("--resolutions", "1:5"),
                List.of("singleParticle", "helical"),
                Set.of(SymmetryKind.NONE, SymmetryKind.DIHEDRAL, SymmetryKind.OCTAHEDRAL),
                null,
                Selection.day("--released-since", "2024-01-10"),
                true);
        asking.select();
        assertEquals(List.of("EMD-1111", "EMD-33333"), listed());
        assertEquals(Map.of("EMD-0222", "no half maps", "EMD-4444", "symmetry"), table("left_out.csv", "reason"));
    }

    @Test
    void onlyTheEntriesThatAFileNames() throws Exception {
        serve(SMALL + LARGE + FORMULA + HELIX + HELIX.replace("EMD-4444", "none"));
        Asking asking = new Asking();
        asking.ids = Files.writeString(folder.resolve("ids.txt"), "# mine\nemd_0222, 1111\nEMD-9999 # is it there?\n");
        asking.select();
        assertEquals(List.of("EMD-0222", "EMD-1111"), listed());
        assertEquals("emdb,reason,value\nEMD-9999,not in the archive,\n", out("left_out.csv"));
        assertEquals("3 entries are not in " + asking.ids + ", and are not looked at.", words.get(1));
        Files.writeString(asking.ids, "1111\n../etc\n");
        assertEquals(
                "The file of ids " + asking.ids
                        + " has \"../etc\" in line 2: give EMDB ids such as EMD-2566, one a line.",
                assertThrows(InputException.class, asking::select).getMessage());
    }

    @Test
    void aStateTellsWhatIsNewRevisedAndWithdrawn() throws Exception {
        Asking asking = new Asking();
        asking.state = folder.resolve("state");
        asking.since = "last";
        asking.refresh = true;
        asking.select();
        assertEquals(List.of("EMD-0222", "EMD-1111", "EMD-33333"), listed());
        assertEquals(Set.of("new"), Set.copyOf(table("changes.csv", "change").values()));
        asking.select();
        assertEquals(List.of(), listed());
        assertEquals("emdb,change,detail\n", out("changes.csv"));

        serve(SMALL.replace("2024-01-10T00:00:00Z\n", "2026-11-01T00:00:00Z\n")
                + LARGE.replace("D7", "C7")
                + SMALL.replace("EMD-1111", "EMD-5555"));
        asking.select();
        assertEquals(List.of("EMD-0222", "EMD-1111", "EMD-5555"), listed());
        assertEquals("""
                emdb,change,detail
                EMD-0222,revised,other values
                EMD-1111,revised,"updated 2026-11-01, before 2024-01-10"
                EMD-5555,new,
                EMD-33333,withdrawn,updated 2026-02-03
                """, out("changes.csv"));
        assertEquals("1 new, 2 revised, 0 failed for a reason that may have passed, 1 withdrawn.", words.get(3));
        asking.select();
        assertEquals("emdb,change,detail\n", out("changes.csv"));
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        assertEquals(Map.of("EMD-33333", today), table("withdrawn.csv", "noticed"), "and stays so");
        serve(SMALL + FORMULA);
        asking.select();
        assertEquals("new", table("changes.csv", "change").get("EMD-33333"));
        assertEquals(
                Set.of("EMD-0222", "EMD-5555"),
                table("withdrawn.csv", "noticed").keySet(),
                "one came back");
    }

    @Test
    void otherFieldsAreNoRevision() throws Exception {
        Asking asking = new Asking();
        asking.state = folder.resolve("state");
        asking.select();
        asking.fields = List.of("contour=", "TITLE=");
        asking.select();
        assertEquals("emdb,change,detail\n", out("changes.csv"));
        assertEquals(2, asked.size());
        assertFalse(asked.get(1).contains("title"), asked.get(1));
        serve(SMALL + LARGE.replace("D7", "C7") + FORMULA);
        asking.refresh = true;
        asking.select();
        assertEquals(Map.of("EMD-0222", "revised"), table("changes.csv", "change"));
    }

    @Test
    void whatFailedForAPassingReasonIsListedAgain() throws Exception {
        Asking asking = new Asking();
        asking.state = folder.resolve("state");
        asking.since = "last";
        asking.select();
        Path info = Files.createDirectories(folder.resolve("results/pipeline_info"));
        Files.writeString(info.resolve("failed.csv"), """
                id,process,exit,reason
                EMD-0222,FETCH,1,"emtools fetch: The map of EMD-0222 could not be fetched (h: HTTP 503): try again later, or so."
                EMD-1111,PREPARE_MAP,2,the model lies outside the map.
                EMD-33333,SAMPLE,137,"killed by signal 9, SIGKILL: mostly for lack of memory."
                EMD-33333,REFINE,2,something of its own.
                mine,SAMPLE,143,killed
                """);
        asking.results = List.of(folder.resolve("results"));
        asking.select();
        assertEquals(List.of("EMD-0222"), listed());
        assertEquals(Map.of("EMD-0222", "failed"), table("changes.csv", "change"));
        assertTrue(words.contains("1 entries that failed are not named by an EMDB id, and are not looked for."));
        Files.createDirectories(folder.resolve("results/EMD-0222"));
        Files.writeString(folder.resolve("results/EMD-0222/report.html"), "");
        asking.select();
        assertEquals(List.of(), listed());
        asking.results = List.of(folder.resolve("nowhere"));
        assertTrue(assertThrows(InputException.class, asking::select)
                .getMessage()
                .startsWith("There are no results of a run in "));
    }

    @Test
    void sinceADayCountsUpdates() throws Exception {
        Asking asking = new Asking();
        asking.since = "2025-06-01";
        asking.select();
        assertEquals(List.of("EMD-0222", "EMD-33333"), listed());
        assertEquals(3, Csv.read(folder.resolve("out/selection.csv")).rows().size());
        asking.state = folder.resolve("state");
        asking.select();
        asking.since = "last";
        asking.select();
        assertEquals(List.of("EMD-1111"), listed(), "what was not listed is still to come");
    }

    @Test
    void aStateIsForOneQueryAndOneSelectionAtATime() throws Exception {
        Asking asking = new Asking();
        asking.state = folder.resolve("state");
        asking.select();
        try (FolderLock lock = FolderLock.of(asking.state, "taken")) {
            assertTrue(assertThrows(InputException.class, asking::select)
                    .getMessage()
                    .startsWith("Another selection is at work in "));
        }
        asking.select();
        asking.query = "*";
        assertTrue(assertThrows(InputException.class, asking::select)
                .getMessage()
                .contains("is of selections by the query 'current_status:\"REL\"': give another folder for this one"));
        asking.query = QUERY;
        Files.writeString(asking.state.resolve(SelectionState.NAME), "{\"query\": ");
        assertTrue(
                assertThrows(InputException.class, asking::select).getMessage().contains(SelectionState.NAME));
    }

    @Test
    void whatAKilledSelectionLeavesIsRemoved() throws Exception {
        Asking asking = new Asking();
        asking.state = Files.createDirectories(folder.resolve("state"));
        Path half = Files.writeString(asking.state.resolve(".selected.json.123.tmp"), "{\"que");
        asking.select();
        assertFalse(Files.exists(half));
        asking.since = "last";
        asking.select();
        assertEquals(List.of(), listed());
    }

    @Test
    void aBusyOrBrokenServerIsAskedAgain() throws Exception {
        byte[] table = (HEADER + SMALL).getBytes(StandardCharsets.UTF_8);
        for (HttpHandler first : List.of(
                ArchiveServer.status(429, "Retry-After", "0"),
                ArchiveServer.status(500),
                ArchiveServer.dropped(table, 200),
                ArchiveServer.dropped(table, 250, "ETag", "\"v1\""))) {
            server.serve(SEARCH, first, ArchiveServer.file(table));
            Asking asking = new Asking();
            asking.refresh = true;
            asking.select();
            assertEquals(List.of("EMD-1111"), listed());
        }
        assertTrue(
                server.requests().get(7).endsWith(" bytes=250-"),
                server.requests().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "html",
                "json",
                "empty",
                "no rows",
                "cut",
                "cut in a date",
                "short row",
                "other columns",
                "500",
                "404"
            })
    void anAnswerThatIsNoWholeTableLeavesEverythingAsItWas(String kind) throws Exception {
        Asking asking = new Asking();
        asking.state = folder.resolve("state");
        asking.select();
        Map<Path, String> before = files();
        String whole = HEADER + SMALL + LARGE + FORMULA;
        server.serve(
                SEARCH,
                switch (kind) {
                    case "500" -> ArchiveServer.status(500);
                    case "404" -> ArchiveServer.status(404);
                    case "html" -> text("<!DOCTYPE html><html>busy</html>");
                    case "json" -> text("{\"error\": \"no\"}");
                    case "empty" -> text("");
                    case "no rows" -> text(HEADER);
                    case "cut" -> text(whole.substring(0, whole.indexOf("and\nof")));
                    case "cut in a date" -> text(whole.substring(0, whole.length() - 2));
                    case "short row" -> text(whole + "EMD-7777,t,REL\n");
                    default -> text(whole.replace("fitted_pdbs", "fitted"));
                });
        asking.refresh = true;
        String message = assertThrows(InputException.class, asking::select).getMessage();
        assertTrue(
                message.contains(
                        switch (kind) {
                            case "500" -> "(localhost: HTTP 500)";
                            case "404" -> "There is no search at localhost (HTTP 404): check --emdb-api-url.";
                            case "html" -> "the answer is a web page, not a table";
                            case "json", "empty" -> "the answer is no table";
                            case "no rows" -> "the answer is a table without rows";
                            case "cut in a date" -> "the table ends in the middle of a date";
                            case "cut", "short row" -> "the table is damaged or ends too early, about line ";
                            default -> "the answer is no table with a column fitted_pdbs; another name of it";
                        }),
                message);
        assertTrue(kind.equals("404") || message.contains("or work with the table of 20"), message);
        assertEquals(1, message.lines().count());
        assertEquals(before, files());
    }

    private static HttpHandler text(String text) {
        return ArchiveServer.plain(text.getBytes(StandardCharsets.UTF_8));
    }

    private Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(path, Files.readString(path));
            }
        }
        return files;
    }

    @Test
    void aTableThatIsMuchShorterThanBeforeIsNotBelieved() throws Exception {
        Asking asking = new Asking();
        asking.select();
        serve(SMALL);
        asking.age = Duration.ZERO;
        assertTrue(assertThrows(InputException.class, asking::select)
                .getMessage()
                .contains("the table has 1 rows, and the one before had 4; if that is right, --refresh takes it"));
        asking.refresh = true;
        asking.select();
        assertEquals(List.of("EMD-1111"), listed());
        asking.rows = 1;
        assertTrue(assertThrows(InputException.class, asking::select)
                .getMessage()
                .contains("the table has the 1 rows that were asked for, and there may be more"));
    }

    @Test
    void aTableThatSomebodySaved() throws Exception {
        Asking asking = new Asking();
        asking.table = Files.writeString(folder.resolve("saved.csv"), "\uFEFF" + HEADER + SMALL);
        Files.setLastModifiedTime(
                asking.table, java.nio.file.attribute.FileTime.from(Instant.parse("2026-11-25T12:00:00Z")));
        asking.select();
        assertEquals(List.of("EMD-1111"), listed());
        assertEquals("EMDB's table of 2026-11-25, asked for before: 1 entries.", words.get(0));
        assertEquals(List.of(), server.requests());
        Files.writeString(asking.table, "<html>");
        assertTrue(assertThrows(InputException.class, asking::select)
                .getMessage()
                .endsWith(
                        "cannot be used (the answer is a web page, not a table): save the answer of EMDB's search as CSV"
                                + " and give that."));
    }

    @ParameterizedTest
    @CsvSource({
        "resolution=,Nothing can be selected without resolution",
        "weigth=w,names no field of the archive",
        "weight=a b,names no field of the archive",
        "method=,What is asked for cannot be told without method"
    })
    void fieldsThatCannotBe(String field, String message) {
        Asking asking = new Asking();
        asking.fields = List.of(field);
        assertTrue(
                assertThrows(InputException.class, asking::select).getMessage().contains(message));
        assertEquals(List.of(), server.requests());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    /** As many rows as the archive has today. */
    @Test
    void theWholeArchive() throws Exception {
        String title = "A title of the usual length, which says what it is, with whom, and in which state; ".repeat(2);
        server.serve(SEARCH, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write(HEADER.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 83_000; i++) {
                String row = String.format("EMD-%05d,\"%s\"", i, title) + SMALL.substring(SMALL.indexOf(",REL"));
                body.write((i % 4 == 0 ? row : row.replace("3.20", "7.5")).getBytes(StandardCharsets.UTF_8));
            }
        });
        new Asking().select();
        assertEquals(20_750, listed().size());
        assertEquals("20750 entries selected, 62250 left out: 62250 resolution.", words.get(1));
        assertEquals(83_000 - 20_750 + 1, out("left_out.csv").lines().count());
    }

    @Test
    void theSameTableGivesTheSameBytes() throws Exception {
        new Asking().select();
        Map<Path, String> first = files();
        Asking again = new Asking();
        again.select();
        assertEquals(first, files());
        assertEquals(
                List.of("left_out.csv", "samplesheet.csv", "selection.csv"),
                Arrays.stream(folder.resolve("out").toFile().list()).sorted().toList());
    }

    @Test
    void requestsKeepTheirPace() throws Exception {
        List<Long> waits = new ArrayList<>();
        Backoff backoff = new Backoff(0, Duration.ZERO, Duration.ofSeconds(9), wait -> waits.add(wait.toMillis()));
        Downloader downloader = new Downloader(Duration.ofSeconds(5), backoff, 1_000_000, Contact.NONE);
        List<java.net.URI> mirrors = List.of(
                java.net.URI.create(server.url() + "/a"),
                java.net.URI.create(server.url() + "/b"),
                java.net.URI.create(server.url() + SEARCH.replace("\"", "%22")));
        downloader.fetch(new Downloader.Wanted(
                "table", folder.resolve("a.csv"), mirrors, (file, limit) -> {}, 1_000_000, false, "so."));
        assertEquals(2, waits.size());
        assertTrue(waits.stream().allMatch(wait -> wait > 100 && wait <= 500), waits.toString());
        assertTrue(asked.get(0).matches("null emconverge/\\S+"), asked.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "C1,NONE",
        "C17,CYCLIC",
        "d7,DIHEDRAL",
        "T,TETRAHEDRAL",
        "O,OCTAHEDRAL",
        "I2,ICOSAHEDRAL",
        "X,UNKNOWN",
        ",UNKNOWN"
    })
    void pointGroupsAreOfAKind(String group, SymmetryKind kind) {
        assertEquals(kind, SymmetryKind.of(group));
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "", "a b@c", "me@x\r\nHost: y", "<a@b>", "(a@b)"})
    void noContact(String text) {
        assertThrows(InputException.class, () -> Contact.parse(text));
    }
}
