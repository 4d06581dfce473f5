package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.Index;
import org.emconverge.trend.Trends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes the page of a run of many entries: index.html, and its table as index.csv.",
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} index --entry results --out-dir results",
            "  ${ROOT-COMMAND-NAME} index --entry results other/results --out-dir both",
            "",
            "The page and its table: docs/outputs.md#indexhtml-indexcsv."
        })
final class IndexCommand implements Callable<Integer> {
    @Section(Section.INPUT)
    @Option(
            names = "--entry",
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders of the entries; a folder of results stands for all entries in it.")
    private List<Path> entries = List.of();

    @Section(Section.INPUT)
    @Option(names = "--failed", paramLabel = "FILE", description = "failed.csv: entries without a report, and why.")
    private Path failed;

    @Section(Section.INPUT)
    @Option(
            names = "--series",
            paramLabel = "FILE",
            description = "The page of the run's resolution series as seen from this page, which then links to it.")
    private String series;

    @Section(Section.INPUT)
    @Option(
            names = "--family",
            paramLabel = "ID",
            description = "Entry whose maps were each assessed by itself; may be given several times: the page links to"
                    + " its maps.html (default: entries that have one).")
    private List<String> families;

    @Section(Section.SETTINGS)
    @Option(
            names = "--trend",
            paramLabel = "FILE",
            description = "trend.json of emtools trend, by which the spreads are judged (default: as in the entries'"
                    + " summaries).")
    private Path trend;

    @Mixin
    private RendererOption figures;

    @Section(Section.OUTPUT)
    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the two files; the page links to those in the entries' folders.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        List<EntryFolder> folders = new ArrayList<>();
        for (Path entry : entries) {
            folders.addAll(EntryFolder.in(entry));
        }
        Index.run(
                folders,
                new Index.Settings(
                        failed, series, families, trend == null ? null : Trends.read(trend), figures.renderer()),
                outDir);
        return 0;
    }
}
