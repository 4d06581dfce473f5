package org.emconverge.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.emconverge.AtomicOutput;

/** Writes the files of a site, those alone that have changed, and counts both kinds. */
final class SiteFiles {
    private final Path folder;
    private long changed;
    private long unchanged;

    SiteFiles(Path folder) {
        this.folder = folder;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String name, byte[] content) throws IOException {
        Path file = path(name);
        if (Files.isRegularFile(file)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content)) {
            unchanged++;
            return;
        }
        AtomicOutput.write(file, out -> out.write(content));
        changed++;
    }

    void write(String name, AtomicOutput.Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        write(name, out.toByteArray());
    }

    /** Copies a file, maybe compressed, where it differs. */
    void copy(Path from, String name, boolean compressed) throws IOException {
        if (compressed) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                Files.copy(from, out);
            }
            write(name, packed.toByteArray());
            return;
        }
        Path file = path(name);
        if (Files.isRegularFile(file) && Files.mismatch(from, file) < 0) {
            unchanged++;
            return;
        }
        AtomicOutput.write(file, out -> Files.copy(from, out));
        changed++;
    }

    /** Removes a file that the site has no more. */
    void remove(String name) throws IOException {
        if (Files.deleteIfExists(path(name))) {
            changed++;
        }
    }

    long changed() {
        return changed;
    }

    long unchanged() {
        return unchanged;
    }
}
