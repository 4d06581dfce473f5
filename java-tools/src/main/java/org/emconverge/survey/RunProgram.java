package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.emconverge.InputException;

/**
 * Runs a chunk: the launcher's {@code run} as a process of its own, in the chunk's folder, with its words on this
 * program's own outputs. When this program is ended, by Ctrl-C or a service manager, the run is ended first; what is
 * killed at once leaves a run that goes on by itself, for which the next survey waits.
 */
public final class RunProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A run may end by a Ctrl-C before this program hears of it. */
    private static final Duration HEARING = Duration.ofSeconds(1);

    private static final int SIGNALS = 128;
    private static final String OUTDIR = "--outdir";

    private final String program;
    private final RunOptions options;
    private final CountDownLatch ending = new CountDownLatch(1);

    /**
     * @param program the launcher: a path, or a name on the PATH
     * @param options for every run
     */
    public RunProgram(String program, RunOptions options) {
        this.program = program;
        this.options = options;
    }

    /**
     * Runs a chunk to its end.
     *
     * @param words takes sentences on what is waited for
     * @return the run's exit status
     * @throws InputException when the program cannot be started
     * @throws InterruptedException when this program is being ended, and nothing is known of the run
     */
    int run(SurveyFolder folder, int chunk, Consumer<String> words) throws IOException, InterruptedException {
        Path results = folder.resultsOf(chunk);
        for (Optional<ProcessHandle> other = running(results); other.isPresent(); other = running(results)) {
            words.accept("The run of chunk " + chunk + " that another survey began is still at work (process "
                    + other.get().pid() + "): waiting for its end.");
            other.get().onExit().join();
        }
        ChunkResult.forget(results);
        Process process = start(folder, chunk);
        Thread atEnd = new Thread(() -> {
            ending.countDown();
            end(process);
        });
        Runtime.getRuntime().addShutdownHook(atEnd);
        try {
            int status = process.waitFor();
            if (ending.getCount() == 0 || status > SIGNALS && ending.await(HEARING.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("the survey is being ended");
            }
            return status;
        } finally {
            forget(atEnd);
        }
    }

    private Process start(SurveyFolder folder, int chunk) throws IOException {
        ProcessBuilder builder = LauncherProcess.of(command(folder, chunk))
                .directory(folder.chunk(chunk).toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new InputException(
                    "The run of chunk " + chunk + " cannot be started (" + e.getMessage()
                            + "): call this by bin/emconverge, or put emconverge on the PATH.",
                    e);
        }
    }

    /** The words of the command; a run that was begun in the chunk's folder goes on. */
    List<String> command(SurveyFolder folder, int chunk) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program,
                "run",
                "--input",
                folder.samplesheet(chunk).toString(),
                OUTDIR,
                folder.resultsOf(chunk).toString(),
                "-work-dir",
                folder.workOf(chunk),
                "--lenient"));
        Path history = folder.chunk(chunk).resolve(".nextflow/history");
        if (System.getenv("NXF_CACHE_DIR") != null || Files.exists(history) && Files.size(history) > 0) {
            command.add("-resume"); // of which Nextflow warns where nothing was run
        }
        command.addAll(
                options.words().stream().filter(word -> !word.equals("-resume")).toList());
        return command;
    }

    /** A process that runs into these results: one that a survey began which was killed. */
    private static Optional<ProcessHandle> running(Path results) {
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes.filter(process -> writes(process, results)).findFirst();
        }
    }

    private static boolean writes(ProcessHandle process, Path results) {
        List<String> words = List.of(process.info().arguments().orElse(new String[0]));
        int place = words.indexOf(OUTDIR);
        return place >= 0 && place + 1 < words.size() && words.get(place + 1).equals(results.toString());
    }

    /** Ends the run and all that it has started, and gives it time to end in order. */
    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            for (ProcessHandle each : all) {
                each.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            Thread.currentThread().interrupt(); // it is left to itself, as after a kill
        }
    }

    private static void forget(Thread atEnd) {
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            // this program is ending already, and ends the run
        }
    }
}
