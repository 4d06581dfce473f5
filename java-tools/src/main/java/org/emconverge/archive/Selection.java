package org.emconverge.archive;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVPrinter;
import org.emconverge.Csv;
import org.emconverge.FolderLock;
import org.emconverge.InputException;
import org.emconverge.archive.SelectionCriteria.LeftOut;
import org.emconverge.archive.SelectionState.Known;

/**
 * Selects entries of EMDB for a run: {@code samplesheet.csv}, which the run reads; {@code selection.csv}, all that meet
 * the criteria; {@code left_out.csv}, all others with the reason; and, with a state folder or the results of earlier
 * runs, {@code changes.csv}: what is new, revised, withdrawn, or failed for a reason that may have passed. With a state
 * folder, {@code withdrawn.csv} has all that were selected once and are released no more.
 */
public final class Selection {
    private static final List<String> SAMPLESHEET = List.of("id", "emdb", "pdb", "resolution", "symmetry", "contour");
    private static final List<String> SELECTION = List.of(
            "emdb",
            "pdb",
            "fitted",
            "resolution",
            "method",
            "symmetry",
            "point_group",
            "residues",
            "half_maps",
            "released",
            "updated",
            "listed",
            "change",
            "title");
    private static final List<String> LEFT_OUT = List.of("emdb", "reason", "value");
    private static final List<String> CHANGES = List.of("emdb", "change", "detail");
    private static final List<String> GONE = List.of("emdb", "noticed");

    private static final String NEW = "new";
    private static final String REVISED = "revised";
    private static final String FAILED = "failed";
    private static final String WITHDRAWN = "withdrawn";

    private final Request request;
    private final Consumer<String> words;

    private Selection(Request request, Consumer<String> words) {
        this.request = request;
        this.words = words;
    }

    /**
     * Where the table of the archive comes from.
     *
     * @param file a table that is there; null where the archive is asked
     * @param mirrors of the archive
     * @param query in the archive's own words
     * @param fields names that the archive has for what is read, where they are others
     *     ({@link SearchField#names(List)})
     * @param rows the most entries that are expected
     * @param cache folder in which the answer is kept
     * @param age from which it is asked for again
     * @param refresh whether it is asked for in any case
     */
    public record Source(
            Path file,
            Mirrors mirrors,
            String query,
            List<String> fields,
            int rows,
            Path cache,
            Duration age,
            boolean refresh) {}

    /**
     * Which of the entries that meet the criteria are listed for the run.
     *
     * @param last those that are new or changed since the last selection, by the state folder
     * @param date those that were released or updated on this day or later; or null
     */
    public record Since(boolean last, LocalDate date) {
        /** All. */
        public static final Since EVER = new Since(false, null);

        /**
         * Reads {@code last} or a date.
         *
         * @throws InputException when it is neither
         */
        public static Since parse(String text) {
            return text.equalsIgnoreCase("last") ? new Since(true, null) : new Since(false, day("--since", text));
        }
    }

