package org.emconverge.structure;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.emconverge.InputException;

/**
 * The coordinate records of a PDB file, tidied for BioJava's strict parser, which stops at what other programs accept:
 * serial numbers that are blank, starred or hybrid-36 are counted anew, a blank occupancy becomes 1 and a blank B
 * factor 0, a blank element is read from the atom's name, short lines are padded, and everything that is no coordinate
 * (annotation is often malformed) is left out.
 */
final class PdbText {
    private static final int LINE = 80;
    private static final int LAST_SERIAL = 99_999;
    private static final Pattern NUMBER = Pattern.compile(" *-?\\d+ *");
    /** Elements of two letters that models of molecules have in columns 13-14 of a hetero atom. */
    private static final Set<String> TWO_LETTERS = Set.of(
            "AG", "AL", "AU", "BA", "BR", "CA", "CD", "CL", "CO", "CR", "CS", "CU", "FE", "HG", "LI", "MG", "MN", "MO",
            "NA", "NI", "PB", "PT", "RB", "SE", "SI", "SR", "ZN");

    private static final char FIRST_STAND_IN = '\uE000';

    private final StringBuilder text = new StringBuilder(1 << 20);
    private final Map<String, Character> standIns = new LinkedHashMap<>();
    private int atoms;

    private PdbText() {}

    /**
     * Reads all records. @throws InputException naming the first line that is not a coordinate record of the PDB format
     */
    static PdbText tidy(BufferedReader in) throws IOException {
        PdbText tidy = new PdbText();
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.startsWith("ATOM  ") || line.startsWith("HETATM")) {
                tidy.addAtom(line, number);
            } else if (line.startsWith("MODEL ") || line.startsWith("ENDMDL") || line.startsWith("TER")) {
                tidy.text.append(pad(line.startsWith("TER") ? "TER" : line)).append('\n');
            } else if (line.startsWith("CRYST1") && isCell(pad(line))) {
                tidy.text.append(pad(line)).append('\n');
            }
        }
        return tidy;
    }

    String text() {
        return text.append("END\n").toString();
    }

    int atoms() {
        return atoms;
    }

    /** The chain id as the file has it, for the one-letter id BioJava reports. */
    String chainId(String oneLetter) {
        return standIns.entrySet().stream()
                .filter(e -> oneLetter.equals(e.getValue().toString()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(oneLetter);
    }

    private void addAtom(String raw, int number) {
        if (raw.length() < 54) {
            throw new InputException("line " + number + " is cut short");
        }
        String line = pad(raw);
        for (int column = 30; column < 54; column += 8) {
            if (number(line.substring(column, column + 8)).isEmpty()) {
                throw new InputException(
                        "line " + number + " has no coordinate in columns " + (column + 1) + "-" + (column + 8));
            }
        }
        String resnum = line.substring(22, 26);
        if (!NUMBER.matcher(resnum).matches()) {
            throw new InputException(
                    "line " + number + " has the residue number '" + resnum.trim() + "'; give the model as mmCIF");
        }
        atoms++;
        text.append(line, 0, 6)
                .append("%5d".formatted((atoms - 1) % LAST_SERIAL + 1))
                .append(line, 11, 20)
                .append(' ')
                .append(chainLetter(line.substring(20, 22).trim()))
                .append(line, 22, 54)
                .append(number(line.substring(54, 60)).isPresent() ? line.substring(54, 60) : "  1.00")
                .append(number(line.substring(60, 66)).isPresent() ? line.substring(60, 66) : "  0.00")
                .append(line, 66, 76)
                .append("%2s".formatted(element(line)))
                .append(line, 78, LINE)
                .append('\n');
    }

    /**
     * The element column, or what the atom's name says where that is blank: by the format's rule a one-letter element
     * stands in column 14, unless a name of four letters begins before it, as hydrogens' do.
     */
    private static String element(String line) {
        String given = line.substring(76, 78).trim();
        if (!given.isEmpty()) {
            return given;
        }
        String name = line.substring(12, 16);
        String letters = name.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
        boolean two = Character.isLetter(name.charAt(0)) && letters.length() > 1;
        if (two
                && line.startsWith("HETATM")
                && TWO_LETTERS.contains(letters.substring(0, 2))
                && name.trim().length() < 4) {
            return letters.substring(0, 2);
        }
        return letters.isEmpty() ? "" : letters.substring(0, 1);
    }

    private static boolean isCell(String line) {
        return number(line.substring(6, 15)).isPresent()
                && number(line.substring(15, 24)).isPresent()
                && number(line.substring(24, 33)).isPresent();
    }

    /**
     * Two-letter ids (columns 21-22, an extension many programs write) and the blank one need a letter to stand in for
     * them.
     */
    private char chainLetter(String id) {
        if (id.length() == 1) {
            return id.charAt(0);
        }
        return standIns.computeIfAbsent(id.isEmpty() ? "A" : id, key -> (char) (FIRST_STAND_IN + standIns.size()));
    }

    private static Optional<Double> number(String field) {
        try {
            double value = Double.parseDouble(field.trim());
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String pad(String line) {
        return line.length() >= LINE ? line.substring(0, LINE) : line + " ".repeat(LINE - line.length());
    }
}
