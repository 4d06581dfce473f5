package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.jama.EigenvalueDecomposition;
import org.biojava.nbio.structure.jama.Matrix;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.Ideals.Plane;

/**
 * Groups of atoms that the monomer library calls planar (peptides, guanidinium, carboxyl and amide groups, rings)
 * against the plane of least squares through them. A group of which fewer than four atoms are there is not judged.
 */
public final class Planarity {
    /**
     * A group with an atom further from its plane than this many standard deviations is an outlier, as in MolProbity.
     */
    public static final double OUTLIER = 4;

    private static final int LEAST_ATOMS = 4;

    /**
     * A group that is not planar.
     *
     * @param id its residue; of a peptide the one after the bond
     * @param atoms its atoms; those of the residue before have a minus sign
     * @param rms root mean square distance from the plane, Å
     * @param z largest distance, in standard deviations
     */
    public record PlaneOutlier(ResidueId id, String name, String atoms, double rms, double z) {}

    /** @param count groups judged */
    public record Result(int count, List<PlaneOutlier> outliers) {}

    private Planarity() {}

    static Result of(List<Restraints> restraints) {
        int count = 0;
        List<PlaneOutlier> outliers = new ArrayList<>();
        for (Restraints residue : restraints) {
            count += add(residue, residue.own().planes(), false, outliers);
            count += residue.link() == null ? 0 : add(residue, residue.link().planes(), true, outliers);
        }
        return new Result(count, List.copyOf(outliers));
    }

    private static int add(Restraints residue, List<Plane> planes, boolean ofLink, List<PlaneOutlier> outliers) {
        int count = 0;
        for (Plane plane : planes) {
            List<AtomKey> keys = plane.atoms().stream()
                    .filter(key -> residue.has(key, ofLink))
                    .toList();
            Point3d[] atoms = keys.size() < LEAST_ATOMS ? null : residue.positions(keys, ofLink);
            if (atoms == null) {
                continue;
            }
            count++;
            double[] distances = distances(atoms);
            double largest = 0;
            double sum = 0;
            for (double distance : distances) {
                largest = Math.max(largest, Math.abs(distance));
                sum += distance * distance;
            }
            if (largest / plane.sigma() > OUTLIER) {
                outliers.add(new PlaneOutlier(
                        residue.residue().id(),
                        residue.residue().name(),
                        Restraints.names(keys, ofLink),
                        Math.sqrt(sum / distances.length),
                        largest / plane.sigma()));
            }
        }
        return count;
    }

    /** Of each point from the plane of least squares through all, Å, with a sign. */
    private static double[] distances(Point3d[] points) {
        Point3d centre = new Point3d();
        for (Point3d point : points) {
            centre.add(point);
        }
        centre.scale(1.0 / points.length);
        double[][] centred = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            centred[i] = new double[] {points[i].x - centre.x, points[i].y - centre.y, points[i].z - centre.z};
        }
        Matrix offsets = new Matrix(centred);
        Matrix normal = new EigenvalueDecomposition(offsets.transpose().times(offsets))
                .getV()
                .getMatrix(0, 2, 0, 0);
        return offsets.times(normal).getColumnPackedCopy();
    }
}
