package org.emconverge.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.vecmath.AxisAngle4d;
import javax.vecmath.Matrix3d;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.geometry.SuperPositions;

/** The exact point group nearest to operators that were measured, and so do not quite close. */
final class SymmetryFit {
    /** Measured operators differ from the exact ones by less, radians. */
    private static final double MOST_DIFFERENCE = Math.toRadians(5);

    private SymmetryFit() {}

    /**
     * The group whose operators these are, its axes turned and its centre put to fit all of them.
     *
     * @param operators all of the group, the identity among them, in any order
     * @param middle of the assembly, Å: there the measured translations hold best
     * @return empty when they are no point group
     */
    static Optional<Symmetry> of(List<Matrix4d> operators, Point3d middle) {
        List<Matrix3d> measured = operators.stream().map(SymmetryFit::rotation).toList();
        String name = name(measured);
        if (name == null) {
            return Optional.empty();
        }
        PointGroup group = PointGroup.of(name);
        int[] partners = new int[group.order()];
        Matrix3d frame = frame(group, measured, partners);
        if (frame == null) {
            return Optional.empty();
        }
        Matrix3d best = best(group, measured, partners, frame);
        return Optional.of(Symmetry.of(group, best, centre(group, best, operators, partners, middle)));
    }

    /** By how many rotations there are and the highest order among them. */
    private static String name(List<Matrix3d> rotations) {
        int number = rotations.size();
        double smallest = rotations.stream()
                .mapToDouble(Rotations::angle)
                .filter(a -> a > MOST_DIFFERENCE)
                .min()
                .orElse(2 * Math.PI);
        long order = Math.round(2 * Math.PI / smallest);
        if (order == number) {
            return "C" + number;
        }
        if (2 * order == number) {
            return "D" + order;
        }
        return number == 12 && order == 3
                ? "T"
                : number == 24 && order == 4 ? "O" : number == 60 && order == 5 ? "I" : null;
    }

    /**
     * Turns the group's axes onto the measured ones: two generators onto any two alike, all others in place. Of several
     * such turns the smallest is taken.
     *
     * @param partners receives for each rotation of the group the index of the measured one
     */
    private static Matrix3d frame(PointGroup group, List<Matrix3d> measured, int[] partners) {
        if (group.order() == 1) {
            return rotation(Symmetry.identity());
        }
        Matrix3d first = group.rotations().get(1);
        Matrix3d second = group.rotations().stream()
                .filter(r -> Math.abs(Rotations.axis(r).dot(Rotations.axis(first))) < 0.99)
                .skip(1)
                .findFirst()
                .orElse(first);
        Matrix3d best = null;
        for (Matrix3d a : measured) {
            for (Matrix3d b : measured) {
                for (Matrix3d candidate : candidates(first, second, a, b)) {
                    int[] found = partners(group, candidate, measured);
                    if (found != null && (best == null || trace(candidate) > trace(best) + 1e-6)) {
                        best = candidate;
                        System.arraycopy(found, 0, partners, 0, found.length);
                    }
                }
            }
        }
        return best;
    }

    /**
     * The turns that bring the axes of two rotations onto those of two measured ones; a 2-fold axis points either way.
     */
    @SuppressWarnings("ReferenceEquality") // a cyclic group has one axis: both are then the same object
    private static List<Matrix3d> candidates(Matrix3d first, Matrix3d second, Matrix3d a, Matrix3d b) {
        List<Matrix3d> turns = new ArrayList<>();
        if (Math.abs(Rotations.angle(first) - Rotations.angle(a)) > MOST_DIFFERENCE
                || Math.abs(Rotations.angle(second) - Rotations.angle(b)) > MOST_DIFFERENCE) {
            return turns;
        }
        for (int signA = 1; signA >= (isTwofold(first) ? -1 : 1); signA -= 2) {
            for (int signB = 1; signB >= (isTwofold(second) ? -1 : 1); signB -= 2) {
                Vector3d toA = Rotations.axis(a);
                Vector3d toB = Rotations.axis(b);
                toA.scale(signA);
                toB.scale(signB);
                if (first == second) {
                    turns.add(between(Rotations.axis(first), toA));
                } else if (Math.abs(toA.dot(toB) - Rotations.axis(first).dot(Rotations.axis(second)))
                        < MOST_DIFFERENCE) {
                    Matrix3d from = basis(Rotations.axis(first), Rotations.axis(second));
                    Matrix3d turn = basis(toA, toB);
                    turn.mulTransposeRight(turn, from);
                    turns.add(turn);
                }
            }
        }
        return turns;
    }

