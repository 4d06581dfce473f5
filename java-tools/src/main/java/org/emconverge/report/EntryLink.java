package org.emconverge.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.emconverge.entry.EntryFile;

/** How a page of several entries links to the page of one. */
public final class EntryLink {
    private EntryLink() {}

    /**
     * To the page in the entry's folder, where it is there.
     *
     * @param folder of the page that links
     * @return relative address; the empty string where there is no such page, or no relative way to it
     */
    static String toPage(IndexEntry entry, Path folder) {
        return between(folder, entry.folder().path(EntryFile.REPORT));
    }

    /**
     * From a folder to a file.
     *
     * @return relative address; the empty string where there is no such file, or no relative way to it
     */
    public static String between(Path folder, Path file) {
        Path page = file.toAbsolutePath().normalize();
        Path from = folder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(page) || !page.getRoot().equals(from.getRoot())) {
            return "";
        }
        return StreamSupport.stream(from.relativize(page).spliterator(), false)
                .map(part -> encoded(part.toString()))
                .collect(Collectors.joining("/"));
    }

    /** To the page that will stand in a folder of the entry's id, beside the page that links. */
    static String besideIt(IndexEntry entry) {
        return encoded(entry.id()) + "/" + EntryFile.REPORT.path();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
