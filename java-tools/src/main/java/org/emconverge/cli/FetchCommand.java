package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.archive.Backoff;
import org.emconverge.archive.ByteSize;
import org.emconverge.archive.Downloader;
import org.emconverge.archive.EmdbId;
import org.emconverge.archive.EntryFetch;
import org.emconverge.archive.Mirrors;
import org.emconverge.archive.PdbId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "fetch",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Fetches a map, its half maps, its metadata and the fitted model from EMDB and the PDB, checked.",
        footer = {
            "",
            "Writes entry.json and the files it names. What is already there and complete is not fetched again; a broken "
                    + "download goes on where it stopped. Proxies: https_proxy, http_proxy, all_proxy, no_proxy."
        })
final class FetchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--emdb", required = true, paramLabel = "ID", description = "EMDB entry, such as EMD-2566.")
    private String emdb;

    @Option(
            names = "--pdb",
            paramLabel = "ID",
            description = "PDB model, such as 3j6b (default: the first by id of the models fitted to the map).")
    private String pdb;

    @Option(names = "--no-model", description = "Fetch no model.")
    private boolean noModel;

    @Option(names = "--no-half-maps", description = "Fetch no half maps.")
    private boolean noHalfMaps;

    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path folder;

    @Option(
            names = "--emdb-url",
            split = ",",
            paramLabel = "URL",
            description = "Roots of EMDB's file archive, tried in turn (default: EBI, wwPDB, RCSB, PDBj).")
    private List<String> emdbUrls = Mirrors.EMDB;

    @Option(
            names = "--emdb-api-url",
            split = ",",
            paramLabel = "URL",
            description = "Roots of EMDB's REST interface (default: EBI).")
    private List<String> apiUrls = Mirrors.API;

    @Option(
            names = "--pdb-url",
            split = ",",
            paramLabel = "URL",
            description = "Roots of the PDB's file archive, or addresses with {id} and {folder} in them, tried in turn "
                    + "(default: RCSB, wwPDB, EBI, PDBj).")
    private List<String> pdbUrls = Mirrors.PDB;

    @Option(
            names = "--max-size",
            defaultValue = "8GB",
            paramLabel = "SIZE",
            description = "Largest file, as it comes and unpacked (default: ${DEFAULT-VALUE}).")
    private String maxSize;

    @Option(
            names = "--retries",
            defaultValue = "4",
            paramLabel = "N",
            description = "Repetitions per mirror, after 1, 2, 4, … s (default: ${DEFAULT-VALUE}).")
    private int retries;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "S",
            description = "Longest wait for a connection, an answer or the next bytes, s (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Override
    public Integer call() throws IOException {
        EntryFetch.Request request = new EntryFetch.Request(
                EmdbId.parse(emdb), pdb == null ? null : PdbId.parse(pdb), !noModel, !noHalfMaps, folder);
        Downloader downloader =
                new Downloader(Duration.ofSeconds(timeout), Backoff.of(retries), ByteSize.parse(maxSize));
        new EntryFetch(
                        new Mirrors(emdbUrls, apiUrls, pdbUrls),
                        downloader,
                        spec.commandLine().getErr()::println)
                .run(request);
        return 0;
    }
}
