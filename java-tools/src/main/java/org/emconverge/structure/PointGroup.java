package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.vecmath.AxisAngle4d;
import javax.vecmath.Matrix3d;
import javax.vecmath.Vector3d;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;
import org.emconverge.structure.Symmetry.Axis;

/**
 * A point group of rotations about the origin, in RELION's orientation: Cn about z; Dn about z, a 2-fold axis on x; T
 * with a 3-fold axis on z and a 2-fold one in the plane of y and z; O with 4-fold axes on x, y and z; I1 and I2 with
 * 2-fold axes on x, y and z and the front 5-fold ones in the plane of y and z (I1) or of x and z (I2, which is also
 * what I means); I3 and I4 with a 5-fold axis on z, a 2-fold one on y, and the front 2-fold one at −x (I3) or +x (I4).
 * EMDB's maps follow these or {@code T222}: T with its 2-fold axes on x, y and z (Heymann, Chagoyen &amp; Belnap, J.
 * Struct. Biol. 151, 196, 2005).
 *
 * @param name Schoenflies symbol, without the setting: {@code C4}, {@code D7}, {@code T}, {@code O}, {@code I}
 * @param rotations all of them, the identity first
 * @param axes each once, highest order first
 */
public record PointGroup(String name, List<Matrix3d> rotations, List<Axis> axes) {
    private static final double GOLDEN = (1 + Math.sqrt(5)) / 2;
    private static final double SAME = 1e-6;

    /** @throws InputException when the symbol names no point group of rotations that is known here */
    public static PointGroup of(String symbol) {
        String given = symbol == null ? "" : symbol.strip();
        String setting = given.toUpperCase(Locale.ROOT);
        if (!ParameterSchema.of("symmetry").matches(given) || setting.startsWith("HELICAL")) {
            throw new InputException(
                    "The symmetry '" + symbol + "' is not a point group: give C1, C4, D7, T, O, I or I1 to I4.");
        }
        boolean ofOneAxis = setting.startsWith("C") || setting.startsWith("D");
        String name = !ofOneAxis ? setting.substring(0, 1) : setting.equals("D1") ? "C2" : setting;
        List<Matrix3d> rotations = closed(generators(setting, ofOneAxis ? Integer.parseInt(setting.substring(1)) : 0));
        return new PointGroup(name, rotations, axes(rotations));
    }

    /** The settings of a group in which EMDB's maps come; one for most. */
    public static List<PointGroup> settings(String symbol) {
        List<String> symbols =
                switch (symbol.strip().toUpperCase(Locale.ROOT)) {
                    case "T" -> List.of("T", "T222");
                    case "I" -> List.of("I1", "I2", "I3", "I4");
                    default -> List.of(symbol);
                };
        return symbols.stream().map(PointGroup::of).toList();
    }

    /** How many rotations. */
    public int order() {
        return rotations.size();
    }

    private static List<Matrix3d> generators(String setting, int n) {
        return switch (setting.charAt(0)) {
            case 'C' -> List.of(rotation(n, 0, 0, 1));
            case 'D' -> List.of(rotation(n, 0, 0, 1), rotation(2, 1, 0, 0));
            case 'T' ->
                setting.equals("T")
                        ? List.of(rotation(3, 0, 0, 1), rotation(2, 0, Math.sqrt(2), 1))
                        : List.of(rotation(2, 0, 0, 1), rotation(3, 1, 1, 1));
            case 'O' -> List.of(rotation(4, 0, 0, 1), rotation(3, 1, 1, 1));
            default ->
                switch (setting) {
                    case "I1" -> List.of(rotation(2, 0, 0, 1), rotation(5, 0, 1, GOLDEN));
                    case "I3" -> List.of(rotation(5, 0, 0, 1), rotation(2, -1, 0, GOLDEN));
                    case "I4" -> List.of(rotation(5, 0, 0, 1), rotation(2, 1, 0, GOLDEN));
                    default -> List.of(rotation(2, 0, 0, 1), rotation(5, 1, 0, GOLDEN));
                };
        };
    }

    private static Matrix3d rotation(int order, double x, double y, double z) {
        Matrix3d rotation = new Matrix3d();
        double length = Math.sqrt(x * x + y * y + z * z);
        rotation.set(new AxisAngle4d(x / length, y / length, z / length, 2 * Math.PI / order));
        return rotation;
    }

    /** All products of the generators, by axis (highest order first, then z, y, x) and angle, the identity first. */
    private static List<Matrix3d> closed(List<Matrix3d> generators) {
        Matrix3d identity = new Matrix3d();
        identity.setIdentity();
        List<Matrix3d> group = new ArrayList<>(List.of(identity));
        for (int i = 0; i < group.size(); i++) {
            for (Matrix3d generator : generators) {
                Matrix3d product = new Matrix3d();
                product.mul(group.get(i), generator);
                if (group.stream().noneMatch(known -> known.epsilonEquals(product, SAME))) {
                    product.normalizeCP();
                    group.add(product);
                }
            }
        }
        List<Matrix3d> ordered = new ArrayList<>(group);
        List<Axis> axes = axes(group);
        ordered.sort(
                Comparator.comparingInt((Matrix3d r) -> axisIndex(r, axes)).thenComparingDouble(PointGroup::angle));
        return List.copyOf(ordered);
    }

    private static List<Axis> axes(List<Matrix3d> rotations) {
        List<Vector3d> directions = new ArrayList<>();
        int[] orders = new int[rotations.size()];
        for (Matrix3d rotation : rotations) {
            Vector3d direction = upwards(Rotations.axis(rotation));
            if (Rotations.angle(rotation) < SAME) {
                continue;
            }
            int i = 0;
            while (i < directions.size() && !directions.get(i).epsilonEquals(direction, 1e-3)) {
                i++;
            }
            if (i == directions.size()) {
                directions.add(direction);
            }
            orders[i]++;
        }
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < directions.size(); i++) {
            axes.add(new Axis(orders[i] + 1, directions.get(i)));
        }
        axes.sort(Comparator.comparingInt((Axis axis) -> -axis.order())
                .thenComparing(axis -> rounded(axis.direction()), Arrays::compare));
        return List.copyOf(axes);
    }

    private static int axisIndex(Matrix3d rotation, List<Axis> axes) {
        if (Rotations.angle(rotation) < SAME) {
            return -1;
        }
        Vector3d direction = upwards(Rotations.axis(rotation));
        int i = 0;
        while (!axes.get(i).direction().epsilonEquals(direction, 1e-3)) {
            i++;
        }
        return i;
    }

    /** About the axis as it points upwards, 0 to 2π. */
    private static double angle(Matrix3d rotation) {
        double angle = Rotations.angle(rotation);
        return angle < SAME || upwards(Rotations.axis(rotation)).dot(Rotations.axis(rotation)) > 0
                ? angle
                : 2 * Math.PI - angle;
    }

    /** Of the two ways an axis points, the one towards z, else y, else x. */
    private static Vector3d upwards(Vector3d axis) {
        double decisive = Math.abs(axis.z) > SAME ? axis.z : Math.abs(axis.y) > SAME ? axis.y : axis.x;
        Vector3d direction = new Vector3d(axis);
        if (decisive < 0) {
            direction.negate();
        }
        return direction;
    }

    private static long[] rounded(Vector3d v) {
        return new long[] {Math.round(-v.z / SAME), Math.round(-v.y / SAME), Math.round(-v.x / SAME)};
    }
}
