package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.emconverge.Counted;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.archive.PlainText;

/**
 * Entries that appear in a folder: those of samplesheets in it ({@code *.csv}; {@code samplesheet.csv} in a folder
 * below), and every folder below that holds one map and one model, with or without half maps. What still comes waits.
 */
public final class FolderSource implements Source {
    /** What a folder's user says of its entry: one row with any columns of a samplesheet. */
    static final String ENTRY = "entry.csv";

    static final String TABLE = "watched.csv";
    private static final String SHEET = "samplesheet.csv";
    private static final List<String> COLUMNS =
            List.of("id", "from", "map", "half1", "half2", "model", "resolution", "resolution_from");
    /** So many of what is left out are told one by one; the table has all. */
    private static final int TOLD = 20;

    private final Path root;
    private final Path outDir;
    private final Duration settle;
    private final SettledFiles settled;

    /**
     * @param root the watched folder
     * @param outDir the survey's, which is not looked at where it lies in the watched one
     * @param settle how long size and time of a file must have stayed
     */
    public FolderSource(Path root, Path outDir, Duration settle, Clock clock) {
        this.root = root.toAbsolutePath().normalize();
        this.outDir = outDir;
        this.settle = settle;
        settled = new SettledFiles(settle, clock);
    }

    @Override
    public Listing read(Consumer<String> words) throws IOException {
        FolderFiles files = FolderFiles.of(root, outDir);
        settled.begin();
        FolderMemory memory = FolderMemory.read(outDir);
        Reading reading = new Reading(new FolderEntries(settled, settle, memory));
        reading.leftOut.addAll(files.leftOut());
        for (FolderFiles.Folder folder : files.folders()) {
            for (Path sheet : sheets(folder)) {
                reading.sheet(sheet);
            }
        }
        for (FolderFiles.Folder folder : files.folders()) {
            reading.folder(folder);
        }
        memory.write();
        reading.write(outDir.resolve(TABLE));
        reading.tell(words);
        return new Listing(
                reading.offers.stream().map(FolderEntries.Offer::candidate).toList(), reading.leftOut);
    }

    /** A CSV file in the watched folder itself is a samplesheet; below, other programs have theirs, too. */
    private static List<Path> sheets(FolderFiles.Folder folder) {
        if (folder.name().isEmpty()) {
            return folder.sheets();
        }
        Path sheet = folder.sheet(SHEET);
        return sheet == null ? List.of() : List.of(sheet);
    }

    /** One look at the folder. */
    private final class Reading {
        private final FolderEntries entries;
        private final List<FolderEntries.Offer> offers = new ArrayList<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        private final Map<String, String> ids = new HashMap<>();
        /** Files and folders that samplesheets name, and those that the table of a folder above does. */
        private final Set<Path> named = new HashSet<>();

        Reading(FolderEntries entries) {
            this.entries = entries;
        }

        void sheet(Path sheet) throws IOException {
            String name = PlainText.plain(root.relativize(sheet).toString());
            Listing listing;
            try {
                if (!settled.isSettled(sheet)) {
                    leftOut.add(new LeftOut(name, entries.waits(sheet)));
                    return;
                }
                listing = new SamplesheetSource(sheet).read(sentence -> {});
            } catch (InputException e) {
                leftOut.add(new LeftOut(name, e.getMessage()));
                return;
            }
            leftOut.addAll(listing.leftOut());
            for (Candidate candidate : listing.entries()) {
                FolderEntries.paths(candidate.row()).values().forEach(named::add);
                offer(candidate.id(), name, () -> entries.of(candidate.id(), candidate.row(), name));
            }
        }

        void folder(FolderFiles.Folder folder) throws IOException {
            List<Path> files = new ArrayList<>(folder.maps());
            files.addAll(folder.models());
            if (folder.name().isEmpty()) {
                files.removeAll(named);
                files.forEach(file -> leftOut.add(new LeftOut(
                        PlainText.plain(file.getFileName().toString()),
                        "It lies in no folder of its own, and no samplesheet names it: put each entry's files into a"
                                + " folder.")));
                return;
            }
            files.add(folder.path());
            if (files.stream().noneMatch(named::contains) && (folder.isEntry() || folder.sheet(ENTRY) != null)) {
                String name = PlainText.plain(folder.name());
                try {
                    Map<String, String> told = entries.told(folder);
                    named.addAll(FolderEntries.paths(told).values());
                    String id = FolderEntries.id(folder.name(), told);
                    offer(id, name, () -> entries.of(id, folder, told));
                } catch (InputException e) {
                    leftOut.add(new LeftOut(name, e.getMessage()));
                }
            }
        }

        private void offer(String id, String where, Finding finding) throws IOException {
            String other = ids.putIfAbsent(id, where);
            if (other != null) {
                leftOut.add(new LeftOut(
                        where, "Its id would be " + id + ", which is that of " + other + ": give it another."));
                return;
            }
            try {
                offers.add(finding.find());
            } catch (InputException e) {
                leftOut.add(new LeftOut(id, e.getMessage()));
            }
        }

        void write(Path table) throws IOException {
            Csv.write(table, COLUMNS, printer -> {
                for (FolderEntries.Offer offer : offers) {
                    Candidate of = offer.candidate();
                    printer.printRecord(
                            of.id(),
                            offer.where(),
                            of.value("map"),
                            of.value("half1"),
                            of.value("half2"),
                            of.value("model"),
                            of.value("resolution"),
                            offer.resolutionFrom());
                }
            });
        }

        void tell(Consumer<String> words) {
            words.accept(Counted.of(offers.size(), "entry", "entries") + " in " + root + ", the resolution of "
                    + from(FoundResolution.MODEL) + " by the model, of " + from(FoundResolution.HALF_MAPS)
                    + " by the half maps; " + leftOut.size() + " left out, "
                    + Counted.of(settled.changing(), "file", "files") + " still coming.");
            leftOut.stream()
                    .limit(TOLD)
                    .forEach(left -> words.accept("Left out: " + left.name() + ". " + left.reason()));
            if (leftOut.size() > TOLD) {
                words.accept(
                        "And " + (leftOut.size() - TOLD) + " more: see " + outDir.resolve(SurveyTables.LEFT_OUT) + ".");
            }
        }

        private long from(String source) {
            return offers.stream()
                    .filter(offer -> offer.resolutionFrom().equals(source))
                    .count();
        }
    }

    /** What looks for an entry. */
    @FunctionalInterface
    private interface Finding {
        FolderEntries.Offer find() throws IOException;
    }
}