    /**
     * A date such as 2026-11-20.
     *
     * @param option for the sentence
     * @throws InputException when the text is none
     */
    public static LocalDate day(String option, String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw new InputException(
                    "\"" + PlainText.plain(text) + "\" is no date: give " + option + " one such as 2026-11-20.", e);
        }
    }

    /**
     * What is wanted.
     *
     * @param ids file with the only entries to look at, or null
     * @param since which of those that meet the criteria are listed
     * @param results of earlier runs, in their order
     * @param state folder that remembers what was selected, or null
     * @param folder for the tables
     */
    public record Request(
            Source source,
            SelectionCriteria criteria,
            Path ids,
            Since since,
            List<Path> results,
            Path state,
            Path folder) {}

    /** Of the archive, or of a file. */
    private static ArchiveTable table(Source source, Map<SearchField, String> names, Downloader downloader)
            throws IOException {
        return source.file() != null
                ? ArchiveTable.of(source.file(), names)
                : ArchiveTable.of(
                        new ArchiveTable.Question(source.mirrors(), source.query(), names, source.rows()),
                        new ArchiveTable.Keeping(source.cache(), source.age(), source.refresh(), Clock.systemUTC()),
                        downloader);
    }

    /**
     * Selects.
     *
     * @param words takes the sentences that tell what was done
     * @throws InputException when something that is asked for cannot be read, told or fetched; no file has then changed
     */
    public static void run(Request request, Downloader downloader, Consumer<String> words) throws IOException {
        if (request.since().last() && request.state() == null) {
            throw new InputException(
                    "--since last needs to know what was selected before: give --state the folder that remembers it.");
        }
        Map<SearchField, String> names = SearchField.names(request.source().fields());
        request.criteria().require(names);
        Set<EmdbId> ids = request.ids() == null ? null : ids(request.ids());
        Map<String, String> failed = PassingFailures.read(request.results());
        if (request.state() == null) {
            new Selection(request, words).write(table(request.source(), names, downloader), ids, failed, null);
            return;
        }
        String refusal = "Another selection is at work in " + request.state()
                + ": wait until it has ended, or give another folder.";
        try (FolderLock lock = FolderLock.of(request.state(), refusal)) {
            SelectionState state =
                    SelectionState.read(request.state(), request.source().query(), List.copyOf(names.values()));
            new Selection(request, words).write(table(request.source(), names, downloader), ids, failed, state);
        }
    }

    /** The entries that a file names, in any form, with blanks, commas or line breaks between; # begins a comment. */
    private static Set<EmdbId> ids(Path file) throws IOException {
        Set<EmdbId> ids = new TreeSet<>(Comparator.comparing(EmdbId::number));
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new InputException("There is no file of ids " + file + ": check the path.", e);
        } catch (CharacterCodingException e) {
            throw new InputException("The file of ids " + file + " is no text in UTF-8: give EMDB ids, one a line.", e);
        }
        for (int i = 0; i < lines.size(); i++) {
            for (String word : lines.get(i).replaceFirst("#.*", "").split("[\\s,;\uFEFF]+")) {
                if (!word.isEmpty()) {
                    int line = i + 1;
                    ids.add(EmdbId.find(word)
                            .orElseThrow(() -> new InputException("The file of ids " + file + " has \""
                                    + PlainText.plain(word) + "\" in line " + line
                                    + ": give EMDB ids such as EMD-2566, one a line.")));
                }
            }
        }
        if (ids.isEmpty()) {
            throw new InputException("The file of ids " + file + " names no entry: give EMDB ids, one a line.");
        }
        return ids;
    }

    /**
     * An entry that meets the criteria.
     *
     * @param change since it was selected before; empty where there is none, or nothing is known of it
     * @param detail of the change
     * @param listed whether it goes into the samplesheet
     */
    private record Selected(EmdbRow row, String change, String detail, boolean listed) {
        String id() {
            return row.id().toString();
        }

        PdbId pdb() {
            return row.fitted().get(0);
        }

        Known known() {
            return new Known(row.updated() == null ? null : row.updated().toString(), row.sha256());
        }
    }

    /** What was found in the archive's table. */
    private static final class Found {
        private final List<EmdbRow> selected = new ArrayList<>();
        private final Map<String, Integer> reasons = new TreeMap<>();
        /** Entries of the table that are released, whether they meet the criteria or not. */
        private final Set<String> released = new HashSet<>();

        private int others;

        int left() {
            return reasons.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private void write(ArchiveTable table, Set<EmdbId> ids, Map<String, String> failures, SelectionState state)
            throws IOException {
        words.accept("EMDB's table of " + table.day() + (table.asked() ? "" : ", asked for before") + ": "
                + table.rows() + " entries.");
        Found found = new Found();
        Csv.write(request.folder().resolve("left_out.csv"), LEFT_OUT, printer -> find(table, ids, found, printer));
        found.selected.sort(
                Comparator.comparingInt(row -> Integer.parseInt(row.id().number())));

        Map<String, String> failed = byAccession(failures);
        List<Selected> selected = found.selected.stream()
                .map(row -> judge(row, failed, state, table.names()))
                .toList();
        List<String> withdrawn = state == null
                ? List.of()
                : state.entries().keySet().stream()
                        .filter(id -> !found.released.contains(id))
                        .filter(id -> ids == null
                                || EmdbId.find(id).filter(ids::contains).isPresent())
                        .toList();
        tell(found, selected, withdrawn, state);

        Path folder = request.folder();
        Csv.write(folder.resolve("selection.csv"), SELECTION, printer -> {
            for (Selected entry : selected) {
                printSelected(entry, printer);
            }
        });
        if (state == null && request.results().isEmpty()) {
            Files.deleteIfExists(folder.resolve("changes.csv")); // of another selection
        } else {
            Csv.write(
                    folder.resolve("changes.csv"),
                    CHANGES,
                    printer -> printChanges(selected, withdrawn, state, printer));
        }
        Csv.write(folder.resolve("samplesheet.csv"), SAMPLESHEET, printer -> {
            for (Selected entry : selected) {
                if (entry.listed()) {
                    printListed(entry, printer);
                }
            }
        });
        if (state == null) {
            Files.deleteIfExists(folder.resolve("withdrawn.csv"));
            return;
        }
        Map<String, String> gone = state.withdrawn(found.released, withdrawn, table.day());
        Csv.write(folder.resolve("withdrawn.csv"), GONE, printer -> {
            for (Map.Entry<String, String> entry : gone.entrySet()) {
                printer.printRecord(entry.getKey(), entry.getValue());
            }
        });
        remember(selected, withdrawn, gone, state, table.names());
    }

    /** Goes through the table; what is left out is printed at once, so that only what is selected is kept. */
    private void find(ArchiveTable table, Set<EmdbId> ids, Found found, CSVPrinter leftOut) throws IOException {
        Set<EmdbId> seen = new HashSet<>();
        try (Csv.Scan scan = Csv.scan(table.file())) {
            while (scan.hasNext()) {
                EmdbRow row = EmdbRow.of(scan.next(), table.names());
                if (ids != null && (row.id() == null || !ids.contains(row.id()))) {
                    found.others++;
                    continue;
                }
                Optional<LeftOut> left = row.id() == null
                        ? Optional.of(new LeftOut(LeftOut.UNREADABLE, ""))
                        : !seen.add(row.id())
                                ? Optional.of(new LeftOut(LeftOut.TWICE, ""))
                                : request.criteria().judge(row);
                if (left.isEmpty()) {
                    found.selected.add(row);
                } else {
                    print(
                            row.id() == null
                                    ? PlainText.plain(row.name())
                                    : row.id().toString(),
                            left.get(),
                            found,
                            leftOut);
                }
                if (row.id() != null && SelectionCriteria.isReleased(row)) {
                    found.released.add(row.id().toString());
                }
            }
        }
        for (EmdbId id : ids == null ? Set.<EmdbId>of() : ids) {
            if (!seen.contains(id)) {
                print(id.toString(), new LeftOut(LeftOut.ABSENT, ""), found, leftOut);
            }
        }
    }

    private static void print(String id, LeftOut left, Found found, CSVPrinter printer) throws IOException {
        printer.printRecord(text(id), left.reason(), text(left.value()));
        found.reasons.merge(left.reason(), 1, Integer::sum);
    }

    /** Failures by the accessions that the names of their entries are; the others are told. */
    private Map<String, String> byAccession(Map<String, String> failures) {
        Map<String, String> found = new TreeMap<>();
        failures.forEach((name, reason) -> EmdbId.find(name).ifPresent(id -> found.put(id.toString(), reason)));
        int others = failures.size() - found.size();
        if (others > 0) {
            words.accept(others + " entries that failed are not named by an EMDB id, and are not looked for.");
        }
        return found;
    }

    private Selected judge(
            EmdbRow row, Map<String, String> failed, SelectionState state, Map<SearchField, String> names) {
        Selected entry = new Selected(row, "", "", false);
        String revision = state == null ? null : state.revision(entry.id(), entry.known(), List.copyOf(names.values()));
        if (state != null && !state.entries().containsKey(entry.id())) {
            entry = new Selected(row, NEW, "", false);
        } else if (revision != null) {
            entry = new Selected(row, REVISED, revision, false);
        } else if (failed.containsKey(entry.id())) {
            entry = new Selected(row, FAILED, failed.get(entry.id()), false);
        }
        return new Selected(row, entry.change(), entry.detail(), isListed(row, entry.change()));
    }

    /** An entry without a date may be new, and is listed. */
    private boolean isListed(EmdbRow row, String change) {
        Since since = request.since();
        if (since.last()) {
            return !change.isEmpty();
        }
        return since.date() == null
                || change.equals(FAILED)
                || row.changed() == null
                || !row.changed().isBefore(since.date());
    }

    private void tell(Found found, List<Selected> selected, List<String> withdrawn, SelectionState state) {
        if (found.others > 0) {
            words.accept(found.others + " entries are not in " + request.ids() + ", and are not looked at.");
        }
        words.accept(selected.size() + " entries selected, " + found.left() + " left out"
                + (found.left() > 0 ? ": " + SelectionCriteria.words(found.reasons) : "") + ".");
        long several = selected.stream()
                .filter(entry -> entry.row().fitted().size() > 1)
                .count();
        if (several > 0) {
            words.accept(several + " of them have several fitted models: the first by id is taken.");
        }
        if (state != null || !request.results().isEmpty()) {
            Map<String, Integer> changes = new LinkedHashMap<>();
            List.of(NEW, REVISED, FAILED).forEach(change -> changes.put(change, 0));
            selected.stream()
                    .map(Selected::change)
                    .filter(change -> !change.isEmpty())
                    .forEach(change -> changes.merge(change, 1, Integer::sum));
            words.accept(changes.get(NEW) + " new, " + changes.get(REVISED) + " revised, " + changes.get(FAILED)
                    + " failed for a reason that may have passed, " + withdrawn.size() + " withdrawn.");
        }
        words.accept(selected.stream().filter(Selected::listed).count() + " entries listed for the run.");
    }

    private static void printListed(Selected entry, CSVPrinter printer) throws IOException {
        EmdbRow row = entry.row();
        printer.printRecord(
                entry.id(),
                entry.id(),
                inSpreadsheets(entry.pdb()),
                plain(row.resolution()),
                row.symmetry(),
                row.contour() == null ? null : row.contour().toPlainString());
    }

    private static void printSelected(Selected entry, CSVPrinter printer) throws IOException {
        EmdbRow row = entry.row();
        printer.printRecord(
                entry.id(),
                inSpreadsheets(entry.pdb()),
                String.join(
                        " ",
                        row.fitted().stream().map(Selection::inSpreadsheets).toList()),
                plain(row.resolution()),
                row.method(),
                row.kind().word(),
                row.pointGroup(),
                row.residues(),
                row.halfMaps() ? "yes" : "no",
                row.released(),
                row.updated(),
                entry.listed() ? "yes" : "no",
                entry.change(),
                text(row.title()));
    }

    private static void printChanges(
            List<Selected> selected, List<String> withdrawn, SelectionState state, CSVPrinter printer)
            throws IOException {
        for (Selected entry : selected) {
            if (!entry.change().isEmpty()) {
                printer.printRecord(entry.id(), entry.change(), entry.detail());
            }
        }
        for (String id : withdrawn) {
            String updated = state.entries().get(id).updated();
            printer.printRecord(id, WITHDRAWN, updated == null ? "" : "updated " + updated);
        }
    }

    /** What is listed now is known from now on, in the place of what was; what is withdrawn is forgotten. */
    private void remember(
            List<Selected> selected,
            List<String> withdrawn,
            Map<String, String> gone,
            SelectionState state,
            Map<SearchField, String> names)
            throws IOException {
        Map<String, Known> entries = new TreeMap<>(state.entries());
        entries.keySet().removeAll(withdrawn);
        selected.stream()
                .filter(entry -> entry.listed() || entry.change().isEmpty())
                .forEach(entry -> entries.put(entry.id(), entry.known()));
        new SelectionState(state.query(), List.copyOf(names.values()), entries, gone).write(request.state());
    }

    /** As a spreadsheet program leaves it: 6e10 would become a number, and the longer form of it does not. */
    private static String inSpreadsheets(PdbId id) {
        return id.code().matches("[0-9]+e[0-9]+|[0-9]+") ? id.extended() : id.code();
    }

    /** A text of others, which no spreadsheet program takes for a formula. */
    private static String text(String title) {
        return title == null ? "" : title.matches("[=+@-].*") ? "'" + title : title;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
