package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells files that are complete from those that still come: size and time of one that has settled stay as they are. A
 * time that lies in the future, as on a server whose clock is ahead, counts from when it was seen first.
 */
final class SettledFiles {
    private final Duration settle;
    private final Clock clock;
    private Map<Path, Seen> before = new HashMap<>();
    private Map<Path, Seen> now = new HashMap<>();
    private final Set<Path> changing = new HashSet<>();

    /** Size and time of a file, and since when it was seen with them. */
    private record Seen(long size, Instant modified, Instant since) {
        boolean isLike(long otherSize, Instant otherModified) {
            return size == otherSize && modified.equals(otherModified);
        }
    }

    /** @param settle how long a file must have been as it is */
    SettledFiles(Duration settle, Clock clock) {
        this.settle = settle;
        this.clock = clock;
    }

    /** Begins to look at all files again; what is not looked at is forgotten. */
    void begin() {
        before = now;
        now = new HashMap<>();
        changing.clear();
    }

    /** Whether a file, or a folder, has been as it is for long enough. */
    boolean isSettled(Path file) throws IOException {
        long size = Files.size(file);
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        Instant time = clock.instant();
        Seen seen = now.getOrDefault(file, before.get(file));
        Instant since = seen != null && seen.isLike(size, modified) ? seen.since() : time;
        now.put(file, new Seen(size, modified, since));
        Instant first = modified.isBefore(since) ? modified : since;
        boolean settled = !first.plus(settle).isAfter(time);
        if (!settled) {
            changing.add(file);
        }
        return settled;
    }

    /** How many files still come. */
    int changing() {
        return changing.size();
    }
}
