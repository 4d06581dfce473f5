package org.emconverge.structure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.Csv;
import org.emconverge.InputException;

/**
 * Ideal internal coordinates of the heavy atoms of the twenty amino acids: bond lengths and angles of Engh &amp; Huber
 * (Acta Cryst. A47, 392, 1991; International Tables for Crystallography F, 18.3, 2001), in the resource
 * {@code internal-coordinates.csv}.
 */
public final class InternalCoordinates {
    private static final String EVERY_RESIDUE = "*";
    private static final Map<String, Map<String, Placement>> TABLE = read();

    private InternalCoordinates() {}

    /**
     * How one atom is placed relative to three earlier ones; a leading {@code -} names an atom of the residue before.
     *
     * @param length to {@code bondTo}, Å
     * @param angle atom–bondTo–angleTo, degrees
     * @param torsion name of the residue's torsion, or empty for none
     * @param offset added to that torsion, degrees
     */
    record Placement(
            String atom,
            String bondTo,
            String angleTo,
            String torsionTo,
            double length,
            double angle,
            String torsion,
            double offset) {}

    /**
     * The placements of a residue's heavy atoms (no OXT), each after the atoms it refers to.
     *
     * @param residue three-letter code of one of the twenty amino acids
     * @throws InputException for any other residue
     */
    static List<Placement> of(String residue) {
        Map<String, Placement> own = TABLE.get(residue);
        if (own == null || residue.equals(EVERY_RESIDUE)) {
            throw new InputException("There are no ideal coordinates for residue \"" + residue
                    + "\": use the three-letter code of one of the twenty standard amino acids.");
        }
        Map<String, Placement> all = new LinkedHashMap<>(TABLE.get(EVERY_RESIDUE));
        all.putAll(own);
        return List.copyOf(all.values());
    }

    /**
     * The number of side-chain torsions that place heavy atoms: 0 (Gly, Ala) to 4 (Arg, Lys); 2 for Pro, whose CD
     * follows from χ2.
     */
    public static int chiCount(String residue) {
        return (int) of(residue).stream()
                .map(Placement::torsion)
                .filter(t -> t.startsWith("chi"))
                .distinct()
                .count();
    }

    private static Map<String, Map<String, Placement>> read() {
        Map<String, Map<String, Placement>> table = new LinkedHashMap<>();
        for (Csv.Row row : Csv.resource(InternalCoordinates.class, "internal-coordinates.csv")
                .rows()) {
            table.computeIfAbsent(row.text("residue"), k -> new LinkedHashMap<>())
                    .put(
                            row.text("atom"),
                            new Placement(
                                    row.text("atom"),
                                    row.text("bond_to"),
                                    row.text("angle_to"),
                                    row.text("torsion_to"),
                                    row.number("length"),
                                    row.number("angle"),
                                    row.text("torsion"),
                                    row.number("offset")));
        }
        return table;
    }
}
