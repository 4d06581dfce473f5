package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes the page of one entry: report.html, figures/, viewers/ and multiqc/, and summary.json with its title.",
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} report --entry results/NAME --title 'Another title' \\",
            "      --contour 0.02 --out-dir results/NAME",
            "",
            "The page: docs/outputs.md#reporthtml."
        })
final class ReportCommand implements Callable<Integer> {
    @Section(Section.INPUT)
    @Option(names = "--entry", required = true, paramLabel = "DIR", description = "Folder of the entry.")
    private Path entry;

    @Section(Section.SETTINGS)
    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "Title of the entry, also for summary.json (default: the one it has).")
    private String title;

    @Section(Section.SETTINGS)
    @Option(
            names = "--contour",
            paramLabel = "L",
            description =
                    "Recommended contour level, in the map's units: the page and the viewers draw the map at it (default: from the"
                            + " density at the Cα atoms).")
    private Double contour;

    @Section(Section.SETTINGS)
    @Option(
            names = "--family",
            paramLabel = "ID",
            description = "Entry of whose maps this is one, each assessed by itself, for a link to its maps.html"
                    + " (default: the one whose page is there).")
    private String family;

    @Mixin
    private RendererOption figures;

    @Section(Section.OUTPUT)
    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder for the page and the files beside it: the entry's own, whose other files the page links to.")
    private Path outDir;

    @Mixin
    private PageOptions page;

    @Override
    public Integer call() throws IOException {
        Report.run(
                new EntryFolder(entry),
                new Report.Settings(
                        title, contour, figures.renderer(), page.context().of(family)),
                outDir);
        return 0;
    }
}
