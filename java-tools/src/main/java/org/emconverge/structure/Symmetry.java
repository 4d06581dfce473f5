package org.emconverge.structure;

import java.util.ArrayList;
import java.util.List;
import javax.vecmath.Matrix3d;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;

/**
 * The symmetry of a map or an assembly, placed in space.
 *
 * @param pointGroup {@code C4}, {@code D7}, {@code T}, {@code O} or {@code I}; of a helix the group about its axis,
 *     {@code C1} as a rule
 * @param axes one per rotation axis, highest order first; of a helix its axis (of order 1 when nothing turns about it
 *     alone) first
 * @param centre a point that stays where it is, Å: where the axes meet, or on the one axis
 * @param helix null for a point group
 * @param operators that carry the asymmetric unit to its mates, Å; the identity first, then by rotation axis and angle;
 *     of a helix those of the nearest subunits along the axis, both ways
 */
public record Symmetry(String pointGroup, List<Axis> axes, Point3d centre, Helix helix, List<Matrix4d> operators) {
    /** @param direction of length 1 */
    public record Axis(int order, Vector3d direction) {}

    /**
     * One step along a helix, as RELION and EMDB give it.
     *
     * @param twist degrees per subunit, positive for a right-handed helix
     * @param rise Å per subunit along the axis
     */
    public record Helix(double twist, double rise) {}

    /** No symmetry. */
    public static final Symmetry NONE = new Symmetry("C1", List.of(), new Point3d(), null, List.of(identity()));

    /**
     * A point group placed in space.
     *
     * @param frame turns RELION's axes of the group into those wanted; the identity leaves them
     * @param centre Å
     */
    public static Symmetry of(PointGroup group, Matrix3d frame, Point3d centre) {
        List<Matrix4d> operators = group.rotations().stream()
                .map(r -> about(turned(r, frame), centre))
                .toList();
        return new Symmetry(group.name(), turned(group.axes(), frame), new Point3d(centre), null, operators);
    }

    /**
     * A helix.
     *
     * @param group about the axis, Cn or Dn
     * @param frame turns z into the axis, and x into the 2-fold axis of a Dn
     * @param centre on the axis (of a Dn on a 2-fold axis), Å
     * @param steps subunits to go either way, at least 1
     */
    public static Symmetry helical(PointGroup group, Helix helix, Matrix3d frame, Point3d centre, int steps) {
        List<Matrix4d> operators = new ArrayList<>();
        Vector3d axis = new Vector3d();
        frame.getColumn(2, axis);
        for (int step = 0; step <= steps; step++) {
            for (int sign : step == 0 ? new int[] {1} : new int[] {1, -1}) {
                Matrix3d twist = new Matrix3d();
                twist.rotZ(Math.toRadians(sign * step * helix.twist()));
                Vector3d rise = new Vector3d(axis);
                rise.scale(sign * step * helix.rise());
                for (Matrix3d rotation : group.rotations()) {
                    Matrix3d both = new Matrix3d();
                    both.mul(twist, rotation);
                    Matrix4d operator = about(turned(both, frame), centre);
                    operator.m03 += rise.x;
                    operator.m13 += rise.y;
                    operator.m23 += rise.z;
                    operators.add(operator);
                }
            }
        }
        List<Axis> axes = group.order() == 1 ? List.of(new Axis(1, axis)) : turned(group.axes(), frame);
        return new Symmetry(group.name(), axes, new Point3d(centre), helix, List.copyOf(operators));
    }

    /** {@code C4}, {@code D7} …, or {@code helical}. */
    public String name() {
        return helix == null ? pointGroup : "helical";
    }

    /** Whether there is any mate. */
    public boolean hasMates() {
        return operators.size() > 1;
    }

    /** The operators without the identity. */
    public List<Matrix4d> mates() {
        return operators.subList(1, operators.size());
    }

    /** The rotation about a point. */
    static Matrix4d about(Matrix3d rotation, Point3d centre) {
        Point3d moved = new Point3d(centre);
        rotation.transform(moved);
        Vector3d back = new Vector3d();
        back.sub(centre, moved);
        return new Matrix4d(rotation, back, 1);
    }

    static Matrix4d identity() {
        Matrix4d identity = new Matrix4d();
        identity.setIdentity();
        return identity;
    }

    /** A rotation about axes that a frame turns. */
    static Matrix3d turned(Matrix3d rotation, Matrix3d frame) {
        Matrix3d turned = new Matrix3d();
        turned.mul(frame, rotation);
        turned.mulTransposeRight(turned, frame);
        return turned;
    }

    private static List<Axis> turned(List<Axis> axes, Matrix3d frame) {
        return axes.stream()
                .map(axis -> {
                    Vector3d direction = new Vector3d(axis.direction());
                    frame.transform(direction);
                    return new Axis(axis.order(), direction);
                })
                .toList();
    }
}
