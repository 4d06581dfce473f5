package org.emconverge.engines.rosetta;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.InputException;

/**
 * The atoms of a PDB file that Rosetta wrote, in its order: BioJava sorts them by chain id, and copies may share one.
 */
final class RosettaPdb {
    /** @param atoms position by atom name, Å; length 3 */
    record Residue(String name, Map<String, double[]> atoms) {}

    private RosettaPdb() {}

    /** @throws InputException with a clause that says what is wrong with the file */
    static List<Residue> read(Path file) {
        List<Residue> residues = new ArrayList<>();
        String before = "";
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("ATOM  ")) {
                    String residue = line.length() < 54 ? "" : line.substring(17, 27);
                    if (!residue.equals(before)) {
                        residues.add(new Residue(
                                residue.isEmpty() ? "" : residue.substring(0, 3).strip(), new HashMap<>()));
                        before = residue;
                    }
                    residues.get(residues.size() - 1)
                            .atoms()
                            .put(line.substring(12, 16).strip(), position(line));
                } else if (line.startsWith("TER")) {
                    before = "";
                }
            }
        } catch (IOException | StringIndexOutOfBoundsException | NumberFormatException e) {
            throw new InputException("its file is cut short or damaged", e);
        }
        return residues;
    }

    private static double[] position(String line) {
        double[] position = {number(line, 30), number(line, 38), number(line, 46)};
        for (double coordinate : position) {
            if (!Double.isFinite(coordinate)) {
                throw new NumberFormatException("a coordinate is no number");
            }
        }
        return position;
    }

    private static double number(String line, int column) {
        return Double.parseDouble(line.substring(column, column + 8));
    }
}
