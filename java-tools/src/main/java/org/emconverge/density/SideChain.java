package org.emconverge.density;

import java.util.Set;

/**
 * The four atoms of a residue's χ1, for EMRinger.
 *
 * @param residueName three letters
 * @param n position of N, Å; length 3
 * @param ca position of Cα
 * @param cb position of Cβ
 * @param gamma position of the atom at γ: CG, OG or SG
 */
public record SideChain(String residueName, double[] n, double[] ca, double[] cb, double[] gamma) {
    /** The residues whose χ1 EMRinger scans: one atom at γ, and no ring with the backbone. */
    private static final Set<String> SCANNED =
            Set.of("ARG", "ASN", "ASP", "CYS", "GLU", "GLN", "HIS", "LEU", "LYS", "MET", "PHE", "SER", "TRP", "TYR");

    /** Whether EMRinger scans residues of this name. */
    public static boolean isScanned(String residueName) {
        return SCANNED.contains(residueName);
    }
}
