package org.emconverge.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.emconverge.Counted;
import org.emconverge.FolderLock;

/** Makes a site from results, and goes on with one that is there. */
public final class Site {
    private Site() {}

    /**
     * Reads the results into the site and writes what has changed.
     *
     * @param results folders of runs, or of entries; none to make the pages of a site again
     * @param leftOut further tables of what was left out: left_out.csv of a selection, failed.csv of a run
     * @param withdrawn further lists of entries that EMDB has no more: withdrawn.csv of selections
     * @return sentences on what was done and what was passed over
     * @throws org.emconverge.InputException when a folder or a table is not there or no such thing, or another program
     *     is writing the site
     */
    public static List<String> run(SiteSettings settings, List<Path> results, List<Path> leftOut, List<Path> withdrawn)
            throws IOException {
        String refusal =
                "Another 'emconverge site' is writing " + settings.folder() + ": wait for it, then call this again.";
        try (FolderLock lock = FolderLock.of(settings.folder(), refusal)) {
            SiteFiles files = new SiteFiles(settings.folder());
            SiteReader reader = new SiteReader(files, settings.reports());
            leftOut.forEach(reader.leftOut()::add);
            withdrawn.forEach(reader.withdrawn()::add);
            for (Path folder : results) {
                reader.read(folder);
            }
            List<SiteEntry> entries = SiteRanks.ranked(reader.entries());
            long again =
                    reader.leftOut().forget(entries.stream().map(SiteEntry::id).collect(Collectors.toSet()));
            SiteSettings.About earlier = SiteApi.about(settings.folder());
            new SitePages(files, settings.after(earlier), entries, reader.leftOut()).write();
            List<String> words = new ArrayList<>(reader.notes());
            if (again > 0) {
                words.add(Counted.of(
                                again,
                                "entry that failed or was not chosen has",
                                "entries that failed or were not chosen have")
                        + " a page from other results, which stays.");
            }
            long gone = entries.stream()
                    .filter(entry -> !entry.withdrawn().isEmpty())
                    .count();
            if (gone > 0) {
                words.add(Counted.of(gone, "entry is", "entries are")
                        + " withdrawn from EMDB; the pages stay and say so.");
            }
            words.add("The site: " + settings.folder().resolve("index.html") + ", "
                    + Counted.of(entries.size(), "entry", "entries") + " (" + reader.added() + " new, "
                    + reader.revised()
                    + " run again), " + reader.leftOut().size() + " left out; "
                    + Counted.of(files.changed(), "file", "files") + " written, " + files.unchanged() + " unchanged.");
            return words;
        }
    }
}
