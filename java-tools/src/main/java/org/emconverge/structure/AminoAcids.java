package org.emconverge.structure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emconverge.Csv;
import org.emconverge.SharedFacts;
import org.emconverge.SharedFacts.AminoAcid;

/** The twenty amino acids, their heavy atoms by PDB name, and which of them a modified residue comes from. */
public final class AminoAcids {
    private static final String MIRRORED = "";
    private static final Map<String, AminoAcid> STANDARD = SharedFacts.aminoAcids();

    /** Names that force fields give to amino acids in a state of protonation; they hold before those of components. */
    private static final Map<String, String> STATES = states(
            "ARG: ARGN",
            "ASP: ASH ASPH",
            "CYS: CYM CYX CYS2 CYSH",
            "GLN: QLN",
            "GLU: GLH GLUH",
            "HIS: HID HIE HIP HISA HISB HISD HISE HISH HISP HIS1 HIS2 HSD HSE HSP",
            "LYS: LYN LYSH LYSN");

    /** Parent of each modified residue; empty for a mirrored one (a D-residue), which has none. */
    private static final Map<String, String> COMPONENTS = components();

    /** Amber's names of terminal residues begin with N or C. */
    private static final int TERMINAL_NAME = 4;

    /** Atoms of a modified residue that stand where the parent has another atom. */
    private static final Map<String, String> RENAMED = Map.of("MSE SE", "SD", "SEC SE", "SG", "ILE CD", "CD1");

    private AminoAcids() {}

    /** Whether this is one of the twenty. */
    public static boolean isStandard(String name) {
        return STANDARD.containsKey(name);
    }

    /** The twenty, by their names. */
    static Set<String> names() {
        return STANDARD.keySet();
    }

    /** The standard residue a residue is or comes from; null when not known, and of a mirrored (D-) residue. */
    public static String parent(String name) {
        if (isStandard(name)) {
            return name;
        }
        String parent = STATES.getOrDefault(name, COMPONENTS.get(name));
        boolean terminal =
                parent == null && name.length() == TERMINAL_NAME && (name.charAt(0) == 'N' || name.charAt(0) == 'C');
        String inside = terminal ? name.substring(1) : "";
        return terminal && (isStandard(inside) || STATES.containsKey(inside))
                ? parent(inside)
                : MIRRORED.equals(parent) ? null : parent;
    }

    /** Whether a residue is a D-amino acid: no force field or restraint of the usual ones knows its hand. */
    public static boolean isMirrored(String name) {
        return MIRRORED.equals(COMPONENTS.get(name)) && !STATES.containsKey(name);
    }

    /** Whether a residue is a component that comes from one of the twenty by modification, not by its protonation. */
    public static boolean isModified(String name) {
        String parent = COMPONENTS.get(name);
        return parent != null && !MIRRORED.equals(parent) && !isStandard(name) && !STATES.containsKey(name);
    }

    /** Heavy atoms of a standard residue, without the terminal OXT. */
    public static List<String> atoms(String name) {
        return STANDARD.get(name).atoms();
    }

    /** The one-letter code of the standard residue that a residue is or comes from; X when that is not known. */
    public static char letter(String name) {
        String parent = parent(name);
        return parent == null ? 'X' : STANDARD.get(parent).letter();
    }

    /** The atom name in the standard residue of an atom of a (modified) residue. */
    public static String standardName(String residue, String atom) {
        return switch (atom) {
            case "OT1", "OC1" -> "O";
            case "OT2", "OC2" -> "OXT";
            default -> RENAMED.getOrDefault(residue + " " + atom, atom);
        };
    }

    private static Map<String, String> states(String... lines) {
        Map<String, String> parents = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(": ");
            Set.of(parts[1].split(" ")).forEach(name -> parents.put(name, parts[0]));
        }
        return parents;
    }

    /** The table that scripts/modified_residues.py makes of the wwPDB's chemical component dictionary. */
    private static Map<String, String> components() {
        Map<String, String> parents = new HashMap<>();
        for (Csv.Row row :
                Csv.resource(AminoAcids.class, "modified-residues.csv").rows()) {
            String parent = "D".equals(row.text("hand")) ? MIRRORED : row.text("parent");
            for (String name : row.text("residues").split(" ")) {
                parents.put(name, parent);
            }
        }
        return parents;
    }
}
