package org.emconverge.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The program that draws figures, shared by the commands that make pages. */
final class RendererOption {
    @Section(Section.SETTINGS)
    @Option(
            names = "--renderer",
            paramLabel = "FILE",
            description = "render_figures.py (default: the one on the PATH).")
    private Path renderer;

    /** Null: the one on the PATH. */
    Path renderer() {
        return renderer;
    }
}
