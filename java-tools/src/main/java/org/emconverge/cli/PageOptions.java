package org.emconverge.cli;

import java.nio.file.Path;
import org.emconverge.report.PageContext;
import picocli.CommandLine.Option;

/** What a page is told of the world around its entry, shared by the commands that make one. */
final class PageOptions {
    @Section(Section.INPUT)
    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description =
                    "Entries to compare with, as an index.csv has them: the page then gives percentiles among all of them and"
                            + " among those of like resolution.")
    private Path reference;

    @Section(Section.SETTINGS)
    @Option(
            names = "--emdb",
            paramLabel = "ID",
            description = "EMDB id of the map, for a link (default: that of summary.json or entry.json).")
    private String emdb;

    @Section(Section.SETTINGS)
    @Option(
            names = "--pdb",
            paramLabel = "ID",
            description = "PDB id of the starting model, for a link (default: likewise).")
    private String pdb;

    @Section(Section.SETTINGS)
    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "Folder of the run as the page sees it, such as '..', for links to its index and its record (default: the"
                            + " folder above the page's, where it has an index).")
    private String run;

    PageContext context() {
        return new PageContext(emdb, pdb, run, null, reference);
    }
}
