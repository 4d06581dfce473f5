package org.emconverge.validation;

import java.util.List;
import java.util.Objects;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.ResidueId;

/**
 * Backbone conformation against the Top8000 distributions in the six classes of MolProbity (Williams et al. 2018,
 * Protein Sci 27:293; Read et al. 2011, Structure 19:1395).
 */
public final class Ramachandran {
    /** Which distribution a residue is held against. */
    public enum Kind {
        /** All that is none of the others. */
        GENERAL(0.0005),
        GLYCINE(0.001),
        /** Proline after a cis peptide (|ω| below 90°). */
        CIS_PROLINE(0.002),
        TRANS_PROLINE(0.001),
        /** The residue before a proline, unless glycine or proline itself. */
        PRE_PROLINE(0.001),
        /** Isoleucine or valine, unless before a proline. */
        ISOLEUCINE_VALINE(0.001);

        /**
         * A score below this is an outlier: chiropraxis' and MolProbity's limits, which leave out 0.05%, 0.1% or 0.2%
         * of good data.
         */
        public final double outlierBelow;

        Kind(double outlierBelow) {
            this.outlierBelow = outlierBelow;
        }
    }

    /** A score at or above this is favoured: the contour that holds 98% of the reference data. */
    public static final double FAVOURED = 0.02;

    private static final double CIS = 90;

    /**
     * A residue's conformation.
     *
     * @param phi φ, degrees
     * @param psi ψ, degrees
     * @param score value of the class's distribution there, 0 to 1
     */
    public record Result(ResidueId id, String name, Kind kind, double phi, double psi, double score, Verdict verdict) {}

    private Ramachandran() {}

    /**
     * Judges every residue that has both φ and ψ and a known parent, whose class it takes (MSE is general), in the
     * order given.
     */
    public static List<Result> of(List<ProteinResidue> residues) {
        return residues.stream().map(Ramachandran::of).filter(Objects::nonNull).toList();
    }

    /** Share of the residues with this verdict, percent; NaN when there is none. */
    public static double percent(List<Result> results, Verdict verdict) {
        return results.isEmpty()
                ? Double.NaN
                : 100.0 * results.stream().filter(r -> r.verdict() == verdict).count() / results.size();
    }

    public static Verdict verdict(Kind kind, double score) {
        return score >= FAVOURED ? Verdict.FAVOURED : score >= kind.outlierBelow ? Verdict.ALLOWED : Verdict.OUTLIER;
    }

    private static Result of(ProteinResidue residue) {
        double phi = residue.phi();
        double psi = residue.psi();
        if (Double.isNaN(phi) || Double.isNaN(psi) || residue.parent() == null) {
            return null;
        }
        Kind kind = kind(residue);
        double score = RamachandranGrid.of(kind).at(phi, psi);
        return new Result(residue.id(), residue.name(), kind, phi, psi, score, verdict(kind, score));
    }

    private static Kind kind(ProteinResidue residue) {
        return switch (residue.parent()) {
            case "GLY" -> Kind.GLYCINE;
            case "PRO" -> Math.abs(residue.omega()) < CIS ? Kind.CIS_PROLINE : Kind.TRANS_PROLINE;
            case "ILE", "VAL" -> isBeforeProline(residue) ? Kind.PRE_PROLINE : Kind.ISOLEUCINE_VALINE;
            default -> isBeforeProline(residue) ? Kind.PRE_PROLINE : Kind.GENERAL;
        };
    }

    private static boolean isBeforeProline(ProteinResidue residue) {
        return "PRO".equals(AminoAcids.parent(residue.next().getPDBName()));
    }
}
