package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.SeriesPage;
import org.emconverge.series.SeriesTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "series-table",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Puts the maps of resolution series side by side: tables, series.html and its figures.")
final class SeriesTableCommand implements Callable<Integer> {
    @Option(
            names = "--entry",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description =
                    "Folders of the entries, with summary.json, residues.csv, series_map.json and, for pictures, ensemble.cif.")
    private List<Path> entries;

    @Option(
            names = "--asked",
            paramLabel = "FILE",
            description = "pipeline_info/series_maps.csv: all maps of the run's series, to tell which have no result.")
    private Path asked;

    @Option(names = "--failed", paramLabel = "FILE", description = "failed.csv: why these have none.")
    private Path failed;

    @Mixin
    private RendererOption figures;

    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the files; made when there is none.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        SeriesPage.write(
                SeriesTable.run(entries.stream().map(EntryFolder::new).toList(), asked, failed, outDir),
                figures.renderer(),
                outDir);
        return 0;
    }
}
