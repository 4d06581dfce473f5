package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.emconverge.InputException;
import org.emconverge.survey.Source.LeftOut;

/**
 * The folders below a watched one, with the files in them that may belong to an entry. Symbolic links are followed; a
 * folder that is reached by a link and by its own path, or by several links, counts once: where it lies, or where the
 * first link is.
 */
final class FolderFiles {
    private static final Pattern MAP = Pattern.compile("(?i).+\\.(mrc|map|ccp4)(\\.gz)?");
    private static final Pattern MODEL = Pattern.compile("(?i).+\\.(pdb|ent|cif|mmcif)(\\.gz)?");
    private static final Pattern SHEET = Pattern.compile("(?i).+\\.csv");
    /** What a file is called by programs while they bring it; rsync's has a dot before and letters behind. */
    private static final Pattern COMING = Pattern.compile("(?i).+\\.(part|partial|filepart|tmp|crdownload)"
            + "|\\..+\\.(mrc|map|ccp4|pdb|ent|cif|mmcif|csv)(\\.gz)?\\.[a-z0-9]{6}");

    /**
     * A folder.
     *
     * @param name its path from the watched folder, {@code /} between; empty for that one itself
     * @param coming files that are being brought, by their names
     */
    record Folder(Path path, String name, List<Path> maps, List<Path> models, List<Path> sheets, List<Path> coming) {
        /** Whether it has files of an entry. */
        boolean isEntry() {
            return !maps.isEmpty() || !models.isEmpty();
        }

        /** The table of this name, or null. */
        Path sheet(String wanted) {
            return sheets.stream()
                    .filter(sheet -> sheet.getFileName().toString().equalsIgnoreCase(wanted))
                    .findFirst()
                    .orElse(null);
        }
    }

    private final Path excluded;
    private final Set<Path> seen = new HashSet<>();
    private final List<Folder> folders = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    /** Links to folders, by their names, which are followed when all folders are read. */
    private final Map<String, Path> links = new LinkedHashMap<>();

    private FolderFiles(Path excluded) {
        this.excluded = excluded;
    }

    /**
     * Looks through a folder.
     *
     * @param excluded a folder that is passed over, wherever it lies
     * @throws InputException when the folder cannot be read
     */
    static FolderFiles of(Path root, Path excluded) {
        FolderFiles files = new FolderFiles(excluded);
        try {
            files.read(root, "");
            while (!files.links.isEmpty()) {
                Map<String, Path> next = new LinkedHashMap<>(files.links);
                files.links.clear();
                next.forEach((name, link) -> files.below(link, name));
            }
        } catch (IOException e) {
            throw new InputException("The folder " + root + " cannot be read (" + e + "): check that it is there.", e);
        }
        return files;
    }

    /** Those that could be read, each before those in it, by their names; those behind links come last. */
    List<Folder> folders() {
        return folders;
    }

    /** Folders that could not be read, or were read already. */
    List<LeftOut> leftOut() {
        return leftOut;
    }

    private void read(Path path, String name) throws IOException {
        if (!seen.add(path.toRealPath())) {
            leftOut.add(new LeftOut(name, "It is a link to a folder that is read elsewhere."));
            return;
        }
        Folder folder =
                new Folder(path, name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        folders.add(folder);
        for (Path each : listed(path)) {
            String word = each.getFileName().toString();
            if (COMING.matcher(word).matches()) {
                folder.coming().add(each);
            } else if (!word.startsWith(".") && Files.isDirectory(each)) {
                String itsName = name.isEmpty() ? word : name + "/" + word;
                if (Files.isSymbolicLink(each)) {
                    links.put(itsName, each);
                } else {
                    below(each, itsName);
                }
            } else if (!word.startsWith(".")) {
                add(folder, each, word);
            }
        }
    }

    private static void add(Folder folder, Path file, String name) {
        if (MAP.matcher(name).matches()) {
            folder.maps().add(file);
        } else if (MODEL.matcher(name).matches()) {
            folder.models().add(file);
        } else if (SHEET.matcher(name).matches()) {
            folder.sheets().add(file);
        }
    }

    private void below(Path path, String name) {
        try {
            if (!path.toRealPath().equals(Files.exists(excluded) ? excluded.toRealPath() : excluded)) {
                read(path, name);
            }
        } catch (IOException e) {
            leftOut.add(new LeftOut(name, "The folder cannot be read: check who may read it."));
        }
    }

    private static Set<Path> listed(Path folder) throws IOException {
        Set<Path> paths = new TreeSet<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(paths::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return paths;
    }
}
