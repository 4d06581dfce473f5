package org.emconverge.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.emconverge.InputException;
import org.emconverge.Json;

/**
 * What was selected before: {@code selected.json} of a folder that is kept between selections. It is one file that is
 * replaced as a whole, so that a program that is killed leaves the one before.
 *
 * @param query that the archive was asked; what another query does not find is not withdrawn
 * @param fields that were asked for, whose values the checksums are of
 * @param entries by their ids
 * @param withdrawn entries that were selected and then were in the archive's table no more: the table's day by their
 *     ids; those that came back are not among them
 */
record SelectionState(String query, List<String> fields, Map<String, Known> entries, Map<String, String> withdrawn) {
    static final String NAME = "selected.json";

    /**
     * An entry as it was when it was selected last.
     *
     * @param updated the archive's date of it, or null
     * @param sha256 of its values
     */
    record Known(String updated, String sha256) {}

    /**
     * Reads what a folder knows; nothing where it is new.
     *
     * @throws InputException when it is damaged, or of another query
     */
    static SelectionState read(Path folder, String query, List<String> fields) throws IOException {
        removeUnfinished(folder);
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new SelectionState(query, fields, new TreeMap<>(), new TreeMap<>());
        }
        SelectionState state = Json.read(file, SelectionState.class);
        if (state.query() == null
                || state.fields() == null
                || state.entries() == null
                || state.entries().containsValue(null)) {
            throw new InputException(
                    "The file " + file + " does not say what was selected before: remove it, and all is new.");
        }
        if (!state.query().equals(query)) {
            throw new InputException(
                    "The folder " + folder + " is of selections by the query '" + PlainText.plain(state.query())
                            + "': give another folder for this one (select: --state; survey: --out-dir).");
        }
        Map<String, String> withdrawn = state.withdrawn() == null ? Map.of() : state.withdrawn();
        return new SelectionState(query, state.fields(), new TreeMap<>(state.entries()), new TreeMap<>(withdrawn));
    }

    /**
     * All that are withdrawn now.
     *
     * @param released entries of the archive's table
     * @param gone entries that are known and not among them
     * @param day of the table
     */
    Map<String, String> withdrawn(Set<String> released, List<String> gone, LocalDate day) {
        Map<String, String> all = new TreeMap<>(withdrawn);
        all.keySet().removeAll(released);
        gone.forEach(id -> all.put(id, day.toString()));
        return all;
    }

    /** What a program that was killed in the middle of writing has left. */
    private static void removeUnfinished(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "." + NAME + ".*.tmp")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** How an entry differs from what is known of it; null where it does not, or is not known. */
    String revision(String id, Known now, List<String> nowFields) {
        Known before = entries.get(id);
        if (before == null || before.equals(now)) {
            return null;
        }
        if (now.updated() != null && !now.updated().equals(before.updated())) {
            return "updated " + now.updated() + (before.updated() == null ? "" : ", before " + before.updated());
        }
        return fields.equals(nowFields) && !now.sha256().equals(before.sha256()) ? "other values" : null;
    }

    void write(Path folder) throws IOException {
        Json.write(this, folder.resolve(NAME));
    }
}
