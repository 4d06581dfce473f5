package org.emconverge.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ResidueId;

/**
 * Bond lengths and angles of heavy atoms against the ideals that MolProbity has: {@link StandardIdeals}, for the
 * backbone the conformation-dependent library, and for what neither knows the monomer library. Nothing is judged across
 * a chain break.
 */
public final class Geometry {
    /** Further from the ideal than this many standard deviations is an outlier, as in MolProbity. */
    public static final double OUTLIER = 4;

    /**
     * A bond length or angle beyond {@link #OUTLIER}.
     *
     * @param atoms its atoms, such as {@code N-CA-C}; those of the residue before have a minus sign: {@code -C-N}
     * @param value length, Å, or angle, degrees
     * @param z deviation in standard deviations, with its sign
     */
    public record RestraintOutlier(String atoms, double value, double ideal, double z) {}

    /** Deviations of one sort in one residue: how many, the sum of their squared z, and the outliers. */
    public record Deviations(int count, double sumOfSquares, List<RestraintOutlier> outliers) {
        /** Root mean square z; NaN when there is none. */
        public double rmsz() {
            return count == 0 ? Double.NaN : Math.sqrt(sumOfSquares / count);
        }

        static Deviations sum(List<Deviations> parts) {
            return new Deviations(
                    parts.stream().mapToInt(Deviations::count).sum(),
                    parts.stream().mapToDouble(Deviations::sumOfSquares).sum(),
                    parts.stream().flatMap(p -> p.outliers().stream()).toList());
        }
    }

    /** A residue's bonds and angles, those of its link to the residue before included. */
    public record Result(ResidueId id, String name, Deviations bonds, Deviations angles) {
        private Result with(Result further) {
            return new Result(
                    id,
                    name,
                    Deviations.sum(List.of(bonds, further.bonds)),
                    Deviations.sum(List.of(angles, further.angles)));
        }
    }

    private Geometry() {}

    /** Judges every residue that the library knows, protein first, with all its alternate conformers. */
    public static List<Result> of(Structure structure, MonomerLibrary library) {
        return of(Restraints.of(structure, library, CovalentLinks.of(structure, library)));
    }

    static List<Result> of(List<Restraints> restraints) {
        Map<ResidueId, Result> results = new LinkedHashMap<>();
        restraints.stream().map(Geometry::of).forEach(result -> results.merge(result.id(), result, Result::with));
        return List.copyOf(results.values());
    }

    private static Result of(Restraints restraints) {
        Tally bonds = new Tally(restraints);
        Tally angles = new Tally(restraints);
        bonds.add(restraints.own().bonds(), false);
        angles.add(restraints.own().angles(), false);
        if (restraints.link() != null) {
            bonds.add(restraints.link().bonds(), true);
            angles.add(restraints.link().angles(), true);
        }
        return new Result(
                restraints.residue().id(), restraints.residue().name(), bonds.deviations(), angles.deviations());
    }

    public static Deviations bonds(List<Result> results) {
        return Deviations.sum(results.stream().map(Result::bonds).toList());
    }

    public static Deviations angles(List<Result> results) {
        return Deviations.sum(results.stream().map(Result::angles).toList());
    }

    /** Outliers among all bonds and angles, percent; NaN when there are none of either. */
    public static double violationsPercent(List<Result> results) {
        Deviations bonds = bonds(results);
        Deviations angles = angles(results);
        int count = bonds.count() + angles.count();
        return count == 0
                ? Double.NaN
                : 100.0 * (bonds.outliers().size() + angles.outliers().size()) / count;
    }

    /** Gathers the deviations of one residue. */
    private static final class Tally {
        private final Restraints restraints;
        private int count;
        private double sumOfSquares;
        private final List<RestraintOutlier> outliers = new ArrayList<>();

        private Tally(Restraints restraints) {
            this.restraints = restraints;
        }

        /** Adds those ideals whose atoms are all there. */
        void add(List<Ideal> ideals, boolean ofLink) {
            for (Ideal ideal : ideals) {
                Point3d[] atoms = restraints.positions(ideal.atoms(), ofLink);
                if (atoms != null) {
                    BackboneIdeals replacement = restraints.replacement(ideal, ofLink);
                    double target = replacement == null ? ideal.value() : replacement.mean(ideal.backbone());
                    double sigma = replacement == null ? ideal.sigma() : replacement.sigma(ideal.backbone());
                    double value =
                            atoms.length == 2 ? atoms[0].distance(atoms[1]) : angle(atoms[0], atoms[1], atoms[2]);
                    double z = (value - target) / sigma;
                    count++;
                    sumOfSquares += z * z;
                    if (Math.abs(z) > OUTLIER) {
                        outliers.add(new RestraintOutlier(Restraints.names(ideal.atoms(), ofLink), value, target, z));
                    }
                }
            }
        }

        Deviations deviations() {
            return new Deviations(count, sumOfSquares, List.copyOf(outliers));
        }

        private static double angle(Point3d a, Point3d apex, Point3d b) {
            Vector3d toA = new Vector3d(a);
            toA.sub(apex);
            Vector3d toB = new Vector3d(b);
            toB.sub(apex);
            return Math.toDegrees(toA.angle(toB));
        }
    }
}
