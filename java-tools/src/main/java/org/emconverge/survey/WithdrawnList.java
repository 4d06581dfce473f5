package org.emconverge.survey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.emconverge.AtomicOutput;

/**
 * The list of entries that the archive has no more, and whether the site knows it: what it was told lies beside the
 * list. An entry may be withdrawn when nothing is run.
 */
final class WithdrawnList {
    private static final byte[] NONE = "emdb,noticed\n".getBytes(StandardCharsets.UTF_8);

    private final Path list;
    private final Path shown;

    /** @param list as a selection writes it; or null */
    WithdrawnList(Path list) {
        this.list = list != null && Files.isRegularFile(list) ? list : null;
        shown = list == null ? null : list.resolveSibling("withdrawn_shown.csv");
    }

    /** For the site. */
    List<Path> lists() {
        return list == null ? List.of() : List.of(list);
    }

    boolean isChanged() throws IOException {
        return list != null
                && !Arrays.equals(
                        Files.readAllBytes(list), Files.isRegularFile(shown) ? Files.readAllBytes(shown) : NONE);
    }

    /** Remembers what the site was told. */
    void keep() throws IOException {
        if (isChanged()) {
            byte[] told = Files.readAllBytes(list);
            AtomicOutput.write(shown, out -> out.write(told));
        }
    }
}
