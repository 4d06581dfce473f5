package org.emconverge.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.Sha256;
import org.emconverge.SharedFacts;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.EntryDigest;
import org.emconverge.report.EntryLink;

/**
 * Reads results into the site, one entry after another: of each only what pages are made from is held, and what is
 * large goes into the entry's folder at once. The entry's record is written last, so that a call that was ended in the
 * middle goes on with the entries that it had not done.
 */
final class SiteReader {
    static final String RECORDS = "api/v1/entries/";
    /** As a samplesheet's ids are, so that they are safe in paths and addresses. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** What {@code report} adds to a summary by what it is told: another title makes no other version. */
    private static final List<String> ADDED = List.of("title", "emdb", "pdb");

    private final SiteFiles files;
    private final SiteSettings.Reports reports;
    private final Map<String, SiteEntry> entries = new TreeMap<>(SiteOrder.IDS);
    private final LeftOut leftOut;
    private final Withdrawn withdrawn = new Withdrawn();
    private final List<String> notes = new ArrayList<>();
    private int added;
    private int revised;

    SiteReader(SiteFiles files, SiteSettings.Reports reports) throws IOException {
        this.files = files;
        this.reports = reports;
        leftOut = LeftOut.read(files.path(""));
        Path records = files.path(RECORDS);
        if (Files.isDirectory(records)) {
            try (Stream<Path> listed = Files.list(records)) {
                listed.filter(file -> file.getFileName().toString().endsWith(".json"))
                        .filter(file -> !file.getFileName().toString().startsWith("."))
                        .map(file -> Json.read(file, SiteEntry.class))
                        .forEach(entry -> entries.put(entry.id(), entry));
            }
        }
    }

    /**
     * Reads all entries of a folder of results, and which of its entries failed or were not chosen.
     *
     * @throws InputException when there is no such folder
     */
    void read(Path results) throws IOException {
        if (!Files.isDirectory(results)) {
            throw new InputException("There is no folder of results " + results + ": check the path.");
        }
        for (Path table :
                List.of(results.resolve("pipeline_info").resolve("failed.csv"), results.resolve("left_out.csv"))) {
            if (Files.isRegularFile(table)) {
                leftOut.add(table);
            }
        }
        if (Files.isRegularFile(results.resolve(Withdrawn.FILE))) {
            withdrawn.add(results.resolve(Withdrawn.FILE));
        }
        List<EntryFolder> folders = EntryFolder.in(results);
        if (folders.get(0).find(EntryFile.SUMMARY).isEmpty()) {
            notes.add("The folder " + results + " has no finished entry.");
            return;
        }
        for (EntryFolder folder : folders) {
            try {
                read(folder);
            } catch (InputException e) {
                String name = String.valueOf(
                        folder.folder().toAbsolutePath().normalize().getFileName());
                leftOut.add(new LeftOut.Row(name, LeftOut.READING, withoutFolders(e.getMessage(), folder)));
                notes.add(e.getMessage());
            }
        }
    }

    /** A sentence for a page that anybody reads, which the folders of this machine do not concern. */
    private static String withoutFolders(String sentence, EntryFolder folder) {
        return sentence.replace(folder.folder() + "/", "")
                .replace(folder.folder().toString(), "its folder");
    }

    private void read(EntryFolder folder) throws IOException {
        ObjectNode summary = Json.read(folder.require(EntryFile.SUMMARY));
        String id = summary.path("id").asText();
        List<String> names =
                ADDED.stream().map(name -> summary.path(name).asText("")).toList();
        summary.remove("percentiles");
        ADDED.forEach(summary::remove);
        String sha256 = Sha256.hex(summary.toString());
        if (!ID.matcher(id).matches()) {
            throw new InputException("The entry in " + folder.folder() + " has the id '" + EntryDigest.plain(id)
                    + "': letters, digits, '.', '_' and '-' are possible.");
        }
        SiteEntry before = entries.get(id);
        if (before != null && before.readBy().equals(SharedFacts.version()) && before.knows(sha256)) {
            if (!before.current().sha256().equals(sha256)) {
                return; // an earlier version
            }
            if (names.equals(before.summaryNames())) {
                update(folder, before);
                return;
            }
        }
        EntryDigest digest = EntryDigest.read(folder);
        if (!digest.numbers().containsKey("resolution")) {
            throw new InputException("The entry in " + folder.folder() + " has no resolution: make it anew.");
        }
        SiteVersion version = SiteVersion.of(folder, sha256, digest);
        SiteEntry fresh = SiteEntry.of(digest, version, names, SharedFacts.version());
        SiteEntry entry = before == null ? fresh : fresh.after(before);
        if (entry.current().sha256().equals(sha256)) {
            files.write(page(id, "profile.svg"), digest.profile());
            files.copy(folder.path(EntryFile.SUMMARY), page(id, "summary.json"), false);
            files.copy(folder.path(EntryFile.RESIDUES), page(id, "residues.csv.gz"), true);
            entry = entry.reported(report(folder, id));
        }
        added += before == null ? 1 : 0;
        revised += before != null && !before.knows(sha256) ? 1 : 0;
        keep(entry);
    }

    /** A report may have been made again, or be wanted otherwise. */
    private void update(EntryFolder folder, SiteEntry before) throws IOException {
        SiteEntry entry = before.reported(report(folder, before.id()));
        if (!entry.equals(before)) {
            keep(entry);
        }
    }

    private void keep(SiteEntry entry) throws IOException {
        entries.put(entry.id(), entry);
        files.write(RECORDS + entry.id() + ".json", Json.text(entry) + "\n");
    }

    private SiteEntry.Report report(EntryFolder folder, String id) throws IOException {
        Path report = folder.path(EntryFile.REPORT);
        String copy = page(id, "report.html");
        if (reports != SiteSettings.Reports.COPY || !Files.isRegularFile(report)) {
            files.remove(copy);
        }
        if (!Files.isRegularFile(report) || reports == SiteSettings.Reports.NONE) {
            return SiteEntry.Report.NONE;
        }
        if (reports == SiteSettings.Reports.LINK) {
            return new SiteEntry.Report(EntryLink.between(files.path(page(id, "")), report), 0);
        }
        files.copy(report, copy, false);
        return new SiteEntry.Report("report.html", Files.size(report));
    }

    /** A file beside the page of an entry. */
    static String page(String id, String name) {
        return "entries/" + id + "/" + name;
    }

    /** Those of the site, by their ids. */
    List<SiteEntry> entries() {
        return entries.values().stream().map(withdrawn::mark).toList();
    }

    Withdrawn withdrawn() {
        return withdrawn;
    }

    LeftOut leftOut() {
        return leftOut;
    }

    /** Sentences on what was passed over. */
    List<String> notes() {
        return notes;
    }

    int added() {
        return added;
    }

    int revised() {
        return revised;
    }
}
