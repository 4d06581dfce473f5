package org.emconverge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the measured data that lies beside the checkout; a test that needs it is skipped, saying so, where it is
 * absent.
 */
public final class SharedData {
    private SharedData() {}

    /** @param name path below the shared folder, such as {@code data/emd5830_asc/map.mrc} */
    public static Path file(String name) {
        String folder = System.getenv("EMCONVERGE_SHARED");
        Path file = (folder == null ? Path.of("..", "..", "shared") : Path.of(folder)).resolve(name);
        assumeTrue(
                Files.exists(file),
                "needs the shared data: " + file + " is absent (set EMCONVERGE_SHARED to its folder)");
        return file;
    }
}
