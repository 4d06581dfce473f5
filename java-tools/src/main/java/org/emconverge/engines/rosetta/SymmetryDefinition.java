package org.emconverge.engines.rosetta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.vecmath.Matrix3d;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import javax.vecmath.Tuple3d;
import javax.vecmath.Vector3d;
import org.emconverge.InputException;
import org.emconverge.structure.Symmetry;

/**
 * A symmetry definition file (rosettacommons.org, Symmetry User's Guide), laid out as make_symmdef_file.pl does it for
 * NCS, with the degrees of freedom that a map leaves: the axes stand, the asymmetric unit moves and turns anywhere.
 * Each subunit hangs on a virtual residue at its centre of mass ({@code _base}), and that on one on the axis; a Dn has
 * two rings of them, all other groups one.
 */
final class SymmetryDefinition {
    private static final double ON_AXIS = 1e-3;
    private static final double SAME = 1e-4;

    /** A virtual residue: its local x and y, and where it stands, Å. */
    private record Frame(Vector3d x, Vector3d y, Point3d origin) {
        Frame moved(Matrix4d operator) {
            Vector3d newX = new Vector3d(x);
            Vector3d newY = new Vector3d(y);
            Point3d place = new Point3d(origin);
            operator.transform(newX);
            operator.transform(newY);
            operator.transform(place);
            return new Frame(newX, newY, place);
        }

        Frame at(Point3d place) {
            return new Frame(x, y, place);
        }

        static Frame of(Vector3d x, Vector3d z, Point3d origin) {
            Vector3d y = new Vector3d();
            y.cross(z, x);
            return new Frame(x, y, origin);
        }
    }

    /** A subunit: its name's ending, the operator that makes it, and the ring it stands in. */
    private record Subunit(String id, Matrix4d operator, int ring) {}

    private final Symmetry symmetry;
    private final Point3d middle;
    private final List<Subunit> subunits;
    private final boolean dihedral;
    private final StringBuilder text = new StringBuilder();

    private SymmetryDefinition(Symmetry symmetry, Point3d middle) {
        this.symmetry = symmetry;
        this.middle = middle;
        this.dihedral = symmetry.pointGroup().startsWith("D");
        this.subunits = dihedral ? rings() : ring(symmetry.operators(), "", 0);
    }

    /**
     * The file's text.
     *
     * @param symmetry in the frame of Rosetta's input
     * @param middle centre of mass of the asymmetric unit's Cα, Å
     * @throws InputException for a helix
     */
    static String of(Symmetry symmetry, Point3d middle) {
        if (symmetry.helix() != null) {
            throw new InputException(
                    "Rosetta samples point groups here, and this map is helical: sample it with OpenMM, or with --symmetry C1.");
        }
        return new SymmetryDefinition(symmetry, middle).write();
    }

