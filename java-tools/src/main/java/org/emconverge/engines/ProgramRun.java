package org.emconverge.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.emconverge.InputException;

/**
 * A program's run as its script left it: a folder with the files {@code status} (the exit status; absent when the run
 * was cut off) and {@code seconds} beside what the program wrote.
 */
public record ProgramRun(Path folder) {
    /** The exit status as text; empty when the run was cut off. */
    public String status() {
        return text("status").strip();
    }

    /** Of wall clock; NaN when they are not known. */
    public double seconds() {
        String seconds = text("seconds").strip();
        return seconds.matches("\\d+") ? Double.parseDouble(seconds) : Double.NaN;
    }

    /** A file's text, whatever its encoding; empty when there is no such file. */
    public String text(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new InputException("The file " + file + " cannot be read: check the path.", e);
        }
    }
}
