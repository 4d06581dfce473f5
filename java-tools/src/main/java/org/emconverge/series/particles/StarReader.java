package org.emconverge.series.particles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.emconverge.InputException;

/**
 * The lines of a STAR file (Hall, J. Chem. Inf. Comput. Sci. 31, 326, 1991) in the dialect of RELION, one at a time, so
 * that a file of any length takes the memory of a line: blocks, whose names may be empty; in them tables, which an
 * empty line ends, with a row on a line; and single values. The readers of mmCIF files know neither the empty name nor
 * the empty line. Text is read as Latin-1, in which every byte is a character, so that what goes through is not
 * changed.
 */
final class StarReader implements AutoCloseable {
    /** What a line is. */
    enum Kind {
        BLOCK,
        LOOP,
        LABEL,
        /** A label with its value. */
        PAIR,
        ROW,
        /** A comment, or empty. */
        OTHER
    }

    /**
     * A value in a line.
     *
     * @param value without its quotes
     * @param start of what stands in the line, quotes too
     * @param end likewise, exclusive
     */
    record Token(String value, int start, int end) {}

    private static final int NUMPY = 0x93;

    private final Path file;
    private final BufferedReader reader;
    private final List<String> labels = new ArrayList<>();
    private long number;
    private String text;
    private String block;
    private boolean inTable;
    private boolean inRows;

    /** @throws InputException when there is no such file, or it is one of cryoSPARC's */
    StarReader(Path file) {
        this.file = file;
        try {
            refuseBinary(file);
            reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new InputException("There is no file " + file + ": check the path.", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void refuseBinary(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (in.read() == NUMPY || file.toString().endsWith(".cs")) {
                throw new InputException("The file " + file + " is a table of cryoSPARC: convert it with pyem's"
                        + " csparc2star.py, and give the STAR file.");
            }
        }
    }

    /**
     * Reads the next line.
     *
     * @return what it is; null after the last
     * @throws InputException when it stands where no such line can
     */
    Kind next() {
        try {
            text = reader.readLine();
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (text == null) {
            return null;
        }
        number++;
        String line = text.strip();
        if (line.isEmpty()) {
            inTable = inTable && !inRows;
            return Kind.OTHER;
        }
        if (line.startsWith("#")) {
            return Kind.OTHER;
        }
        if (line.startsWith("data_")) {
            block = word(line).substring("data_".length());
            return begin(false, Kind.BLOCK);
        }
        if (line.startsWith("loop_")) {
            return begin(true, Kind.LOOP);
        }
        if (block == null) {
            throw wrong("is no line of a STAR file, which begins with a line data_");
        }
        if (line.startsWith("_")) {
            return label(word(line).substring(1));
        }
        if (!inTable || labels.isEmpty()) {
            throw wrong("is a row outside of a table: RELION ends a table at an empty line");
        }
        inRows = true;
        return Kind.ROW;
    }

    private Kind begin(boolean table, Kind kind) {
        labels.clear();
        inTable = table;
        inRows = false;
        return kind;
    }

    private Kind label(String label) {
        if (!inTable || inRows) {
            begin(false, Kind.PAIR);
            labels.add(label);
            return Kind.PAIR;
        }
        if (labels.contains(label)) {
            throw wrong("names the column " + label + " a second time");
        }
        labels.add(label);
        return Kind.LABEL;
    }

    private static String word(String line) {
        return line.split("\\s", 2)[0];
    }

    /** The line, as it stands in the file but for its end. */
    String text() {
        return text;
    }

    /** The block that the line is in; null before the first. */
    String block() {
        return block;
    }

    /** Of the table that the line is in, or the pair that it is; without the underscore. */
    List<String> labels() {
        return labels;
    }

    /**
     * The values of a row, one for each label.
     *
     * @throws InputException when there are more or fewer
     */
    List<Token> values() {
        List<Token> tokens = tokens();
        if (tokens.size() != labels.size()) {
            throw wrong("has " + tokens.size() + " values for the " + labels.size()
                    + " columns of its table: is the file cut short, or was a name with a blank not quoted");
        }
        return tokens;
    }

    /** The words of a line; one in quotes ends at a quote that a blank or the line's end follows, as in CIF. */
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>(labels.size());
        int n = text.length();
        int at = 0;
        while (at < n) {
            if (isBlank(at)) {
                at++;
                continue;
            }
            int start = at;
            char quote = text.charAt(at);
            if (quote == '"' || quote == '\'') {
                at++;
                while (at < n && !(text.charAt(at) == quote && (at + 1 == n || isBlank(at + 1)))) {
                    at++;
                }
                if (at == n) {
                    throw wrong("has a quote without its end");
                }
                at++;
                tokens.add(new Token(text.substring(start + 1, at - 1), start, at));
            } else {
                while (at < n && !isBlank(at)) {
                    at++;
                }
                tokens.add(new Token(text.substring(start, at), start, at));
            }
        }
        return tokens;
    }

    private boolean isBlank(int at) {
        return text.charAt(at) <= ' ';
    }

    /**
     * A number of a row.
     *
     * @throws InputException when it is none, or not finite
     */
    double number(List<Token> row, int column) {
        String value = row.get(column).value();
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong("has '" + shown(value) + "' as " + labels.get(column) + ", which is no number");
    }

    /** What is wrong with the line, as a sentence. */
    InputException wrong(String what) {
        return new InputException("Line " + number + " of " + file + " " + what + ": give the STAR file as RELION (or"
                + " csparc2star.py) wrote it.");
    }

    private InputException unreadable(IOException cause) {
        return new InputException("The file " + file + " cannot be read: check the path.", cause);
    }

    private static String shown(String value) {
        return value.length() > 40 ? value.substring(0, 40) + "..." : value;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
