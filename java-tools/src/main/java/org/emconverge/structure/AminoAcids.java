package org.emconverge.structure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emconverge.SharedFacts;
import org.emconverge.SharedFacts.AminoAcid;

/** The twenty amino acids, their heavy atoms by PDB name, and which of them a modified residue comes from. */
public final class AminoAcids {
    private static final Map<String, AminoAcid> STANDARD = SharedFacts.aminoAcids();

    /**
     * Parent of each modified residue: {@code _chem_comp.mon_nstd_parent_comp_id}; force fields' names of protonation
     * states too.
     */
    private static final Map<String, String> PARENTS = parents(
            "ALA: ABA AIB AYA MAA",
            "ARG: 2MR AGM CIR",
            "ASN: MEN SNN",
            "ASP: ASH BFD PHD",
            "CYS: CAF CAS CME CSD CSO CSR CSS CSX CYM CYX OCS P1L SCH SCY SEC SMC SNC YCM",
            "GLN: MEQ",
            "GLU: CGU GLH PCA",
            "GLY: GL3 SAR",
            "HIS: HIC HID HIE HIP HSD HSE HSP MHS NEP",
            "LEU: MLE NLE",
            "LYS: ALY KCX KPI LLP LYN M3L MLY MLZ",
            "MET: CXM FME MHO MME MSE SME",
            "PHE: MEA PHI PHL",
            "PRO: HYP",
            "SER: OAS SAC SEP",
            "THR: BMT TPO",
            "TRP: 0AF FTR HTR TRQ",
            "TYR: NIY OMY PTR TPQ TYS",
            "VAL: FVA MVA");

    /** Atoms of a modified residue that stand where the parent has another atom. */
    private static final Map<String, String> RENAMED = Map.of("MSE SE", "SD", "SEC SE", "SG", "ILE CD", "CD1");

    private AminoAcids() {}

    /** Whether this is one of the twenty. */
    public static boolean isStandard(String name) {
        return STANDARD.containsKey(name);
    }

    /** The standard residue a residue is or comes from; null when not known. */
    public static String parent(String name) {
        return isStandard(name) ? name : PARENTS.get(name);
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
            case "OT1" -> "O";
            case "OT2" -> "OXT";
            default -> RENAMED.getOrDefault(residue + " " + atom, atom);
        };
    }

    private static Map<String, String> parents(String... lines) {
        Map<String, String> parents = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split(": ");
            Set.of(parts[1].split(" ")).forEach(name -> parents.put(name, parts[0]));
        }
        return Collections.unmodifiableMap(parents);
    }
}
