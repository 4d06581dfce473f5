package org.emconverge.validation;

import java.util.Set;

/**
 * Which atoms of amino acids and nucleotides belong to aromatic rings, by their names; as in Probe (Word et al. 1999, J
 * Mol Biol 285:1711).
 */
final class AromaticAtoms {
    private static final Set<String> PHENYL = Set.of("CG", "CD1", "CD2", "CE1", "CE2", "CZ");
    private static final Set<String> INDOLE_SIX = Set.of("CD2", "CE2", "CE3", "CZ2", "CZ3", "CH2");
    private static final Set<String> INDOLE_REST = Set.of("CG", "CD1");
    private static final Set<String> IMIDAZOLE = Set.of("CG", "CD2", "CE1");
    private static final Set<String> PYRIMIDINE = Set.of("N1", "C2", "N3", "C4", "C5", "C6");
    private static final Set<String> PURINE = Set.of("N1", "C2", "N3", "C4", "C5", "C6", "N7", "C8", "N9");

    private AromaticAtoms() {}

    /** Phe, Tyr, the six-membered ring of Trp and the bases of nucleic acids: π systems that accept hydrogen bonds. */
    static boolean accepts(String residue, String atom) {
        return switch (residue) {
            case "PHE", "TYR" -> PHENYL.contains(atom);
            case "TRP" -> INDOLE_SIX.contains(atom);
            case "A", "G", "I", "DA", "DG", "DI" -> PURINE.contains(atom);
            case "C", "U", "T", "DC", "DT", "DU" -> PYRIMIDINE.contains(atom);
            default -> false;
        };
    }

    /** These and the rest of the rings of Trp and His. */
    static boolean isRing(String residue, String atom) {
        return accepts(residue, atom)
                || switch (residue) {
                    case "TRP" -> INDOLE_REST.contains(atom);
                    case "HIS" -> IMIDAZOLE.contains(atom);
                    default -> false;
                };
    }
}
