package org.emconverge.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What has come of a file so far, hidden beside its place, with a note of the address and of the version (strong ETag,
 * else Last-Modified) it belongs to. A part without a version is never continued: nobody could tell whether the rest
 * belongs to it.
 */
final class PartFile {
    private final Path data;
    private final Path note;

    PartFile(Path target) {
        data = target.resolveSibling("." + target.getFileName() + ".part");
        note = target.resolveSibling("." + target.getFileName() + ".part.source");
    }

    Path path() {
        return data;
    }

    /** Bytes that a request to this address can build on. */
    long resumable(URI uri) throws IOException {
        return version(uri).isEmpty() || !Files.exists(data) ? 0 : Files.size(data);
    }

    /** The version for If-Range (RFC 9110 §13.1.5); empty when there is none for this address. */
    String version(URI uri) throws IOException {
        List<String> lines = Files.exists(note) ? Files.readAllLines(note) : List.of();
        return lines.size() == 2 && lines.get(0).equals(uri.toString()) ? lines.get(1) : "";
    }

    /** Begins a part anew. */
    OutputStream create(URI uri, HttpHeaders headers) throws IOException {
        String etag =
                headers.firstValue("ETag").filter(tag -> !tag.startsWith("W/")).orElse("");
        String version = etag.isEmpty() ? headers.firstValue("Last-Modified").orElse("") : etag;
        delete();
        OutputStream out = Files.newOutputStream(data);
        Files.writeString(note, uri + "\n" + version + "\n");
        return out;
    }

    OutputStream append() throws IOException {
        return Files.newOutputStream(data, StandardOpenOption.APPEND);
    }

    void delete() throws IOException {
        Files.deleteIfExists(note);
        Files.deleteIfExists(data);
    }
}
