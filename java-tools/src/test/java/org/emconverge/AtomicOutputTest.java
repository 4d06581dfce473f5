package org.emconverge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicOutputTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path folder;

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("table.csv");
        AtomicOutput.write(file, "old");
        assertThrows(
                IOException.class,
                () -> AtomicOutput.write(file, out -> {
                    out.write('n');
                    throw new IOException("disk full");
                }));
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void theSameBytesKeepTheTimeAndOtherBytesDoNot() throws IOException {
        Path file = folder.resolve("table.csv");
        AtomicOutput.write(file, "same");
        Files.setLastModifiedTime(file, LONG_AGO);
        AtomicOutput.write(file, "same");
        assertEquals(LONG_AGO, Files.getLastModifiedTime(file));
        AtomicOutput.write(file, "other");
        assertEquals("other", Files.readString(file));
    }
}
