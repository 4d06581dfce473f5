package org.emconverge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * A table in a CSV file (RFC 4180, UTF-8) whose first row names its columns. Blank lines do not count. What is wrong
 * with a table is told with its name, the line and the column.
 */
public final class Csv {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .get();
    /** With which spreadsheet programs begin a file. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String ADVICE = ": give the file that the step before wrote.";

    private final String name;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    private Csv(String name, List<String> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    /** A table without columns and rows, in the place of one that is not there. */
    public static Csv empty() {
        return new Csv("", List.of());
    }

    /**
     * Reads a table.
     *
     * @param required columns that it must have
     * @throws InputException when the file is not there or is no such table, or when a row is shorter than the header
     */
    public static Csv read(Path file, String... required) {
        try (Scan scan = scan(file, required)) {
            scan.forEachRemaining(scan.table.rows::add);
            return scan.table;
        }
    }

    /**
     * Begins to read a table of any length, of which only one row at a time is in memory.
     *
     * @param required columns that it must have
     * @throws InputException when the file is not there or has no header with these columns
     */
    public static Scan scan(Path file, String... required) {
        BufferedReader in = null;
        try {
            in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
            in.mark(1);
            if (in.read() != BYTE_ORDER_MARK) {
                in.reset();
            }
            Scan scan = new Scan(file.toString(), FORMAT.parse(in));
            for (String column : required) {
                scan.table.require(column);
            }
            return scan;
        } catch (NoSuchFileException e) {
            throw new InputException("There is no table " + file + ": check the path.", e);
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            close(in);
            throw unreadable(file.toString(), e);
        } catch (InputException e) {
            close(in);
            throw e;
        }
    }

    private static InputException unreadable(String name, Exception cause) {
        return new InputException(
                "The table " + name + " cannot be read as CSV with a header (" + cause.getMessage() + ")" + ADVICE,
                cause);
    }

    private static void close(Reader in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // what it was opened for has failed already, and is told
        }
    }

    /** A table that is being read, row by row in the order of the file. */
    public static final class Scan implements Iterator<Row>, AutoCloseable {
        private final Csv table;
        private final CSVParser parser;
        private final Iterator<CSVRecord> records;

        private Scan(String name, CSVParser parser) {
            this.table = new Csv(name, parser.getHeaderNames());
            this.parser = parser;
            this.records = parser.iterator();
        }

        /** The columns, in the order of the header. */
        public List<String> columns() {
            return table.columns;
        }

        /** The line of the file that has been read so far. */
        public long line() {
            return parser.getCurrentLineNumber();
        }

        /** @throws InputException when what follows is no CSV */
        @Override
        public boolean hasNext() {
            try {
                return records.hasNext();
            } catch (UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
                throw unreadable(table.name, e);
            }
        }

        /** @throws InputException when the row is shorter or longer than the header, or is no CSV */
        @Override
        public Row next() {
            Row row = any();
            if (!row.record.isConsistent()) {
                throw new InputException("The table " + table.name + " has " + row.record.size() + " values in line "
                        + row.line + " but " + table.columns.size() + " columns: it is cut short, give it whole.");
            }
            return row;
        }

        /** The next row, of whatever length. */
        private Row any() {
            if (!hasNext()) {
                throw new NoSuchElementException(table.name);
            }
            return table.new Row(records.next(), line());
        }

        @Override
        public void close() {
            try {
                parser.close();
            } catch (IOException e) {
                throw unreadable(table.name, e);
            }
        }
    }

    /**
     * A table that the jar carries beside a class; lines that begin with {@code #} are comments.
     *
     * @throws IllegalStateException when it is not there, which is a fault of the build
     */
    public static Csv resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name);
                Scan scan = new Scan(
                        name,
                        FORMAT.builder()
                                .setCommentMarker('#')
                                .get()
                                .parse(new InputStreamReader(in, StandardCharsets.UTF_8)))) {
            while (scan.hasNext()) {
                scan.table.rows.add(scan.any()); // in some of them rows end with their last value
            }
            return scan.table;
        } catch (IOException | NullPointerException e) {
            throw new IllegalStateException("The program lacks its file " + name + ": build it anew.", e);
        }
    }

    /** The columns, in the order of the header. */
    public List<String> columns() {
        return columns;
    }

    /** The rows, in the order of the file. */
    public List<Row> rows() {
        return rows;
    }

    private void require(String column) {
        if (!columns.contains(column)) {
            throw new InputException("The table " + name + " has no column '" + column + "'" + ADVICE);
        }
    }

    /** A row, whose values are asked for by the names of the columns. */
    public final class Row {
        private final CSVRecord record;
        private final long line;

        private Row(CSVRecord record, long line) {
            this.record = record;
            this.line = line;
        }

        /** Whether the table has a column. */
        public boolean has(String column) {
            return record.isMapped(column);
        }

        /** All values, in the order of the columns. */
        public List<String> values() {
            return record.toList();
        }

        /**
         * A value, maybe empty.
         *
         * @throws InputException when the table has no such column
         */
        public String text(String column) {
            if (!record.isMapped(column)) {
                require(column);
            }
            return record.get(column);
        }

        /** A value, maybe empty, or another where the table has no such column. */
        public String textOr(String column, String other) {
            return has(column) ? record.get(column) : other;
        }

        /**
         * A number.
         *
         * @throws InputException when the table has no such column, or the value is no number
         */
        public double number(String column) {
            try {
                return Double.parseDouble(text(column));
            } catch (NumberFormatException e) {
                throw wrong(column, "a number is needed", e);
            }
        }

        /** Likewise, and NaN where the value is empty. */
        public double numberOrNaN(String column) {
            return text(column).isEmpty() ? Double.NaN : number(column);
        }

        /**
         * A whole number.
         *
         * @throws InputException when the table has no such column, or the value is no whole number
         */
        public int whole(String column) {
            try {
                return Integer.parseInt(text(column));
            } catch (NumberFormatException e) {
                throw wrong(column, "a whole number is needed", e);
            }
        }

        private InputException wrong(String column, String needed, NumberFormatException cause) {
            return new InputException(
                    "The table " + name + " has '" + text(column) + "' for " + column + " in line " + line + ": "
                            + needed + ".",
                    cause);
        }
    }

    /** A number as it stands in a cell, with so many decimals; empty where it is not defined. */
    public static String fixed(double value, int decimals) {
        boolean roundsToZero = Math.abs(value) < 0.5 * Math.pow(10, -decimals); // which has no sign
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + decimals + "f", roundsToZero ? 0 : value)
                : "";
    }

    /** What prints the rows of a table. */
    @FunctionalInterface
    public interface Printing {
        void print(CSVPrinter printer) throws IOException;
    }

    /** Writes a table, its lines ended by a line feed. */
    public static void write(Path file, List<String> columns, Printing rows) throws IOException {
        AtomicOutput.write(file, out -> write(out, columns, rows));
    }

    /** Likewise into a stream, which stays open. */
    public static void write(OutputStream out, List<String> columns, Printing rows) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader(columns.toArray(String[]::new))
                .setRecordSeparator('\n')
                .get();
        CSVPrinter printer = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), format);
        rows.print(printer);
        printer.flush();
    }
}
