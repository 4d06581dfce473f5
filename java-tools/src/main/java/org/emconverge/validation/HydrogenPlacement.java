package org.emconverge.validation;

import java.util.List;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Element;
import org.emconverge.validation.HydrogenGroup.Kind;

/**
 * Standard positions of hydrogens. Distances are those to the centre of the electron cloud (Deis et al. 2013, Comput
 * Cryst Newsl 4:9), which MolProbity uses for models from X-rays and electrons; angles are tetrahedral or trigonal, as
 * in Reduce (Word et al. 1999, J Mol Biol 285:1735). The backbone's N-H leans towards CA as in the CCP4 monomer library
 * (H-N-CA 114°, C-N-H 124.3°).
 */
final class HydrogenPlacement {
    private static final double TETRAHEDRAL = Math.acos(-1.0 / 3);
    private static final double TRIGONAL = Math.toRadians(120);
    /** C-S-H; S hardly hybridises. */
    private static final double THIOL = Math.toRadians(96);
    /** N-H divides the angle C-N-CA so that each neighbour's unit vector weighs the sine of the other's angle to H. */
    private static final double PREVIOUS_C_WEIGHT = Math.sin(Math.toRadians(114));

    private static final double CA_WEIGHT = Math.sin(Math.toRadians(124.3));

    private HydrogenPlacement() {}

    /** Bond length from the hydrogens of a group to their parent, Å. */
    static double length(Kind kind, Element parent) {
        return switch (parent) {
            case N -> kind == Kind.AMMONIUM ? 0.89 : 0.86;
            case O -> 0.84;
            case S -> 1.20;
            default -> kind == Kind.PLANAR ? 0.93 : 0.97;
        };
    }

    /**
     * The hydrogens of a group; those that can rotate are staggered, or in the plane for the hydroxyl of Tyr, opposite
     * the reference.
     *
     * @param parent position, Å
     * @param references positions in the order of the group's references, Å
     */
    static List<Vector3d> place(Kind kind, Element element, Vector3d parent, List<Vector3d> references) {
        double length = length(kind, element);
        return switch (kind) {
            case METHINE, PLANAR -> List.of(opposite(parent, references, length));
            case METHYLENE -> methylene(parent, references.get(0), references.get(1), length);
            case METHYL, AMMONIUM ->
                List.of(
                        rotated(parent, references, length, TETRAHEDRAL, 180),
                        rotated(parent, references, length, TETRAHEDRAL, -60),
                        rotated(parent, references, length, TETRAHEDRAL, 60));
            case RING_METHYL ->
                List.of(
                        rotated(parent, references, length, TETRAHEDRAL, 90),
                        rotated(parent, references, length, TETRAHEDRAL, -150),
                        rotated(parent, references, length, TETRAHEDRAL, -30));
            case AMINO ->
                List.of(
                        rotated(parent, references, length, TRIGONAL, 0),
                        rotated(parent, references, length, TRIGONAL, 180));
            case HYDROXYL ->
                List.of(rotated(parent, references, length, element == Element.S ? THIOL : TETRAHEDRAL, 180));
        };
    }

    /** The hydrogen of a backbone N. */
    static Vector3d backbone(Vector3d n, Vector3d previousC, Vector3d ca) {
        Vector3d direction = unit(n, previousC);
        direction.scale(PREVIOUS_C_WEIGHT);
        direction.scaleAdd(CA_WEIGHT, unit(n, ca), direction);
        return along(n, direction, -length(Kind.PLANAR, Element.N));
    }

    /** A position turned about the axis through two others, right-handed looking from the first to the second. */
    static Vector3d turned(Vector3d position, Vector3d from, Vector3d to, double degrees) {
        Vector3d axis = unit(from, to);
        Vector3d arm = difference(position, to);
        double along = arm.dot(axis);
        Vector3d parallel = new Vector3d(axis);
        parallel.scale(along);
        Vector3d across = difference(arm, parallel);
        Vector3d normal = new Vector3d();
        normal.cross(axis, across);
        double angle = Math.toRadians(degrees);
        Vector3d result = new Vector3d(to);
        result.add(parallel);
        result.scaleAdd(Math.cos(angle), across, result);
        result.scaleAdd(Math.sin(angle), normal, result);
        return result;
    }

    private static Vector3d opposite(Vector3d parent, List<Vector3d> neighbours, double length) {
        Vector3d sum = new Vector3d();
        neighbours.forEach(neighbour -> sum.add(unit(parent, neighbour)));
        return along(parent, sum, -length);
    }

    private static List<Vector3d> methylene(Vector3d parent, Vector3d nearer, Vector3d other, double length) {
        Vector3d back = unit(parent, nearer);
        Vector3d normal = new Vector3d();
        normal.cross(back, unit(parent, other));
        normal.normalize();
        back.add(unit(parent, other));
        back.normalize();
        back.scale(-Math.cos(TETRAHEDRAL / 2));
        Vector3d first = new Vector3d(back);
        first.scaleAdd(-Math.sin(TETRAHEDRAL / 2), normal, back);
        Vector3d second = new Vector3d();
        second.scaleAdd(Math.sin(TETRAHEDRAL / 2), normal, back);
        return List.of(along(parent, first, length), along(parent, second, length));
    }

    private static Vector3d rotated(
            Vector3d parent, List<Vector3d> references, double length, double angle, double torsion) {
        Vector3d axis = unit(references.get(0), parent);
        Vector3d normal = new Vector3d();
        normal.cross(unit(references.get(1), references.get(0)), axis);
        normal.normalize();
        Vector3d inPlane = new Vector3d();
        inPlane.cross(normal, axis);
        double radians = Math.toRadians(torsion);
        Vector3d result = new Vector3d();
        result.scale(-Math.cos(angle), axis);
        result.scaleAdd(Math.sin(angle) * Math.cos(radians), inPlane, result);
        result.scaleAdd(Math.sin(angle) * Math.sin(radians), normal, result);
        return along(parent, result, length);
    }

    private static Vector3d along(Vector3d from, Vector3d direction, double length) {
        Vector3d result = new Vector3d();
        result.scaleAdd(length / direction.length(), direction, from);
        return result;
    }

    private static Vector3d unit(Vector3d from, Vector3d to) {
        Vector3d result = difference(to, from);
        result.normalize();
        return result;
    }

    private static Vector3d difference(Vector3d to, Vector3d from) {
        Vector3d result = new Vector3d();
        result.sub(to, from);
        return result;
    }
}
