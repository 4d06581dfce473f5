package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.Index;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes the page of a run of many entries: index.html, and its table as index.csv.")
final class IndexCommand implements Callable<Integer> {
    @Option(names = "--entry", arity = "1..*", paramLabel = "DIR", description = "Folders of the entries.")
    private List<Path> entries = List.of();

    @Option(names = "--failed", paramLabel = "FILE", description = "failed.csv: entries without a report, and why.")
    private Path failed;

    @Option(
            names = "--renderer",
            paramLabel = "FILE",
            description = "render_figures.py (default: the one on the PATH).")
    private Path renderer;

    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the two files: the one that holds the entries' folders, which the page links to.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        Index.run(entries.stream().map(EntryFolder::new).toList(), failed, renderer, outDir);
        return 0;
    }
}
