package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.archive.Backoff;
import org.emconverge.archive.ByteSize;
import org.emconverge.archive.Contact;
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
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} fetch --emdb EMD-2566 --out-dir 2566",
            "  ${ROOT-COMMAND-NAME} fetch --emdb EMD-2566 --pdb 3j6b --no-half-maps --out-dir 2566",
            "",
            "Writes entry.json and the files it names: docs/usage.md#running. What is already there and complete is not "
                    + "fetched again; a broken download goes on where it stopped. Proxies: https_proxy, http_proxy, "
                    + "all_proxy, no_proxy."
        })
final class FetchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Section(Section.INPUT)
    @Option(names = "--emdb", required = true, paramLabel = "ID", description = "EMDB entry, such as EMD-2566.")
    private String emdb;

    @Section(Section.INPUT)
    @Option(
            names = "--pdb",
            paramLabel = "ID",
            description =
                    "PDB model, such as 3j6b or pdb_00003j6b (default: the first by id of the models fitted to the map).")
    private String pdb;

    @Section(Section.SETTINGS)
    @Option(names = "--no-model", description = "Fetch no model.")
    private boolean noModel;

    @Section(Section.SETTINGS)
    @Option(names = "--no-half-maps", description = "Fetch no half maps.")
    private boolean noHalfMaps;

    @Section(Section.OUTPUT)
    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path folder;

    @Section(Section.SETTINGS)
    @Option(
            names = "--emdb-url",
            split = ",",
            paramLabel = "URL",
            description = "Roots of EMDB's file archive, tried in turn (default: EBI, wwPDB, RCSB, PDBj).")
    private List<String> emdbUrls = Mirrors.EMDB;

    @Section(Section.SETTINGS)
    @Option(
            names = "--emdb-api-url",
            split = ",",
            paramLabel = "URL",
            description = "Roots of EMDB's REST interface (default: EBI).")
    private List<String> apiUrls = Mirrors.API;

    @Section(Section.SETTINGS)
    @Option(
            names = "--pdb-url",
            split = ",",
            paramLabel = "URL",
            description =
                    "Roots of the PDB's file archive, or addresses with {id}, {extended} (the id of twelve characters) and "
                            + "{folder} in them, tried in turn (default: RCSB, wwPDB, EBI, PDBj, wwPDB's archive by entries).")
    private List<String> pdbUrls = Mirrors.PDB;

    @Section(Section.SETTINGS)
    @Option(
            names = "--max-size",
            defaultValue = "8GB",
            paramLabel = "SIZE",
            description = "Largest file, as it comes and unpacked (default: ${DEFAULT-VALUE}).")
    private String maxSize;

    @Section(Section.SETTINGS)
    @Option(
            names = "--retries",
            defaultValue = "4",
            paramLabel = "N",
            description = "Repetitions per mirror, after 1, 2, 4, … s (default: ${DEFAULT-VALUE}).")
    private int retries;

    @Section(Section.SETTINGS)
    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "S",
            description = "Longest wait for a connection, an answer or the next bytes, s (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Section(Section.SETTINGS)
    @Option(
            names = "--contact",
            paramLabel = "ADDRESS",
            description = "E-mail address or web page that the archives may turn to, told with every request.")
    private String contact;

    @Override
    public Integer call() throws IOException {
        EntryFetch.Request request = new EntryFetch.Request(
                EmdbId.parse(emdb), pdb == null ? null : PdbId.parse(pdb), !noModel, !noHalfMaps, folder);
        Downloader downloader = new Downloader(
                Duration.ofSeconds(timeout),
                Backoff.of(retries),
                ByteSize.parse(maxSize),
                contact == null ? Contact.NONE : Contact.parse(contact));
        new EntryFetch(
                        new Mirrors(emdbUrls, apiUrls, pdbUrls),
                        downloader,
                        spec.commandLine().getErr()::println)
                .run(request);
        return 0;
    }
}
