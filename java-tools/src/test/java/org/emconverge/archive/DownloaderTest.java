package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.emconverge.InputException;
import org.emconverge.archive.Downloader.Fetched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DownloaderTest {
    private static final byte[] MAP = ArchiveServer.gzip(SmallMap.bytes(40, 30, 20));
    private static final String PATH = "/a.map.gz";

    @TempDir
    Path folder;

    private final List<Long> waits = new ArrayList<>();
    private ArchiveServer server;
    private ArchiveServer mirror;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        server = new ArchiveServer();
        mirror = new ArchiveServer();
        target = folder.resolve("new/folder/a.map.gz");
    }

    @AfterEach
    void stop() {
        server.close();
        mirror.close();
    }

    @Test
    void bringsAFileAndDoesNotBringItAgain() throws Exception {
        server.serve(PATH, ArchiveServer.file(MAP));
        assertEquals(Optional.of(new Fetched(uri(server), MAP.length)), fetch());
        assertArrayEquals(MAP, Files.readAllBytes(target));
        assertEquals(Optional.of(new Fetched(null, MAP.length)), fetch());
        assertEquals(List.of(PATH), server.requests());
        assertOnlyTheTarget();
    }

    @Test
    void bringsAFileAgainThatIsDamaged() throws Exception {
        server.serve(PATH, ArchiveServer.file(MAP));
        fetch();
        Files.write(target, Arrays.copyOf(MAP, MAP.length - 1));
        assertEquals(Optional.of(new Fetched(uri(server), MAP.length)), fetch());
        assertArrayEquals(MAP, Files.readAllBytes(target));
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        server.serve(PATH, ArchiveServer.dropped(MAP, 5000, "ETag", "\"v1\""), ArchiveServer.file(MAP));
        fetch();
        assertArrayEquals(MAP, Files.readAllBytes(target));
        assertEquals(2, server.requests().size());
        assertTrue(
                server.requests().get(1).matches("/a.map.gz bytes=[1-9][0-9]*-"),
                server.requests().toString());
        assertEquals(List.of(1L), waits);
        assertOnlyTheTarget();
    }

    @Test
    void goesOnInTheNextRun() throws Exception {
        server.serve(PATH, ArchiveServer.dropped(MAP, 5000, "Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT"));
        assertThrows(InputException.class, this::fetch);
        assertFalse(Files.exists(target));
        server.serve(PATH, ArchiveServer.file(MAP, "Wed, 21 Oct 2015 07:28:00 GMT"));
        fetch();
        assertArrayEquals(MAP, Files.readAllBytes(target));
        assertTrue(
                server.requests().get(server.requests().size() - 1).contains("bytes="),
                server.requests().toString());
    }

    @Test
    void startsAnewWhenTheFileHasChanged() throws Exception {
        byte[] old = ArchiveServer.gzip(SmallMap.bytes(39, 31, 21));
        server.serve(PATH, ArchiveServer.dropped(old, 5000, "ETag", "\"old\""), ArchiveServer.file(MAP));
        fetch();
        assertArrayEquals(MAP, Files.readAllBytes(target));
    }

    @Test
    void startsAnewWhereTheServerKnowsNoRanges() throws Exception {
        server.serve(PATH, ArchiveServer.dropped(MAP, 5000, "ETag", "\"v1\""), ArchiveServer.plain(MAP));
        fetch();
        assertArrayEquals(MAP, Files.readAllBytes(target));
    }

    @Test
    void neverGoesOnWithoutAVersion() throws Exception {
        for (String[] headers : new String[][] {{}, {"ETag", "W/\"weak\""}}) {
            server.serve(PATH, ArchiveServer.dropped(MAP, 5000, headers), ArchiveServer.file(MAP));
            fetch();
            assertTrue(
                    server.requests().stream().noneMatch(r -> r.contains("bytes=")),
                    server.requests().toString());
            Files.delete(target);
        }
    }

    @Test
    void startsAnewWhenAnotherPartIsSent() throws Exception {
        HttpHandler wrong = exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 1-9/" + MAP.length);
            exchange.sendResponseHeaders(206, 9);
            exchange.getResponseBody().write(MAP, 1, 9);
        };
        server.serve(PATH, ArchiveServer.dropped(MAP, 5000, "ETag", "\"v1\""), wrong, ArchiveServer.file(MAP));
        fetch();
        assertArrayEquals(MAP, Files.readAllBytes(target));
        assertFalse(server.requests().get(2).contains("bytes="));
    }

    @Test
    void acceptsThatNothingIsLeftToSend() throws Exception {
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling(".a.map.gz.part"), MAP);
        Files.writeString(target.resolveSibling(".a.map.gz.part.source"), uri(server) + "\n\"v1\"\n");
        server.serve(PATH, ArchiveServer.file(MAP));
        fetch();
        assertArrayEquals(MAP, Files.readAllBytes(target));
        assertEquals(1, server.requests().size());
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws Exception {
        server.serve(
                PATH,
                ArchiveServer.status(429, "Retry-After", "7"),
                ArchiveServer.status(503, "Retry-After", "86400"),
                ArchiveServer.file(MAP));
        fetch();
        assertEquals(List.of(7L, 60L), waits);
    }

    @Test
    void goesToTheMirrorAfterServerErrors() throws Exception {
        server.serve(PATH, ArchiveServer.status(500));
        mirror.serve(PATH, ArchiveServer.file(MAP));
        assertEquals(uri(mirror), fetch().orElseThrow().source());
        assertEquals(List.of(1L, 2L), waits);
        assertEquals(3, server.requests().size());
    }

    @Test
    void goesToTheMirrorAtOnceForBrokenContent() throws Exception {
        byte[] badCrc = MAP.clone();
        badCrc[MAP.length - 6] ^= 1;
        byte[] shorter = ArchiveServer.gzip(Arrays.copyOf(SmallMap.bytes(40, 30, 20), 50_000));
        for (byte[] broken : List.of(
                "<html>Maintenance</html>".getBytes(StandardCharsets.UTF_8),
                badCrc,
                shorter,
                Arrays.copyOf(MAP, 9999))) {
            server.serve(PATH, ArchiveServer.file(broken));
            mirror.serve(PATH, ArchiveServer.file(MAP));
            assertEquals(uri(mirror), fetch().orElseThrow().source());
            Files.delete(target);
        }
        assertEquals(List.of(), waits);
        assertEquals(4, server.requests().size());
    }

    @Test
    void goesToTheMirrorAtOnceWhenNobodyListens() throws Exception {
        URI dead = uri(server);
        server.close();
        mirror.serve(PATH, ArchiveServer.file(MAP));
        assertEquals(uri(mirror), fetch(dead, uri(mirror)).orElseThrow().source());
        assertEquals(List.of(), waits);
    }

    @Test
    void saysWhatWasWrongWithEveryMirror() throws Exception {
        server.serve(PATH, ArchiveServer.status(403));
        mirror.serve(PATH, ArchiveServer.file("<html>".getBytes(StandardCharsets.UTF_8)));
        String message = assertThrows(InputException.class, this::fetch).getMessage();
        assertEquals(
                "The map of X could not be fetched (localhost: HTTP 403; localhost: the answer is a web page, not a map): do this.",
                message);
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void absenceIsNoErrorButMustBeCertain() throws Exception {
        assertEquals(Optional.empty(), fetch());
        mirror.serve(PATH, ArchiveServer.status(500));
        assertThrows(InputException.class, this::fetch);
        assertEquals(Optional.empty(), downloader(1_000_000).fetch(wanted(true, uri(server), uri(mirror))));
    }

    @Test
    void sizeLimitHoldsBeforeAndDuringTheTransfer() throws Exception {
        server.serve(PATH, ArchiveServer.file(MAP));
        mirror.serve(PATH, ArchiveServer.plain(MAP));
        Downloader small = downloader(20_000);
        String message = assertThrows(InputException.class, () -> small.fetch(wanted(false, uri(server), uri(mirror))))
                .getMessage();
        assertTrue(message.contains("above the limit of 20.0 kB"), message);
        assertFalse(Files.exists(target));
    }

    @Test
    void followsRedirectionsButNotForEverAndNotToFiles() throws Exception {
        server.serve(PATH, ArchiveServer.status(302, "Location", mirror.url() + PATH));
        mirror.serve(PATH, ArchiveServer.file(MAP));
        assertEquals(uri(server), fetch(uri(server)).orElseThrow().source());
        Files.delete(target);
        for (String location : List.of(server.url() + PATH, "file:///etc/passwd", "ftp://localhost/x", "http://[")) {
            server.serve(PATH, ArchiveServer.status(302, "Location", location));
            assertThrows(InputException.class, () -> fetch(uri(server)), location);
            assertFalse(Files.exists(target));
        }
    }

    @Test
    void givesUpOnAServerThatFallsSilent() throws Exception {
        HttpHandler silent = exchange -> {
            exchange.sendResponseHeaders(200, MAP.length);
            exchange.getResponseBody().write(MAP, 0, 3000);
            exchange.getResponseBody().flush();
            sleep();
        };
        server.serve(PATH, silent, exchange -> sleep(), ArchiveServer.file(MAP));
        new Downloader(Duration.ofSeconds(1), backoff(9), 1_000_000, Contact.NONE, Duration.ZERO)
                .fetch(wanted(false, uri(server)));
        assertArrayEquals(MAP, Files.readAllBytes(target));
        assertTrue(waits.size() >= 2, "both silences were noticed: " + waits);
    }

    @Test
    void unpacksWhatIsNotToStayPacked() throws Exception {
        byte[] cif = "data_x\nloop_\n_atom_site.id\nATOM 1\n".getBytes(StandardCharsets.UTF_8);
        server.serve(PATH, ArchiveServer.file(ArchiveServer.gzip(cif)));
        target = folder.resolve("x.cif");
        Downloader.Wanted model =
                new Downloader.Wanted("model", target, List.of(uri(server)), ContentCheck.MODEL, 9999, false, "");
        assertEquals(cif.length, downloader(1000).fetch(model).orElseThrow().size());
        assertArrayEquals(cif, Files.readAllBytes(target));
        assertNull(downloader(1000).fetch(model).orElseThrow().source());
        assertOnlyTheTarget();
    }

    @Test
    void aFullOrReadOnlyDiskIsNotTheNetworksFault() throws Exception {
        server.serve(PATH, ArchiveServer.file(MAP));
        Files.createDirectories(target.resolveSibling(".a.map.gz.part").resolve("in the way"));
        IOException e = assertThrows(IOException.class, () -> fetch(uri(server)));
        assertTrue(e.getMessage().contains(".part"), e.toString());
        assertEquals(List.of(), waits);
    }

    private Optional<Fetched> fetch(URI... uris) throws IOException {
        return downloader(1_000_000)
                .fetch(wanted(false, uris.length == 0 ? new URI[] {uri(server), uri(mirror)} : uris));
    }

    private Optional<Fetched> fetch() throws IOException {
        return fetch(new URI[0]);
    }

    private Downloader downloader(long limit) {
        return new Downloader(Duration.ofSeconds(10), backoff(2), limit, Contact.NONE, Duration.ZERO);
    }

    private Backoff backoff(int retries) {
        return new Backoff(retries, Duration.ofSeconds(1), Duration.ofSeconds(60), wait -> waits.add(wait.toSeconds()));
    }

    private Downloader.Wanted wanted(boolean anyAbsence, URI... uris) {
        return new Downloader.Wanted(
                "map of X", target, List.of(uris), ContentCheck.MAP, Long.MAX_VALUE, anyAbsence, "do this.");
    }

    private static URI uri(ArchiveServer server) {
        return URI.create(server.url() + PATH);
    }

    private static void sleep() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertOnlyTheTarget() throws IOException {
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertEquals(List.of(target), left.toList());
        }
    }
}
