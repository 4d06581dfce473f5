package org.emconverge.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.emconverge.Csv;
import org.emconverge.InputException;

/**
 * What has no page and why: entries that were not chosen, that failed, or whose results cannot be read. It is kept as
 * {@code data/left_out.csv}, from which the next call goes on.
 */
final class LeftOut {
    static final String FILE = "data/left_out.csv";
    /** Of entries that a selection did not choose; those that failed have the process instead. */
    static final String SELECTION = "selection";
    /** Of results that cannot be read. */
    static final String READING = "reading";

    private static final List<String> COLUMNS = List.of("id", "step", "reason");

    /**
     * One of them.
     *
     * @param step where it was left out: the process that failed, {@link #SELECTION} or {@link #READING}
     */
    record Row(String id, String step, String reason) {}

    private final Map<String, List<Row>> rows = new TreeMap<>(SiteOrder.IDS);

    /** What the site has of them. */
    static LeftOut read(Path folder) {
        LeftOut leftOut = new LeftOut();
        Path file = folder.resolve(FILE);
        if (Files.isRegularFile(file)) {
            leftOut.add(Csv.read(file, "id"));
        }
        return leftOut;
    }

    /**
     * Adds the rows of a run's failed.csv or a selection's left_out.csv. What was known of the same entries before is
     * forgotten.
     *
     * @throws InputException when the file is no such table
     */
    void add(Path file) {
        Csv table = Csv.read(file);
        if (!table.columns().contains("id") && !table.columns().contains("emdb")) {
            throw new InputException("The table " + file
                    + " has neither a column 'id' nor 'emdb': give a failed.csv or a left_out.csv of emconverge.");
        }
        add(table);
    }

    private void add(Csv table) {
        Map<String, List<Row>> added = new LinkedHashMap<>();
        for (Csv.Row row : table.rows()) {
            String id = row.textOr("id", "").isEmpty() ? row.textOr("emdb", "") : row.text("id");
            String step = row.textOr("step", "").isEmpty() ? row.textOr("process", "") : row.text("step");
            String value = row.textOr("value", "");
            String reason = row.textOr("reason", "") + (value.isEmpty() ? "" : ": " + value);
            added.computeIfAbsent(id, key -> new ArrayList<>())
                    .add(new Row(id, step.isEmpty() && !row.has("process") ? SELECTION : step, reason));
        }
        rows.putAll(added);
    }

    void add(Row row) {
        rows.put(row.id(), List.of(row));
    }

    /**
     * Forgets those that have a page.
     *
     * @return how many
     */
    long forget(Set<String> shown) {
        long before = rows.size();
        rows.keySet().removeAll(shown);
        return before - rows.size();
    }

    /** How many entries. */
    int size() {
        return rows.size();
    }

    /** All rows, by the entries' ids. */
    List<Row> rows() {
        return rows.values().stream().flatMap(List::stream).toList();
    }

    /** How many entries each step and reason has; of reasons the words before a value. */
    Map<String, Long> counts() {
        return rows.values().stream()
                .map(of -> of.get(0))
                .collect(Collectors.groupingBy(
                        row -> row.step().equals(SELECTION)
                                ? "not chosen: " + row.reason().replaceFirst(":.*", "")
                                : "failed in " + (row.step().isEmpty() ? "a step that was stopped" : row.step()),
                        TreeMap::new,
                        Collectors.counting()));
    }

    void write(SiteFiles files) throws IOException {
        files.write(
                FILE,
                out -> Csv.write(out, COLUMNS, printer -> {
                    for (Row row : rows()) {
                        printer.printRecord(row.id(), row.step(), row.reason());
                    }
                }));
    }
}
