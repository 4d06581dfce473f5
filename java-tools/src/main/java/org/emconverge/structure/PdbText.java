package org.emconverge.structure;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.PDBCrystallographicInfo;
import org.emconverge.InputException;
import org.emconverge.structure.CoordinateLine.Label;

/**
 * Reads the coordinate lines of a PDB file (format version 3.3) with what programs add to the format: serial numbers of
 * six digits, hexadecimal or starred ones (serial numbers do not count), hybrid-36 residue numbers and such of five
 * digits, chain ids of two letters, residue names of four, segment ids, short lines, blank fields, models told apart by
 * MODEL, ENDMDL or END. What is no coordinate is passed over, because annotation is often malformed.
 */
final class PdbText {
    private static final int LINE = 80;
    private static final int END_OF_PLACE = 54;
    private static final String RESIDUE_NUMBER = " *-?\\d+ *";
    /** Names of four letters of water. */
    private static final Pattern WATERS = Pattern.compile("TIP[2-7]|SPCE|OPC3");

    private static final Pattern LONG_NUMBER = Pattern.compile("(-?\\d{5,7}|-\\d{4,6})([A-Za-z]?) *");

    private final List<List<CoordinateLine>> models = new ArrayList<>();
    private List<CoordinateLine> model = new ArrayList<>();
    private PDBCrystallographicInfo crystal;
    private int stretch;
    private int coordinateLines;
    /** Whether ENDMDL or END came after the last coordinate line: the next may begin another model. */
    private boolean ended;

    /** Chain ids of two letters that the file surely has. */
    private final Set<String> longChains = new HashSet<>();

    private Label last;

    private PdbText() {}

