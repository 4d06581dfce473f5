package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.emconverge.Json;

/**
 * Tells somebody what a survey has done, by a program that the user names. It is called without a shell and without
 * arguments: what happened stands in its environment, and as JSON on its standard input. That it fails is said, and
 * stops nothing.
 */
public final class Notification {
    private static final String INPUT = ".notification.json";

    private final String program;
    private final Duration limit;

    /**
     * @param program a path, or a name on the PATH; null: nobody is told
     * @param limit how long it may take before it is ended
     */
    public Notification(String program, Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    /** What happened. */
    enum Event {
        /** A run has ended. */
        CHUNK,
        /** Nothing is left to be run. */
        SURVEY,
        /** A run, or the survey, could not go on. */
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Tells it, and waits until the program has ended.
     *
     * @param folder of the survey
     * @param numbers by their names in the environment, {@code EMCONVERGE_} before each
     * @param message as it is to be written as JSON
     * @param words takes the sentence when it failed
     */
    void tell(Path folder, Event event, Map<String, String> numbers, Object message, Consumer<String> words) {
        if (program == null) {
            return;
        }
        Path input = folder.resolve(INPUT);
        try {
            Json.write(message, input); // a file, because a program that reads nothing would block a pipe
            ProcessBuilder builder = new ProcessBuilder(program).inheritIO().redirectInput(input.toFile());
            builder.environment().put("EMCONVERGE_EVENT", event.word());
            builder.environment().put("EMCONVERGE_SURVEY", folder.toString());
            new TreeMap<>(numbers)
                    .forEach((name, value) -> builder.environment().put("EMCONVERGE_" + name, value));
            String problem = problem(builder.start());
            if (problem != null) {
                words.accept("The notification by " + program + " failed (" + problem + "); the survey goes on.");
            }
        } catch (IOException e) {
            words.accept("The notification by " + program + " failed (" + e.getMessage() + "); the survey goes on.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            remove(input);
        }
    }

    private String problem(Process process) throws InterruptedException {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return "it took longer than " + limit.toSeconds() + " s";
            }
            return process.exitValue() == 0 ? null : "status " + process.exitValue();
        } finally {
            List<ProcessHandle> begun = process.descendants().toList();
            process.destroyForcibly(); // first, so that it does not complain of those that it has begun
            begun.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void remove(Path input) {
        try {
            Files.deleteIfExists(input);
        } catch (IOException e) {
            // the next one replaces it
        }
    }
}
