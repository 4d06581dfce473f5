package org.emconverge.validation;

import java.util.List;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.ResidueId;

/**
 * Cis and twisted peptide bonds, as MolProbity tells them (Williams, Videau, Hintze, Richardson &amp; Richardson 2018,
 * bioRxiv 324517).
 */
public final class Peptides {
    /** |ω| below this is cis, degrees. */
    public static final double CIS = 30;
    /** |ω| above this is trans, degrees; between the two the peptide is twisted. */
    public static final double TRANS = 150;

    /** How a peptide bond lies. */
    public enum Conformation {
        CIS,
        TRANS,
        TWISTED
    }

    /**
     * The peptide bond before a residue.
     *
     * @param id the residue after the bond
     * @param proline whether that residue is a proline, before which cis is common
     * @param omega CA-C-N-CA, degrees in (-180, 180]
     */
    public record Result(ResidueId id, String name, boolean proline, double omega, Conformation conformation) {}

    private Peptides() {}

    /** Every peptide bond between residues whose parents are known, in their order. */
    public static List<Result> of(List<ProteinResidue> residues) {
        return residues.stream()
                .filter(Peptides::isJudged)
                .map(residue -> {
                    double omega = residue.omega();
                    return new Result(
                            residue.id(), residue.name(), "PRO".equals(residue.parent()), omega, conformation(omega));
                })
                .toList();
    }

    private static boolean isJudged(ProteinResidue residue) {
        return residue.previous() != null
                && residue.parent() != null
                && AminoAcids.parent(residue.previous().getPDBName()) != null;
    }

    public static Conformation conformation(double omega) {
        double size = Math.abs(omega);
        return size < CIS ? Conformation.CIS : size > TRANS ? Conformation.TRANS : Conformation.TWISTED;
    }

    static int count(List<Result> results, Conformation conformation, boolean proline) {
        return (int) results.stream()
                .filter(r -> r.conformation() == conformation && r.proline() == proline)
                .count();
    }
}
