package org.emconverge.symmetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.structure.Assembly;
import org.emconverge.structure.ModelReading;
import org.emconverge.structure.Symmetry;
import org.emconverge.structure.Symmetry.Helix;

/**
 * The symmetry that was found, as {@code symmetry.json} holds it with its names in snake case.
 *
 * @param pointGroup {@code C1} where there is none; of a helix the group about its axis
 * @param axes highest order first; of a helix its own axis first, of order 1
 * @param centre Å
 * @param helix null for a point group
 * @param operators each the rows of a 3 × 4 matrix, rotation and translation (Å), the identity first
 * @param rmsd of the Cα of the model's copies about their exact places, Å; null where the model has none
 * @param mapCorrelation of the map with itself turned, the lowest over the operators looked at; null without a map
 * @param source {@code model}, {@code assembly} (of the model's file), {@code name} (placed in the map's box),
 *     {@code none}
 * @param used whether model and map agree on it
 * @param unit chains of the asymmetric unit
 * @param copies of them in the model
 * @param neighbours indices of the operators whose mates come within 12 Å of the asymmetric unit
 * @param notes sentences for the user
 * @param reading of the model's file; null in older records
 */
public record SymmetryReport(
        String pointGroup,
        List<Axis> axes,
        double[] centre,
        Helix helix,
        List<double[][]> operators,
        Double rmsd,
        Double mapCorrelation,
        String source,
        boolean used,
        List<String> unit,
        List<Assembly.Copy> copies,
        List<Integer> neighbours,
        List<String> notes,
        @JsonInclude(JsonInclude.Include.NON_NULL) ModelReading reading) {
    /** @param direction of length 1 */
    public record Axis(int order, double[] direction) {}

    static SymmetryReport of(
            Symmetry symmetry,
            String source,
            boolean used,
            Assembly assembly,
            Double correlation,
            List<Integer> neighbours,
            List<String> notes,
            ModelReading reading) {
        List<Axis> axes = symmetry.axes().stream()
                .map(axis ->
                        new Axis(axis.order(), rounded(axis.direction().x, axis.direction().y, axis.direction().z)))
                .toList();
        List<double[][]> operators =
                symmetry.operators().stream().map(SymmetryReport::rows).toList();
        return new SymmetryReport(
                symmetry.pointGroup(),
                axes,
                rounded(symmetry.centre().x, symmetry.centre().y, symmetry.centre().z),
                symmetry.helix(),
                operators,
                number(assembly.rmsd(), 3),
                correlation == null ? null : number(correlation, 4),
                source,
                used,
                assembly.unit(),
                assembly.copies(),
                neighbours,
                notes,
                reading);
    }

    /** The same with these chains as the asymmetric unit's. */
    SymmetryReport withUnit(List<String> chains) {
        return new SymmetryReport(
                pointGroup,
                axes,
                centre,
                helix,
                operators,
                rmsd,
                mapCorrelation,
                source,
                used,
                chains,
                copies,
                neighbours,
                notes,
                reading);
    }

    /**
     * The symmetry that a file written by {@code emtools symmetry} says is used; none where it says that none is.
     *
     * @throws InputException when the file is not there or is no such file
     */
    public static Symmetry read(Path file) {
        SymmetryReport report = Json.read(file, SymmetryReport.class);
        if (report.operators() == null || report.axes() == null || report.centre() == null) {
            throw new InputException("The file " + file + " has no operators: give what 'emtools symmetry' wrote.");
        }
        if (!report.used() || report.operators().size() < 2) {
            return Symmetry.NONE;
        }
        List<Symmetry.Axis> axes = report.axes().stream()
                .map(axis -> new Symmetry.Axis(axis.order(), new Vector3d(axis.direction())))
                .toList();
        return new Symmetry(
                report.pointGroup(),
                axes,
                new Point3d(report.centre()),
                report.helix(),
                IntStream.range(0, report.operators().size())
                        .mapToObj(report::operator)
                        .toList());
    }

    /** @param k index among {@link #operators} */
    public Matrix4d operator(int k) {
        Matrix4d operator = new Matrix4d();
        operator.setIdentity();
        for (int row = 0; row < 3; row++) {
            operator.setRow(row, operators.get(k)[row]);
        }
        return operator;
    }

    private static double[][] rows(Matrix4d m) {
        return IntStream.range(0, 3)
                .mapToObj(row ->
                        rounded(m.getElement(row, 0), m.getElement(row, 1), m.getElement(row, 2), m.getElement(row, 3)))
                .toArray(double[][]::new);
    }

    /** Rounds to 10⁻⁹, so that no noise of the last bits shows. */
    private static double[] rounded(double... values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = Math.rint(values[i] * 1e9) / 1e9 + 0.0;
        }
        return rounded;
    }

    private static Double number(double value, int decimals) {
        double factor = Math.pow(10, decimals);
        return Double.isNaN(value) ? null : Math.rint(value * factor) / factor;
    }
}
