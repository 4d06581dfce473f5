package org.emconverge.structure;

import java.util.Map;

/**
 * The torsion angles of one residue, degrees (IUPAC-IUB 1970 definitions).
 *
 * @param phi C(i−1)–N–CA–C; of no effect in the first residue
 * @param psi N–CA–C–N(i+1)
 * @param omega CA(i−1)–C(i−1)–N–CA: the peptide bond <em>before</em> the residue, near 180 (trans) or 0 (cis)
 * @param chi χ1, χ2, …: as many as the residue has, see {@link InternalCoordinates#chiCount}
 */
public record Torsions(double phi, double psi, double omega, double... chi) {
    /** The angles under the names that the internal-coordinate table uses. */
    double named(String name) {
        return switch (name) {
            case "phi" -> phi;
            case "psi" -> psi;
            case "omega" -> omega;
            default -> chi[CHI.get(name)];
        };
    }

    private static final Map<String, Integer> CHI = Map.of("chi1", 0, "chi2", 1, "chi3", 2, "chi4", 3);
}
