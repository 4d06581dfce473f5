package org.emconverge.structure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds PDB files for tests, column by column. */
public final class PdbLines {
    private final List<String> lines = new ArrayList<>();

    /** Adds an ATOM (or, for {@code het}, HETATM) record. */
    public PdbLines atom(
            boolean het,
            String name,
            char altLoc,
            String residue,
            String chain,
            String number,
            double[] at,
            double occupancy,
            double b) {
        String element =
                name.startsWith("SE") ? "SE" : name.replaceAll("\\d", "").substring(0, 1);
        lines.add("%-6s%5d %-4s%c%3s%2s%5s   %8.3f%8.3f%8.3f%6.2f%6.2f          %2s"
                .formatted(
                        het ? "HETATM" : "ATOM",
                        lines.size() + 1,
                        name.length() < 4 ? " " + name : name,
                        altLoc,
                        residue,
                        chain,
                        Character.isLetter(number.charAt(number.length() - 1)) ? number : number + " ",
                        at[0],
                        at[1],
                        at[2],
                        occupancy,
                        b,
                        element));
        return this;
    }

    /**
     * Adds an extended residue with N, CA, C, O and CB (unless glycine); residue {@code place} follows {@code place -
     * 1} by 3.8 Å along x.
     */
    public PdbLines residue(String name, String chain, String number, int place) {
        boolean het = !AminoAcids.isStandard(name);
        double x = 3.8 * place;
        atom(het, "N", ' ', name, chain, number, new double[] {x, 0, 0}, 1, 20);
        atom(het, "CA", ' ', name, chain, number, new double[] {x + 1.3, 0.7, 0}, 1, 20);
        atom(het, "C", ' ', name, chain, number, new double[] {x + 2.5, 0, 0}, 1, 20);
        atom(het, "O", ' ', name, chain, number, new double[] {x + 2.5, -1.2, 0}, 1, 20);
        return "GLY".equals(name)
                ? this
                : atom(het, "CB", ' ', name, chain, number, new double[] {x + 1.3, 1.5, 1.3}, 1, 20);
    }

    public PdbLines line(String text) {
        lines.add(text);
        return this;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    public Path write(Path folder) throws IOException {
        return Files.write(Files.createTempFile(folder, "model", ".pdb"), lines);
    }
}
