package org.emconverge.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.emconverge.InputException;

/**
 * The folder of one entry, whose files are asked for by their role. It holds no state: a file is there as soon as a
 * step has written it, and what is not there is not there.
 *
 * @param folder of the entry, or the place for a new one
 */
public record EntryFolder(Path folder) {
    /**
     * The finished entries of a folder: itself where it has a summary, else those of the folders in it, by name. Where
     * there are none it is itself, so that asking it for a file tells what is missing.
     */
    public static List<EntryFolder> in(Path folder) throws IOException {
        EntryFolder own = new EntryFolder(folder);
        if (own.find(EntryFile.SUMMARY).isPresent() || !Files.isDirectory(folder)) {
            return List.of(own);
        }
        try (Stream<Path> below = Files.list(folder)) {
            List<EntryFolder> entries = below.sorted()
                    .map(EntryFolder::new)
                    .filter(entry -> entry.find(EntryFile.SUMMARY).isPresent())
                    .toList();
            return entries.isEmpty() ? List.of(own) : entries;
        }
    }

    /** The place of a file, whether or not it is there. */
    public Path path(EntryFile role) {
        if (role.isPattern()) {
            throw new IllegalStateException("the role " + role + " may have several files, " + role.path());
        }
        return folder.resolve(role.path());
    }

    /**
     * The place of one of several files of a role, whether or not it is there.
     *
     * @param name what stands in the place of {@code *} in the role's path, for instance a model's name
     */
    public Path path(EntryFile role, String name) {
        return folder.resolve(role.path(name));
    }

    /** The file of a role, where it is there. */
    public Optional<Path> find(EntryFile role) {
        return Optional.of(path(role)).filter(Files::isRegularFile);
    }

    /**
     * The file of a role.
     *
     * @throws InputException when it is not there, with the entry, the file and the step that writes it
     */
    public Path require(EntryFile role) {
        return find(role)
                .orElseThrow(() -> new InputException("The entry in " + folder + " has no " + role.path()
                        + ": give the folder of an entry that has been through the step '" + role.stage()
                        + "', which writes it."));
    }

    /** All files of a role, by name; none where there are none. Hidden files are passed over. */
    public List<Path> all(EntryFile role) {
        if (!role.isPattern()) {
            return find(role).stream().toList();
        }
        Path pattern = folder.resolve(role.path());
        String[] ends = pattern.getFileName().toString().split("\\*", 2);
        if (!Files.isDirectory(pattern.getParent())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(pattern.getParent())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> matches(file.getFileName().toString(), ends))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean matches(String name, String[] ends) {
        return name.startsWith(ends[0])
                && name.endsWith(ends[1])
                && name.length() >= ends[0].length() + ends[1].length()
                && !name.startsWith(".");
    }

    /** The files that are part of the published results. */
    public List<Path> kept() {
        return Arrays.stream(EntryFile.values())
                .filter(EntryFile::isKept)
                .flatMap(role -> all(role).stream())
                .toList();
    }

    /** Whether another program made the models, so that there is neither a sampled nor a refined one. */
    public boolean isOfGivenModels() {
        return !all(EntryFile.GIVEN_MODEL).isEmpty();
    }
}
