package org.emconverge.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.emconverge.SharedFacts;

/**
 * A command of the launcher {@code bin/emconverge}, a row of {@code setup/commands.tsv}, which the launcher itself
 * prints and the jar carries.
 *
 * @param group heading that it stands under in the list of commands
 * @param name as it is typed
 * @param description in one line
 */
record LauncherCommand(String group, String name, String description) {
    private static final String TABLE = "setup/commands.tsv";

    /**
     * All of them, in the order in which they are listed.
     *
     * @throws IllegalStateException when the table is not in the jar, which is a fault of the build
     */
    static List<LauncherCommand> all() {
        try (InputStream in = Objects.requireNonNull(SharedFacts.class.getResourceAsStream(TABLE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new LauncherCommand(cells[0], cells[1], cells[2]))
                    .toList();
        } catch (IOException | NullPointerException e) {
            throw new IllegalStateException("The program lacks its file " + TABLE + ": build it anew.", e);
        }
    }
}
