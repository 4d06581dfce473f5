package org.emconverge.structure;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The twenty amino acids, their heavy atoms by PDB name, and which of them a modified residue comes from. */
public final class AminoAcids {
    private static final List<String> BACKBONE = List.of("N", "CA", "C", "O");

    /** Side-chain atoms in the order of the Chemical Component Dictionary. */
    private static final Map<String, String> SIDE_CHAINS = Map.ofEntries(
            entry("ALA", "CB"),
            entry("ARG", "CB CG CD NE CZ NH1 NH2"),
            entry("ASN", "CB CG OD1 ND2"),
            entry("ASP", "CB CG OD1 OD2"),
            entry("CYS", "CB SG"),
            entry("GLN", "CB CG CD OE1 NE2"),
            entry("GLU", "CB CG CD OE1 OE2"),
            entry("GLY", ""),
            entry("HIS", "CB CG ND1 CD2 CE1 NE2"),
            entry("ILE", "CB CG1 CG2 CD1"),
            entry("LEU", "CB CG CD1 CD2"),
            entry("LYS", "CB CG CD CE NZ"),
            entry("MET", "CB CG SD CE"),
            entry("PHE", "CB CG CD1 CD2 CE1 CE2 CZ"),
            entry("PRO", "CB CG CD"),
            entry("SER", "CB OG"),
            entry("THR", "CB OG1 CG2"),
            entry("TRP", "CB CG CD1 CD2 NE1 CE2 CE3 CZ2 CZ3 CH2"),
            entry("TYR", "CB CG CD1 CD2 CE1 CE2 CZ OH"),
            entry("VAL", "CB CG1 CG2"));

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
        return SIDE_CHAINS.containsKey(name);
    }

    /** The standard residue a residue is or comes from; null when not known. */
    public static String parent(String name) {
        return isStandard(name) ? name : PARENTS.get(name);
    }

    /** Heavy atoms of a standard residue, without the terminal OXT. */
    public static List<String> atoms(String name) {
        String sideChain = SIDE_CHAINS.get(name);
        if (sideChain.isEmpty()) {
            return BACKBONE;
        }
        return Stream.concat(BACKBONE.stream(), Arrays.stream(sideChain.split(" ")))
                .toList();
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
