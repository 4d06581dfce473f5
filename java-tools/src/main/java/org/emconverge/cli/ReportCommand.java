package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes the page of one entry: report.html, figures/, viewers/ and multiqc/, and summary.json with its title.")
final class ReportCommand implements Callable<Integer> {
    @Option(names = "--entry", required = true, paramLabel = "DIR", description = "Folder of the entry.")
    private Path entry;

    @Option(names = "--title", description = "Title of the entry, also for summary.json (default: the one it has).")
    private String title;

    @Option(
            names = "--contour",
            paramLabel = "L",
            description =
                    "Recommended contour level, in the map's units: the page and the viewers draw the map at it (default: from the"
                            + " density at the Cα atoms).")
    private Double contour;

    @Option(
            names = "--renderer",
            paramLabel = "FILE",
            description = "render_figures.py (default: the one on the PATH).")
    private Path renderer;

    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the page and the files beside it.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        Report.run(new EntryFolder(entry), new Report.Settings(title, contour, renderer), outDir);
        return 0;
    }
}
