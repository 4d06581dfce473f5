package org.emconverge.site;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.emconverge.Csv;

/**
 * Entries whose maps EMDB has as released no more, by the lists of selections. Such an entry keeps its page, which says
 * so. Lists tell all that are withdrawn now: those of a call take the place of those before, and a call without any
 * changes nothing.
 */
final class Withdrawn {
    /** As a selection writes it. */
    static final String FILE = "withdrawn.csv";

    private final Map<String, String> days = new HashMap<>();
    private boolean listed;

    /**
     * Adds a list.
     *
     * @throws org.emconverge.InputException when it cannot be read or is no such list
     */
    void add(Path file) {
        for (Csv.Row row : Csv.read(file, "emdb", "noticed").rows()) {
            days.put(row.text("emdb"), row.text("noticed"));
        }
        listed = true;
    }

    /** The entry as it is by the lists. */
    SiteEntry mark(SiteEntry entry) {
        String day = entry.emdb().isEmpty() ? "" : days.getOrDefault(entry.emdb(), "");
        return !listed || day.equals(entry.withdrawn()) ? entry : entry.withdrawn(day);
    }
}
