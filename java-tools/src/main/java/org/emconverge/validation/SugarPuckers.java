package org.emconverge.validation;

import java.util.List;
import java.util.Objects;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.emconverge.structure.ResidueId;

/**
 * The pucker of the riboses of RNA, as MolProbity judges it (Chen et al. 2010, Acta Cryst D66:12; Jain, Richardson &
 * Richardson 2015, Methods Enzymol. 558:181): which of the two common puckers a sugar has is told by the distance of
 * the phosphorus after it from the line of the glycosidic bond, which is well seen in maps that do not show the sugar;
 * a sugar whose δ is not that pucker's, or whose ε is one that no RNA has, is an outlier. DNA is not judged.
 */
final class SugarPuckers {
    /** Below it the sugar is C2′-endo, else C3′-endo, Å. */
    private static final double C2_ENDO_BELOW = 2.9;
    /** Likewise by the O3′, where there is no phosphorus, Å. */
    private static final double C2_ENDO_BELOW_BY_O3 = 2.4;
    /** δ of the two puckers, degrees, as cctbx has them. */
    private static final double[] C3_ENDO_DELTA = {65, 104};

    private static final double[] C2_ENDO_DELTA = {129, 162};
    private static final double[] EPSILON = {155, 310};

    /**
     * @param perpendicular distance of the phosphorus after it from the line of the glycosidic bond, Å; at a chain's
     *     end that of the O3′
     * @param delta degrees
     * @param epsilon degrees; NaN at a chain's end
     */
    record Result(ResidueId id, String name, double perpendicular, double delta, double epsilon, boolean isOutlier) {}

    private SugarPuckers() {}

    /** Judges every ribose that has a base, in the order given. */
    static List<Result> of(List<Nucleotide> nucleotides) {
        return nucleotides.stream()
                .map(SugarPuckers::of)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Result of(Nucleotide nucleotide) {
        Point3d c1 = nucleotide.place("C1'");
        Point3d base = nucleotide.glycosidicAtom();
        double delta = nucleotide.delta();
        if (!nucleotide.isRibose() || base == null || Double.isNaN(delta)) {
            return null;
        }
        Point3d phosphorus = nucleotide.nextPhosphorus();
        double perpendicular = fromLine(phosphorus == null ? nucleotide.place("O3'") : phosphorus, c1, base);
        boolean c2 = perpendicular < (phosphorus == null ? C2_ENDO_BELOW_BY_O3 : C2_ENDO_BELOW);
        double epsilon = nucleotide.epsilon();
        boolean outlier = !isWithin(delta, c2 ? C2_ENDO_DELTA : C3_ENDO_DELTA)
                || !Double.isNaN(epsilon) && !isWithin(epsilon, EPSILON);
        return new Result(nucleotide.id(), nucleotide.name(), perpendicular, delta, epsilon, outlier);
    }

    static int outliers(List<Result> results) {
        return (int) results.stream().filter(Result::isOutlier).count();
    }

    private static boolean isWithin(double value, double[] range) {
        return value >= range[0] && value <= range[1];
    }

    /** Distance of a point from the line through two others, Å. */
    private static double fromLine(Point3d point, Point3d on, Point3d through) {
        Vector3d along = new Vector3d(through);
        along.sub(on);
        Vector3d to = new Vector3d(point);
        to.sub(on);
        Vector3d cross = new Vector3d();
        cross.cross(along, to);
        return cross.length() / along.length();
    }
}