    private String write() {
        line("symmetry_name " + symmetry.pointGroup());
        line("E = " + energy());
        line("anchor_residue COM");
        line("virtual_coordinates_start");
        virtuals();
        line("virtual_coordinates_stop");
        connections();
        String first = subunits.get(0).id();
        line("set_dof JUMP" + first + "_to_com x y z");
        line("set_dof JUMP" + first + "_to_subunit angle_x angle_y angle_z");
        if (dihedral) {
            line("set_jump_group JUMPGROUP1 JUMP0_0 JUMP1_0");
        }
        line("set_jump_group JUMPGROUP2"
                + subunits.stream().map(s -> " JUMP" + s.id() + "_to_com").collect(Collectors.joining()));
        line("set_jump_group JUMPGROUP3"
                + subunits.stream().map(s -> " JUMP" + s.id() + "_to_subunit").collect(Collectors.joining()));
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    // --- the subunits -----------------------------------------------------------------------------------------------

    private static List<Subunit> ring(List<Matrix4d> operators, String prefix, int ring) {
        return IntStream.range(0, operators.size())
                .mapToObj(i -> new Subunit(prefix + i, operators.get(i), ring))
                .toList();
    }

    /** Those about the main axis, by angle; and as many on the other side, put there by one 2-fold axis across it. */
    private List<Subunit> rings() {
        Vector3d axis = symmetry.axes().get(0).direction();
        List<Matrix4d> first = symmetry.operators().stream()
                .filter(o -> turned(axis, o).dot(axis) > 0)
                .sorted(Comparator.comparingDouble(o -> angle(o, axis)))
                .toList();
        Matrix4d across = symmetry.operators().stream()
                .filter(o -> turned(axis, o).dot(axis) < 0)
                .findFirst()
                .orElseThrow();
        List<Subunit> all = new ArrayList<>(ring(first, "0_", 0));
        all.addAll(ring(first.stream().map(o -> product(across, o)).toList(), "1_", 1));
        return all;
    }

    private static Vector3d turned(Vector3d direction, Matrix4d operator) {
        Vector3d turned = new Vector3d(direction);
        operator.transform(turned);
        return turned;
    }

    /** Of a rotation about an axis, 0 to 2π. */
    private static double angle(Matrix4d operator, Vector3d axis) {
        Vector3d across = perpendicular(axis);
        Vector3d turned = turned(across, operator);
        Vector3d side = new Vector3d();
        side.cross(axis, across);
        double angle = Math.atan2(turned.dot(side), turned.dot(across));
        return angle < -SAME ? angle + 2 * Math.PI : angle;
    }

    private static Matrix4d product(Matrix4d a, Matrix4d b) {
        Matrix4d product = new Matrix4d();
        product.mul(a, b);
        return product;
    }

    // --- the energy -------------------------------------------------------------------------------------------------

    /**
     * Every pair of subunits once: that of the first with g is that of the first with 1/g, and with its own inverse
     * counts half.
     */
    private String energy() {
        int n = subunits.size();
        String base = "VRT" + subunits.get(0).id() + "_base";
        StringBuilder terms = new StringBuilder(n + "*" + base);
        for (int i = 1; i < n; i++) {
            int inverse = inverse(i);
            if (inverse >= i) {
                terms.append(" + ")
                        .append(inverse == i ? n / 2 : n)
                        .append("*(")
                        .append(base)
                        .append(":VRT")
                        .append(subunits.get(i).id())
                        .append("_base)");
            }
        }
        return terms.toString();
    }

    private int inverse(int i) {
        Matrix4d identity = new Matrix4d();
        identity.setIdentity();
        return IntStream.range(0, subunits.size())
                .filter(j -> product(subunits.get(i).operator(), subunits.get(j).operator())
                        .epsilonEquals(identity, SAME))
                .findFirst()
                .orElseThrow(() -> new InputException("The operators of " + symmetry.pointGroup()
                        + " are no group: give the symmetry as 'emtools symmetry' writes it."));
    }

    // --- the virtual residues ---------------------------------------------------------------------------------------

    private void virtuals() {
        Vector3d axis = symmetry.axes().get(0).direction();
        Point3d centre = symmetry.centre();
        boolean planar = dihedral || symmetry.pointGroup().startsWith("C");
        double height = planar ? along(axis) : 0;
        Point3d ringCentre = shifted(centre, axis, height);
        Vector3d towards = new Vector3d();
        towards.sub(ringCentre, middle);
        Vector3d x = unit(towards, perpendicular(axis));
        Vector3d z = planar ? axis : perpendicular(x);
        Frame onAxis = Frame.of(x, z, ringCentre);
        for (Subunit subunit : subunits) {
            Frame frame = onAxis.moved(subunit.operator());
            virtual(subunit.id(), frame);
            Point3d base = new Point3d(middle);
            subunit.operator().transform(base);
            virtual(subunit.id() + "_base", frame.at(base));
        }
        Vector3d root = perpendicular(axis);
        if (dihedral) {
            Vector3d inwards = new Vector3d(axis);
            inwards.scale(height > 0 ? -1 : 1);
            Matrix4d across = subunits.get(subunits.size() / 2).operator();
            Frame node = Frame.of(inwards, twofold(across), centre);
            virtual("0", node);
            virtual("1", node.moved(across).at(centre));
            ringCentre = centre;
        }
        virtual("", Frame.of(root, axis, shifted(ringCentre, root, 1)));
    }

    private double along(Vector3d axis) {
        Vector3d from = new Vector3d();
        from.sub(middle, symmetry.centre());
        return from.dot(axis);
    }

    /** The axis of a 2-fold rotation: the direction that it and the identity have in common. */
    private static Vector3d twofold(Matrix4d operator) {
        Matrix3d sum = new Matrix3d();
        operator.getRotationScale(sum);
        Vector3d best = new Vector3d();
        for (int i = 0; i < 3; i++) {
            sum.setElement(i, i, sum.getElement(i, i) + 1);
        }
        for (int i = 0; i < 3; i++) {
            Vector3d column = new Vector3d();
            sum.getColumn(i, column);
            best = column.length() > best.length() + SAME ? column : best;
        }
        best.normalize();
        return best;
    }

    private static Point3d shifted(Point3d place, Vector3d direction, double by) {
        Point3d shifted = new Point3d();
        shifted.scaleAdd(by, direction, place);
        return shifted;
    }

    private static Vector3d unit(Vector3d vector, Vector3d otherwise) {
        if (vector.length() < ON_AXIS) {
            return otherwise;
        }
        Vector3d unit = new Vector3d(vector);
        unit.normalize();
        return unit;
    }

    /** Some direction across another; the same every time. */
    private static Vector3d perpendicular(Vector3d direction) {
        Vector3d across = new Vector3d();
        across.cross(Math.abs(direction.x) < 0.9 ? new Vector3d(1, 0, 0) : new Vector3d(0, 1, 0), direction);
        across.normalize();
        return across;
    }

    private void virtual(String id, Frame frame) {
        line("xyz VRT" + id + "  " + numbers(frame.x()) + "  " + numbers(frame.y()) + "  " + numbers(frame.origin()));
    }

    private static String numbers(Tuple3d tuple) {
        return String.format(Locale.ROOT, "%.7f,%.7f,%.7f", tuple.x + 0.0, tuple.y + 0.0, tuple.z + 0.0)
                .replaceAll("-(0\\.0+)(?=,|$)", "$1");
    }

    // --- the jumps --------------------------------------------------------------------------------------------------

    private void connections() {
        for (Subunit subunit : subunits) {
            line("connect_virtual JUMP" + subunit.id() + "_to_com VRT" + subunit.id() + " VRT" + subunit.id()
                    + "_base");
            line("connect_virtual JUMP" + subunit.id() + "_to_subunit VRT" + subunit.id() + "_base SUBUNIT");
        }
        if (dihedral) {
            line("connect_virtual JUMP0 VRT VRT0");
            line("connect_virtual JUMP1 VRT0 VRT1");
        }
        for (Subunit subunit : subunits) {
            String node = dihedral ? String.valueOf(subunit.ring()) : "";
            String first = dihedral ? subunit.ring() + "_0" : "0";
            line("connect_virtual JUMP" + subunit.id() + " VRT" + (subunit.id().equals(first) ? node : first) + " VRT"
                    + subunit.id());
        }
    }
}
