package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.emconverge.InputException;
import org.emconverge.Json;

/** Renders Vega-Lite specifications to SVG with bin/render_figures.py as a child process. */
public final class FigureRenderer {
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

    /**
     * Draws one specification.
     *
     * @param program the renderer; null: looked for on the PATH
     * @return the svg element
     * @throws InputException when the renderer is not found or fails, with its own message
     */
    public static String drawn(ObjectNode chart, Path program) throws IOException {
        Path folder = Files.createTempDirectory("emtools-figure-");
        Path spec = folder.resolve("figure.vl.json");
        Path svg = folder.resolve("figure.svg");
        try {
            Json.write(chart, spec);
            render(program, List.of(spec));
            return element(svg);
        } finally {
            Files.deleteIfExists(spec);
            Files.deleteIfExists(svg);
            Files.deleteIfExists(folder);
        }
    }

    /** A drawing as an svg element alone, because an XML declaration has no place inside a page. */
    static String element(Path svg) throws IOException {
        String text = Files.readString(svg, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.indexOf("<svg"))).strip();
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
