package org.emconverge.archive;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.emconverge.Csv;
import org.emconverge.FolderLock;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.Sha256;
import org.emconverge.archive.Downloader.Wanted;

/**
 * The answer of EMDB's search, a table of entries (CSV), which is asked for once and then kept: for the same question
 * the archive is not asked again until the table is old.
 *
 * @param file the table
 * @param names the archive's names of what stands in it
 * @param date when it was asked for
 * @param rows how many entries it has
 * @param asked whether the archive was asked now
 */
record ArchiveTable(Path file, Map<SearchField, String> names, Instant date, long rows, boolean asked) {
    /** A table with fewer rows than this share of those of the one before is taken for a broken answer. */
    private static final double SHARE = 0.9;

    /**
     * What is asked.
     *
     * @param mirrors where
     * @param query in the archive's own words
     * @param names the archive's names of what is wanted of each entry
     * @param rows the most entries that are expected; an answer with as many is not taken for whole
     */
    record Question(Mirrors mirrors, String query, Map<SearchField, String> names, int rows) {
        Question {
            if (query.isBlank() || query.chars().anyMatch(Character::isISOControl)) {
                throw new InputException("The query is empty or has a control character in it: give --query one such as"
                        + " 'current_status:\"REL\"'.");
            }
            if (rows < 1) {
                throw new InputException("--rows " + rows + " is out of range: give 1 or more.");
            }
        }

        List<URI> addresses() {
            return mirrors.search(query, List.copyOf(names.values()), rows);
        }
    }

    /**
     * How it is kept.
     *
     * @param folder for tables and what is known of them
     * @param age from which a table is asked for again
     * @param refresh whether to ask in any case, and to take what comes even where it is much shorter than before
     */
    record Keeping(Path folder, Duration age, boolean refresh, Clock clock) {}

    /** What is noted beside a table. */
    private record Note(String address, String date, String sha256, long bytes, long rows) {}

    /**
     * The table that is kept, or, where there is none or an old one, a new one.
     *
     * @throws InputException when the archive does not give a whole one; the one that was there is then kept
     */
    static ArchiveTable of(Question question, Keeping keeping, Downloader downloader) throws IOException {
        List<URI> addresses = question.addresses();
        String name = "emdb-" + Sha256.hex(addresses.get(0).toString()).substring(0, 12);
        Path table = keeping.folder().resolve(name + ".csv");
        Path note = keeping.folder().resolve(name + ".json");
        try (FolderLock lock = FolderLock.await(keeping.folder())) {
            Note known = known(table, note);
            Instant now = keeping.clock().instant();
            if (known != null
                    && !keeping.refresh()
                    && Duration.between(Instant.parse(known.date()), now).compareTo(keeping.age()) < 0) {
                return new ArchiveTable(table, question.names(), Instant.parse(known.date()), known.rows(), false);
            }
            Check check =
                    new Check(question.names(), question.rows(), keeping.refresh() || known == null ? 0 : known.rows());
            Wanted wanted = new Wanted(
                    "table of EMDB's entries",
                    table,
                    addresses,
                    check,
                    Long.MAX_VALUE,
                    false,
                    "try again later, or " + instead(known) + ".");
            if (downloader.refresh(wanted).isEmpty()) {
                throw new InputException(
                        "There is no search at " + addresses.get(0).getHost() + " (HTTP 404): check --emdb-api-url.");
            }
            Json.write(
                    new Note(
                            addresses.get(0).toString(),
                            now.toString(),
                            Sha256.hex(table),
                            Files.size(table),
                            check.rows),
                    note);
            return new ArchiveTable(table, question.names(), now, check.rows, true);
        }
    }

    /**
     * A table that somebody saved.
     *
     * @throws InputException when it is no whole one
     */
    static ArchiveTable of(Path file, Map<SearchField, String> names) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException("There is no table " + file + ": check the path.");
        }
        Check check = new Check(names, Long.MAX_VALUE, 0);
        try {
            check.verify(file, Long.MAX_VALUE);
        } catch (BadContentException e) {
            throw new InputException(
                    "The table " + file + " cannot be used (" + e.getMessage()
                            + "): save the answer of EMDB's search as CSV and give that.",
                    e);
        }
        return new ArchiveTable(file, names, Files.getLastModifiedTime(file).toInstant(), check.rows, false);
    }

    /** In UTC. */
    LocalDate day() {
        return LocalDate.ofInstant(date, ZoneOffset.UTC);
    }

    private static String instead(Note known) {
        return known == null
                ? "give a table that you have saved with --table"
                : "work with the table of " + known.date().substring(0, 10) + " (--max-age 365)";
    }

    /** What is noted of a table that is there as it was noted; else null. */
    private static Note known(Path table, Path note) throws IOException {
        if (!Files.isRegularFile(table) || !Files.isRegularFile(note)) {
            return null;
        }
        try {
            Note known = Json.read(note, Note.class);
            Instant.parse(known.date());
            return known.bytes() == Files.size(table) && Sha256.hex(table).equals(known.sha256()) ? known : null;
        } catch (InputException | DateTimeException | NullPointerException e) {
            return null; // then it is asked for again
        }
    }

    /** Tells a whole table from a web page, another table and the beginning of one. */
    private static final class Check implements ContentCheck {
        private final Map<SearchField, String> names;
        private final long most;
        private final long before;
        private long rows;

        /**
         * @param most number of rows that the answer does not reach
         * @param before rows of the table before; 0 where there is none
         */
        Check(Map<SearchField, String> names, long most, long before) {
            this.names = names;
            this.most = most;
            this.before = before;
        }

        @Override
        public void verify(Path file, long limit) throws IOException {
            if (ContentCheck.isMarkup(file)) {
                throw new BadContentException("the answer is a web page, not a table");
            }
            String last = "";
            rows = 0;
            try (Csv.Scan scan = open(file)) {
                for (String column : names.values()) {
                    if (!scan.columns().contains(column)) {
                        throw new BadContentException("the answer is no table with a column " + column
                                + "; another name of it, or none, can be given with --field");
                    }
                }
                for (Csv.Row row = next(scan); row != null; row = next(scan)) {
                    last = row.textOr(names.getOrDefault(SearchField.UPDATED, ""), "");
                    rows++;
                }
            }
            if (rows == 0) {
                throw new BadContentException("the answer is a table without rows");
            }
            if (last.matches("[0-9-]+") && EmdbRow.date(last) == null) {
                throw new BadContentException("the table ends in the middle of a date");
            }
            if (rows >= most) {
                throw new BadContentException("the table has the " + rows
                        + " rows that were asked for, and there may be more; ask for more with --rows");
            }
            if (rows < SHARE * before) {
                throw new BadContentException("the table has " + rows + " rows, and the one before had " + before
                        + "; if that is right, --refresh takes it");
            }
        }

        private static Csv.Scan open(Path file) throws BadContentException {
            try {
                return Csv.scan(file);
            } catch (InputException e) {
                throw new BadContentException("the answer is no table");
            }
        }

        /** The next row; null behind the last. */
        private static Csv.Row next(Csv.Scan scan) throws BadContentException {
            try {
                return scan.hasNext() ? scan.next() : null;
            } catch (InputException e) {
                throw new BadContentException("the table is damaged or ends too early, about line " + scan.line());
            }
        }
    }
}
