package org.emconverge.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.emconverge.InputException;

/** Renders Vega-Lite specifications to SVG with bin/render_figures.py as a child process. */
final class FigureRenderer {
    static final String PROGRAM = "render_figures.py";

    private FigureRenderer() {}

    /**
     * Makes NAME.svg beside each NAME.vl.json.
     *
     * @param program the renderer; null: looked for on the PATH
     * @throws InputException when it is not found or fails, with its own message
     */
    static void render(Path program, List<Path> specs) throws IOException {
        Path renderer = program == null ? onPath() : program.toAbsolutePath();
        if (!Files.isRegularFile(renderer)) {
            throw new InputException("There is no renderer " + renderer + ": name " + PROGRAM + " by --renderer.");
        }
        List<String> command = new ArrayList<>(Files.isExecutable(renderer) ? List.of() : List.of("python3"));
        command.add(renderer.toString());
        specs.forEach(spec -> command.add(spec.toAbsolutePath().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = waitFor(process);
        if (status != 0) {
            String[] lines = output.split("\\R");
            throw new InputException(
                    "The figures could not be rendered (exit status " + status + "): " + lines[lines.length - 1]);
        }
    }

    private static Path onPath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        new InputException("The renderer " + PROGRAM + " is not on the PATH: name it by --renderer."));
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while figures were rendered", e);
        }
    }
}
