package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.InputException;
import org.emconverge.convergence.MapDifferences;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.MapsPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "map-differences",
        header = "Compare the models of several maps of one molecule",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tells where the ensembles of several maps of one molecule lie apart: map_differences.csv, maps.html, and"
                        + " each further map side by side with the first.")
final class MapDifferencesCommand implements Callable<Integer> {
    @Option(
            names = "--entry",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders of the entries, with summary.json, residues.csv and ensemble.cif; the entry's own"
                    + " map first. One is enough where --absent names others.")
    private List<Path> entries;

    @Option(
            names = "--absent",
            arity = "1..*",
            paramLabel = "ID",
            description = "Ids of those maps of the molecule that have no result, which the page names.")
    private List<String> absent = List.of();

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "Folder of the run as the page sees it, such as '..', for a link to its index.")
    private String run;

    @Mixin
    private RendererOption figures;

    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the files, that of the first entry in the results; made when there is none.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        if (entries.size() + absent.size() < 2) {
            throw new InputException("There is only one map: give the folders of two or more of one molecule.");
        }
        List<EntryFolder> folders = entries.stream().map(EntryFolder::new).toList();
        MapDifferences differences = MapDifferences.of(folders);
        MapsPage.write(differences, folders, absent, run, figures.renderer(), outDir);
        differences.write(new EntryFolder(outDir).path(EntryFile.MAP_DIFFERENCES));
        return 0;
    }
}
