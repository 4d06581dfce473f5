package org.emconverge.validation;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Group;
import org.emconverge.Csv;
import org.emconverge.structure.AminoAcids;

/**
 * Ideals of the backbone that depend on φ and ψ: the conformation-dependent library, version 1.2 (Tronrud &amp; Karplus
 * 2011, Acta Cryst D67:699), which Phenix and MolProbity use (Moriarty, Tronrud, Adams &amp; Karplus 2014, FEBS J
 * 281:4061; 2016, Acta Cryst D72:176). Proline after a cis peptide has the values of Engh &amp; Huber (International
 * Tables F, 18.3, 2001), other residues after one none.
 */
final class BackboneIdeals {
    /**
     * The bond lengths and angles that the library is about, in the order of its columns; the last eight only of
     * cis-proline.
     */
    enum Quantity {
        C_N_CA,
        N_CA_CB,
        N_CA_C,
        CB_CA_C,
        CA_C_O,
        CA_C_N,
        O_C_N,
        C_N,
        N_CA,
        CA_CB,
        CA_C,
        C_O,
        C_N_CD,
        CA_N_CD,
        N_CD_CG,
        CA_CB_CG,
        CB_CG_CD,
        CB_CG,
        CG_CD,
        N_CD;

        private static final Map<List<String>, Quantity> BY_ATOMS = byAtoms();

        /** The quantity about these atoms, in either direction; null when there is none. */
        static Quantity of(List<String> atoms) {
            return BY_ATOMS.get(atoms);
        }

        private static Map<List<String>, Quantity> byAtoms() {
            Map<List<String>, Quantity> map = new HashMap<>();
            for (Quantity quantity : values()) {
                List<String> atoms = Arrays.asList(quantity.name().split("_"));
                map.put(List.copyOf(atoms), quantity);
                Collections.reverse(atoms);
                map.put(List.copyOf(atoms), quantity);
            }
            return map;
        }
    }

    /** |ω| below this makes the values, which are those of trans peptides, void, degrees; mmtbx's limit. */
    private static final double CIS = 45;

    private static final int CELL = 10;
    private static final int CELLS = 360 / CELL;
    private static final String RESOURCE = "conformation-dependent-library.csv";
    private static final String CIS_PROLINE = "Pro_cis";
    private static final Map<String, BackboneIdeals[]> TABLE = read();

    private final double[] values;

    /** @param values mean and standard deviation of each quantity in turn; NaN, or nothing at the end, for none */
    private BackboneIdeals(double[] values) {
        this.values = values;
    }

    /**
     * The ideals of a residue in its conformation; null where the library has none: at ends, beside modified residues,
     * at cis bonds.
     */
    static BackboneIdeals of(ProteinResidue residue) {
        if (residue.previous() == null
                || residue.next() == null
                || !isCovered(residue.group())
                || !isCovered(residue.next())
                || !isCovered(residue.previous())) {
            return null;
        }
        if (Math.abs(residue.omega()) < CIS) {
            return "PRO".equals(residue.name()) ? TABLE.get(CIS_PROLINE)[0] : null;
        }
        String kind =
                switch (residue.name()) {
                    case "GLY" -> "Gly";
                    case "PRO" -> "Pro";
                    case "ILE", "VAL" -> "IleVal";
                    default -> "NonPGIV";
                };
        BackboneIdeals[] cells = TABLE.get(kind + ("PRO".equals(residue.next().getPDBName()) ? "_xpro" : "_nonxpro"));
        return cells[cell(residue.phi()) * CELLS + cell(residue.psi())];
    }

    boolean has(Quantity quantity) {
        int index = 2 * quantity.ordinal();
        return index < values.length && !Double.isNaN(values[index]);
    }

    /** Å or degrees. */
    double mean(Quantity quantity) {
        return values[2 * quantity.ordinal()];
    }

    /** Standard deviation, Å or degrees. */
    double sigma(Quantity quantity) {
        return values[2 * quantity.ordinal() + 1];
    }

    private static boolean isCovered(Group residue) {
        return AminoAcids.isStandard(residue.getPDBName()) || "MSE".equals(residue.getPDBName());
    }

    private static int cell(double angle) {
        return Math.floorMod((int) Math.rint(angle / CELL) + CELLS / 2, CELLS);
    }

    private static Map<String, BackboneIdeals[]> read() {
        Map<String, BackboneIdeals[]> table = new HashMap<>();
        for (Csv.Row row : Csv.resource(BackboneIdeals.class, RESOURCE).rows()) {
            double[] values = row.values().stream()
                    .skip(3)
                    .mapToDouble(v -> v.isEmpty() ? Double.NaN : Double.parseDouble(v))
                    .toArray();
            BackboneIdeals[] cells =
                    table.computeIfAbsent(row.text("class"), name -> new BackboneIdeals[CELLS * CELLS]);
            if (row.text("phi").isEmpty()) {
                Arrays.fill(cells, new BackboneIdeals(values));
            } else {
                cells[cell(row.number("phi")) * CELLS + cell(row.number("psi"))] = new BackboneIdeals(values);
            }
        }
        return table;
    }
}
