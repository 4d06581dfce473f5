package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.report.Report;
import org.emconverge.report.ReportInputs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes the page of one entry: report.html, figures/, viewers/ and multiqc/.")
final class ReportCommand implements Callable<Integer> {
    @Option(
            names = "--summary",
            required = true,
            paramLabel = "FILE",
            description = "summary.json of the converge step.")
    private Path summary;

    @Option(
            names = "--residues",
            required = true,
            paramLabel = "FILE",
            description = "residues.csv of the converge step.")
    private Path residues;

    @Option(names = "--ranking", paramLabel = "FILE", description = "ranking.csv of the rank step.")
    private Path ranking;

    @Option(names = "--ranking-json", paramLabel = "FILE", description = "ranking.json of the rank step.")
    private Path rankingJson;

    @Option(names = "--prepare", paramLabel = "FILE", description = "prepare.json: what was removed or changed.")
    private Path prepare;

    @Option(names = "--completed", paramLabel = "FILE", description = "completed.json: which atoms were rebuilt.")
    private Path completed;

    @Option(names = "--map-info", paramLabel = "FILE", description = "map.json: where the map lies.")
    private Path mapInfo;

    @Option(names = "--setup", paramLabel = "FILE", description = "setup.json of the sampler.")
    private Path setup;

    @Option(
            names = "--ensemble",
            paramLabel = "FILE",
            description = "ensemble.cif of the converge step, for pictures of the models.")
    private Path ensemble;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "Map in which the models lie, for the mesh around a residue.")
    private Path map;

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
        Report.run(
                new ReportInputs(
                        summary,
                        residues,
                        ranking,
                        rankingJson,
                        prepare,
                        completed,
                        mapInfo,
                        setup,
                        ensemble,
                        map,
                        null,
                        contour,
                        renderer),
                outDir);
        return 0;
    }
}
