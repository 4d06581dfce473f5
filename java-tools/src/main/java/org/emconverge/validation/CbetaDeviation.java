package org.emconverge.validation;

import java.util.List;
import java.util.Objects;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Atom;
import org.emconverge.structure.ChainBuilder;
import org.emconverge.structure.ResidueId;

/**
 * How far Cβ lies from where the backbone puts it (Lovell et al. 2003, Proteins 50:437). The ideal is the mean of two
 * positions, one from C-CA-CB and N-C-CA-CB, one from N-CA-CB and C-N-CA-CB, brought to the ideal length: so a strained
 * N-CA-C angle is shared.
 */
public final class CbetaDeviation {
    /** At or above this a deviation is an outlier, Å. */
    public static final double OUTLIER = 0.25;

    /**
     * Ideal place of Cβ: CA-CB in Å, then C-CA-CB, N-C-CA-CB, N-CA-CB and C-N-CA-CB in degrees, as MolProbity has them.
     */
    private record Frame(
            double length, double angleFromC, double torsionFromN, double angleFromN, double torsionFromC) {
        static final Frame ALANINE = new Frame(1.536, 110.1, 122.9, 110.6, -122.6);
        static final Frame PROLINE = new Frame(1.530, 112.2, 115.1, 103.0, -120.7);
        static final Frame BRANCHED = new Frame(1.540, 109.1, 123.4, 111.5, -122.0);
        static final Frame OTHER = new Frame(1.530, 110.1, 122.8, 110.5, -122.6);

        static Frame of(String residue) {
            return switch (residue) {
                case "ALA" -> ALANINE;
                case "PRO" -> PROLINE;
                case "VAL", "ILE", "THR" -> BRANCHED;
                default -> OTHER;
            };
        }
    }

    /** @param deviation distance of Cβ from its ideal place, Å */
    public record Result(ResidueId id, String name, double deviation) {
        public boolean isOutlier() {
            return deviation >= OUTLIER;
        }
    }

    private CbetaDeviation() {}

    /** Judges every residue that has a Cβ and whose parent is known and not glycine, in the order given. */
    public static List<Result> of(List<ProteinResidue> residues) {
        return residues.stream()
                .map(CbetaDeviation::of)
                .filter(Objects::nonNull)
                .toList();
    }

    public static int outliers(List<Result> results) {
        return (int) results.stream().filter(Result::isOutlier).count();
    }

    /** Whether the residue should have a Cβ and has none. */
    static boolean isIncomplete(ProteinResidue residue) {
        return expects(residue) && residue.atom("CB") == null;
    }

    private static Result of(ProteinResidue residue) {
        Atom cb = residue.atom("CB");
        if (!expects(residue) || cb == null) {
            return null;
        }
        Point3d ideal =
                ideal(Frame.of(residue.parent()), residue.position("N"), residue.position("CA"), residue.position("C"));
        return new Result(residue.id(), residue.name(), ideal.distance(cb.getCoordsAsPoint3d()));
    }

    private static boolean expects(ProteinResidue residue) {
        return residue.parent() != null && !"GLY".equals(residue.parent());
    }

    private static Point3d ideal(Frame frame, Point3d n, Point3d ca, Point3d c) {
        Point3d fromN = ChainBuilder.place(
                n, c, ca, frame.length, Math.toRadians(frame.angleFromC), Math.toRadians(frame.torsionFromN));
        Point3d fromC = ChainBuilder.place(
                c, n, ca, frame.length, Math.toRadians(frame.angleFromN), Math.toRadians(frame.torsionFromC));
        Vector3d bond = new Vector3d(fromN);
        bond.add(fromC);
        bond.scale(0.5);
        bond.sub(ca);
        bond.scale(frame.length / bond.length());
        Point3d ideal = new Point3d(ca);
        ideal.add(bond);
        return ideal;
    }
}