    /**
     * Reads all records.
     *
     * @throws InputException naming the first line that is no coordinate record of the PDB format
     */
    static CoordinateFile read(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
        }
        PdbText text = new PdbText();
        lines.stream().filter(PdbText::isCoordinate).forEach(text::findLongChain);
        for (int i = 0; i < lines.size(); i++) {
            text.add(lines.get(i), i + 1);
        }
        text.endModel();
        return new CoordinateFile(text.models, List.of(""), false, text.crystal, text.coordinateLines);
    }

    /** Whether a line is a coordinate record; the serial number may have grown into the record's name. */
    static boolean isCoordinate(String line) {
        return line.regionMatches(true, 0, "ATOM ", 0, 5)
                || line.regionMatches(true, 0, "HETATM", 0, 6)
                || line.regionMatches(true, 0, "ATOM", 0, 4) && line.length() > 4 && Character.isDigit(line.charAt(4));
    }

    private void add(String line, int number) {
        if (isCoordinate(line)) {
            coordinateLines++;
            addAtom(line, number);
        } else if (line.startsWith("MODEL")) {
            endModel();
        } else if (line.startsWith("END")) {
            ended = true;
        } else if (line.startsWith("TER")) {
            stretch++;
        } else if (line.startsWith("CRYST1") && crystal == null) {
            String record = pad(line);
            crystal = Crystal.of(
                    record.substring(6, 15),
                    record.substring(15, 24),
                    record.substring(24, 33),
                    record.substring(33, 40),
                    record.substring(40, 47),
                    record.substring(47, 54),
                    record.substring(55, 66));
        }
    }

    private void endModel() {
        if (!model.isEmpty()) {
            models.add(model);
        }
        model = new ArrayList<>();
        stretch = 0;
        ended = false;
    }

    private void addAtom(String raw, int number) {
        String line = pad(raw.substring(shift(raw)));
        if (raw.length() < END_OF_PLACE) {
            throw new InputException("line " + number + " is cut short");
        }
        double[] place = place(line, number);
        boolean hetero = raw.regionMatches(true, 0, "HET", 0, 3);
        Label residue = label(line, hetero);
        String column13 = line.substring(12, 16);
        String name = column13.trim();
        if (name.isEmpty()) {
            throw new InputException("line " + number + " has no atom name in columns 13-16");
        }
        Element element = CoordinateValues.element(elementField(line))
                .orElseGet(() -> CoordinateValues.elementOf(name, residue.name(), hetero, column13));
        CoordinateLine atom = new CoordinateLine(
                number,
                residue,
                name,
                line.charAt(16),
                element,
                place[0],
                place[1],
                place[2],
                CoordinateValues.number(line.substring(54, 60)).orElse(Double.NaN),
                CoordinateValues.number(line.substring(60, 66)).orElse(Double.NaN));
        if (ended && repeats(atom)) {
            endModel();
        }
        ended = false;
        model.add(atom);
    }

    /** A serial number of more digits than fit moves the rest of its line to the right. */
    private static int shift(String line) {
        int end = 6;
        while (end < line.length() && Character.isDigit(line.charAt(end))) {
            end++;
        }
        return Math.max(0, end - 11);
    }

    /** Whether the model has this atom already, so that END stands between models and not within one. */
    private boolean repeats(CoordinateLine atom) {
        return model.stream()
                .anyMatch(other -> other.name().equals(atom.name())
                        && other.conformer() == atom.conformer()
                        && other.residue().names(atom.residue()));
    }

    private static double[] place(String line, int number) {
        double[] place = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            int column = 30 + 8 * axis;
            place[axis] = CoordinateValues.number(line.substring(column, column + 8))
                    .orElseThrow(() -> new InputException(
                            "line " + number + " has no coordinate in columns " + (column + 1) + "-" + (column + 8)));
        }
        return place;
    }

    private Label label(String line, boolean hetero) {
        String name = line.substring(17, 20).trim();
        String chain = line.substring(20, 22).trim();
        boolean four = line.charAt(20) != ' '
                && (line.charAt(21) == ' '
                        || isFourLetters(line.substring(17, 21)) && !longChains.contains(line.substring(20, 22)));
        if (four) {
            name = line.substring(17, 21).trim();
            chain = line.substring(21, 22).trim();
        }
        ResidueNumber residue = ResidueNumber.of(line.substring(22, 30));
        Label label = new Label(
                chain,
                line.substring(72, 76).trim(),
                stretch,
                residue.number(),
                residue.insertionCode(),
                name,
                hetero,
                false);
        last = label.equals(last) ? last : label;
        return last;
    }

    /**
     * Column 21 is the fourth letter of a residue name or the first of a chain id: where a residue of three letters has
     * the two columns, they are a chain id.
     */
    private void findLongChain(String raw) {
        String line = pad(raw.substring(shift(raw)));
        if (line.charAt(20) != ' ' && line.charAt(21) != ' ' && !isFourLetters(line.substring(17, 21))) {
            longChains.add(line.substring(20, 22));
        }
    }

    /** Whether four letters are a residue's name, of a force field's amino acids or of water. */
    private static boolean isFourLetters(String letters) {
        String name = letters.toUpperCase(Locale.ROOT);
        return AminoAcids.parent(name) != null || WATERS.matcher(name).matches();
    }

    /** The element's two columns; a digit there is of a line number, as files had it before 1996. */
    private static String elementField(String line) {
        String field = line.substring(76, 78);
        return field.chars().anyMatch(Character::isDigit) ? "" : field;
    }

    /** Columns 23-27 and the three blanks after them, into which some programs write. */
    private record ResidueNumber(Integer number, String insertionCode) {
        static ResidueNumber of(String field) {
            String first = field.substring(0, 4);
            String code = field.substring(4, 5).trim();
            Matcher long5 = LONG_NUMBER.matcher(field);
            if (long5.matches()) {
                return new ResidueNumber(Integer.valueOf(long5.group(1)), long5.group(2));
            }
            if (first.matches(RESIDUE_NUMBER)) {
                return new ResidueNumber(Integer.valueOf(first.trim()), code);
            }
            if (first.matches("[A-Z][0-9A-Z]{3}|[a-z][0-9a-z]{3}")) {
                return new ResidueNumber(hybrid36(first), code);
            }
            return new ResidueNumber(null, code);
        }

        /** Numbers of four characters that begin with a letter (Grosse-Kunstleve & Adams, hybrid-36, 2006). */
        private static int hybrid36(String field) {
            int base = 36;
            int digits = Integer.parseInt(field, base);
            int first = 10 * base * base * base;
            int capitals = 26 * base * base * base;
            return digits - first + 10_000 + (Character.isUpperCase(field.charAt(0)) ? 0 : capitals);
        }
    }

    private static String pad(String line) {
        return line.length() >= LINE ? line.substring(0, LINE) : line + " ".repeat(LINE - line.length());
    }
}
