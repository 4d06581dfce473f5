package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.Sha256;

/**
 * What was read of a watched folder's files: {@code watched.json} beside the survey's state. It only spares reading
 * them again: without it, or with a damaged one, all is read anew with the same outcome.
 */
final class FolderMemory {
    static final String NAME = "watched.json";
    /** Between two writings while much is read, ns. */
    private static final long PAUSE = 30_000_000_000L;

    /** A file's checksum, as long as its size and its time (ISO 8601) are these. */
    record Sum(long size, String modified, String sha256) {}

    /** The file. */
    record Content(Map<String, Sum> files, Map<String, FoundResolution> resolutions) {}

    private final Path file;
    private final Content before;
    private final Content now = new Content(new TreeMap<>(), new TreeMap<>());
    private boolean isChanged;
    private long written = System.nanoTime();

    private FolderMemory(Path file, Content before) {
        this.file = file;
        this.before = before;
    }

    static FolderMemory read(Path folder) {
        Path file = folder.resolve(NAME);
        if (Files.isRegularFile(file)) {
            try {
                Content content = Json.read(file, Content.class);
                if (content.files() != null && content.resolutions() != null) {
                    return new FolderMemory(file, content);
                }
            } catch (InputException e) {
                // it is written anew
            }
        }
        return new FolderMemory(file, new Content(Map.of(), Map.of()));
    }

    /** The SHA-256 of a file's bytes, in hexadecimal digits. */
    String sha256(Path path) throws IOException {
        long size = Files.size(path);
        String modified = Files.getLastModifiedTime(path).toString();
        Sum sum = now.files().getOrDefault(path.toString(), before.files().get(path.toString()));
        if (sum == null || sum.size() != size || !modified.equals(sum.modified())) {
            sum = new Sum(size, modified, Sha256.hex(path));
            isChanged = true;
        }
        now.files().put(path.toString(), sum);
        return sum.sha256();
    }

    /**
     * A resolution that was found before, or that is looked for now.
     *
     * @param key of the files that it is found from
     */
    FoundResolution resolution(String key, Supplier<FoundResolution> finder) throws IOException {
        FoundResolution found =
                now.resolutions().getOrDefault(key, before.resolutions().get(key));
        if (found == null) {
            found = finder.get();
            isChanged = true;
        }
        now.resolutions().put(key, found);
        if (isChanged && System.nanoTime() - written > PAUSE) {
            Content both = new Content(new TreeMap<>(before.files()), new TreeMap<>(before.resolutions()));
            both.files().putAll(now.files());
            both.resolutions().putAll(now.resolutions());
            Json.write(both, file);
            written = System.nanoTime();
        }
        return found;
    }

    /** Keeps what was asked for since it was read, and forgets the rest. */
    void write() throws IOException {
        if (isChanged || !before.files().keySet().equals(now.files().keySet())) {
            Json.write(now, file);
        }
    }
}
