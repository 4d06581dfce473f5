package org.emconverge.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.emconverge.InputException;
import org.emconverge.archive.Backoff;
import org.emconverge.archive.ByteSize;
import org.emconverge.archive.Contact;
import org.emconverge.archive.Downloader;
import org.emconverge.archive.Mirrors;
import org.emconverge.archive.Range;
import org.emconverge.archive.Selection;
import org.emconverge.archive.SelectionCriteria;
import org.emconverge.archive.SymmetryKind;
import picocli.CommandLine.Option;

/** Which entries of EMDB are wanted, and how the archive is asked: shared by the commands that select. */
final class SelectionOptions {
    private static final int DAY = 24;

    @Section(Section.INPUT)
    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description = "Look only at the entries that a text file names, one a line: EMD-2566, emd_2566 or 2566.")
    private Path ids;

    @Section(Section.INPUT)
    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Ask nobody, and take the answer of EMDB's search that is saved in this file (CSV).")
    private Path table;

    @Section(Section.SETTINGS)
    @Option(
            names = "--resolutions",
            defaultValue = "0:5",
            paramLabel = "FROM:TO",
            description = "Resolution, in Å; an end may be left out (default: ${DEFAULT-VALUE}).")
    private String resolution;

    @Section(Section.SETTINGS)
    @Option(
            names = "--methods",
            split = ",",
            defaultValue = "singleParticle",
            paramLabel = "NAME",
            description =
                    "Of singleParticle, helical, subtomogramAveraging, electronCrystallography, tomography; several with commas"
                            + " between (default: ${DEFAULT-VALUE}).")
    private List<String> methods;

    @Section(Section.SETTINGS)
    @Option(
            names = "--symmetries",
            split = ",",
            paramLabel = "KIND",
            description =
                    "Of none, cyclic, dihedral, tetrahedral, octahedral, icosahedral, helical, unknown; several with commas"
                            + " between (default: all).")
    private List<String> kinds = List.of();

    @Section(Section.SETTINGS)
    @Option(
            names = "--residues",
            paramLabel = "FROM:TO",
            description = "Size of the assembly in residues of 110 Da, estimated by the weight that the archive gives;"
                    + " an end may be left out (default: all).")
    private String residues;

    @Section(Section.SETTINGS)
    @Option(
            names = "--released-since",
            paramLabel = "DATE",
            description = "Released on this day or later, such as 2026-11-20.")
    private String releasedSince;

    @Section(Section.SETTINGS)
    @Option(names = "--half-maps", description = "With half maps only.")
    private boolean halfMaps;

    @Section(Section.SETTINGS)
    @Option(
            names = "--contact",
            paramLabel = "ADDRESS",
            description = "E-mail address or web page that the archive may turn to, told with every request.")
    private String contact;

    @Section(Section.SETTINGS)
    @Option(names = "--refresh", description = "Ask the archive even if it was asked within the last week.")
    private boolean refresh;

    @Section(Section.SETTINGS)
    @Option(
            names = "--max-age",
            defaultValue = "7",
            paramLabel = "DAYS",
            description = "Ask the archive again when its table is as old as this (default: ${DEFAULT-VALUE}).")
    private int maxAge;

    @Section(Section.SETTINGS)
    @Option(
            names = "--query",
            defaultValue = "current_status:\"REL\"",
            paramLabel = "QUERY",
            description = "What is asked, in the words of EMDB's search; what it does not find is in none of the lists"
                    + " (default: ${DEFAULT-VALUE}).")
    private String query;

    @Section(Section.SETTINGS)
    @Option(
            names = "--field",
            paramLabel = "WHAT=NAME",
            description =
                    "Another name that the archive has for emdb, title, status, method, resolution, symmetry, fitted,"
                            + " half_maps, contour, weight, released or updated, or none for what it lacks (contour=); may be"
                            + " given again.")
    private List<String> fields = List.of();

    @Section(Section.SETTINGS)
    @Option(
            names = "--rows",
            defaultValue = "200000",
            paramLabel = "N",
            description = "Most entries that are asked for (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Section(Section.SETTINGS)
    @Option(
            names = "--emdb-api-url",
            split = ",",
            paramLabel = "URL",
            description = "Roots of EMDB's REST interface, tried in turn (default: EBI).")
    private List<String> apiUrls = Mirrors.API;

    @Section(Section.SETTINGS)
    @Option(
            names = "--max-size",
            defaultValue = "1GB",
            paramLabel = "SIZE",
            description = "Largest table (default: ${DEFAULT-VALUE}).")
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
            defaultValue = "300",
            paramLabel = "S",
            description = "Longest wait for a connection, an answer or the next bytes, s (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Section(Section.SETTINGS)
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Folder that keeps the archive's table (default: archive in $EMCONVERGE_HOME, that is in"
                    + " ~/.cache/emconverge).")
    private Path cache;

    /** Whom the archive may turn to, or null. */
    String contact() {
        return contact;
    }

    /**
     * What is wanted.
     *
     * @throws InputException when an option cannot be read
     */
    Selection.Request request(Selection.Since since, List<Path> results, Path state, Path folder) {
        if (maxAge < 0) {
            throw new InputException("--max-age " + maxAge + " is out of range: give 0 days or more.");
        }
        Set<SymmetryKind> wanted =
                kinds.stream().map(SymmetryKind::parse).collect(Collectors.toCollection(LinkedHashSet::new));
        SelectionCriteria criteria = new SelectionCriteria(
                Range.parse("--resolutions", resolution),
                methods,
                wanted,
                residues == null ? null : Range.parse("--residues", residues),
                releasedSince == null ? null : Selection.day("--released-since", releasedSince),
                halfMaps);
        Selection.Source source = new Selection.Source(
                table,
                new Mirrors(Mirrors.EMDB, apiUrls, Mirrors.PDB),
                query,
                fields,
                rows,
                cache == null ? cacheOf(System.getenv()) : cache,
                Duration.ofHours((long) maxAge * DAY),
                refresh);
        return new Selection.Request(source, criteria, ids, since, results, state, folder);
    }

    /** What asks the archive. */
    Downloader downloader() {
        return new Downloader(
                Duration.ofSeconds(timeout),
                Backoff.of(retries),
                ByteSize.parse(maxSize),
                contact == null ? Contact.NONE : Contact.parse(contact));
    }

    /** Beside what the set-up makes. */
    static Path cacheOf(Map<String, String> environment) {
        String home = environment.getOrDefault("EMCONVERGE_HOME", "");
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path folder = !home.isEmpty()
                ? Path.of(home)
                : (caches.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches))
                        .resolve("emconverge");
        return folder.resolve("archive");
    }
}