    /** For each rotation of the group the measured one it comes to lie on; null when one has none. */
    private static int[] partners(PointGroup group, Matrix3d frame, List<Matrix3d> measured) {
        int[] partners = new int[group.order()];
        for (int i = 0; i < partners.length; i++) {
            Matrix3d expected = Symmetry.turned(group.rotations().get(i), frame);
            double nearest = MOST_DIFFERENCE;
            partners[i] = -1;
            for (int j = 0; j < measured.size(); j++) {
                double difference = Rotations.difference(expected, measured.get(j));
                if (difference < nearest) {
                    nearest = difference;
                    partners[i] = j;
                }
            }
            if (partners[i] < 0) {
                return null;
            }
        }
        return partners;
    }

    /** The turn that brings all axes at once nearest to the measured ones. */
    private static Matrix3d best(PointGroup group, List<Matrix3d> measured, int[] partners, Matrix3d frame) {
        int number = group.order() - 1;
        Point3d[] from = new Point3d[number];
        Point3d[] to = new Point3d[number];
        Vector3d sum = new Vector3d();
        for (int i = 0; i < number; i++) {
            Matrix3d rotation = group.rotations().get(i + 1);
            Vector3d axis = Rotations.axis(measured.get(partners[i + 1]));
            Vector3d expected = Rotations.axis(rotation);
            frame.transform(expected);
            if (expected.dot(axis) < 0) {
                axis.negate();
            }
            from[i] = new Point3d(Rotations.axis(rotation));
            to[i] = new Point3d(axis);
            axis.scale(Math.signum(Rotations.axis(rotation).z));
            sum.add(axis);
        }
        if (group.axes().size() > 1) {
            return rotation(SuperPositions.superposeAtOrigin(to, from));
        }
        if (number > 0) {
            sum.normalize();
            return between(new Vector3d(0, 0, 1), sum);
        }
        return frame;
    }

    /**
     * The least-squares solution of (I − R)(c − m) = T m − m over all operators; along a lone axis, level with the
     * middle m.
     */
    private static Point3d centre(
            PointGroup group, Matrix3d frame, List<Matrix4d> operators, int[] partners, Point3d middle) {
        Matrix3d normal = new Matrix3d();
        Vector3d right = new Vector3d();
        for (int i = 1; i < group.order(); i++) {
            Matrix3d difference = new Matrix3d();
            difference.sub(
                    rotation(Symmetry.identity()),
                    Symmetry.turned(group.rotations().get(i), frame));
            Point3d moved = new Point3d(middle);
            operators.get(partners[i]).transform(moved);
            Vector3d shift = new Vector3d();
            shift.sub(moved, middle);
            Matrix3d transposed = new Matrix3d();
            transposed.transpose(difference);
            transposed.transform(shift);
            right.add(shift);
            transposed.mul(difference);
            normal.add(transposed);
        }
        if (group.axes().size() == 1) {
            Vector3d axis = new Vector3d();
            frame.getColumn(2, axis);
            normal.add(new Matrix3d(
                    axis.x * axis.x,
                    axis.x * axis.y,
                    axis.x * axis.z,
                    axis.y * axis.x,
                    axis.y * axis.y,
                    axis.y * axis.z,
                    axis.z * axis.x,
                    axis.z * axis.y,
                    axis.z * axis.z));
        }
        Point3d centre = new Point3d(middle);
        if (group.order() > 1) {
            normal.invert();
            normal.transform(right);
            centre.add(right);
        }
        return centre;
    }

    private static boolean isTwofold(Matrix3d rotation) {
        return Rotations.angle(rotation) > Math.PI - MOST_DIFFERENCE;
    }

    static Matrix3d rotation(Matrix4d operator) {
        Matrix3d rotation = new Matrix3d();
        operator.getRotationScale(rotation);
        return rotation;
    }

    private static double trace(Matrix3d m) {
        return m.m00 + m.m11 + m.m22;
    }

    /** Right-handed and orthonormal: along a, in the plane of a and b, across. */
    private static Matrix3d basis(Vector3d a, Vector3d b) {
        Vector3d across = new Vector3d();
        across.cross(a, b);
        across.normalize();
        Vector3d inPlane = new Vector3d();
        inPlane.cross(across, a);
        Matrix3d basis = new Matrix3d();
        basis.setColumn(0, a);
        basis.setColumn(1, inPlane);
        basis.setColumn(2, across);
        return basis;
    }

    /** The smallest turn from one direction into another, both of length 1. */
    static Matrix3d between(Vector3d from, Vector3d to) {
        Vector3d across = new Vector3d();
        across.cross(from, to);
        if (across.length() < 1e-9) {
            across.set(Math.abs(from.x) < 0.9 ? new Vector3d(1, 0, 0) : new Vector3d(0, 1, 0));
            across.cross(from, across);
        }
        across.normalize();
        Matrix3d turn = new Matrix3d();
        turn.set(new AxisAngle4d(across, from.angle(to)));
        return turn;
    }
}
