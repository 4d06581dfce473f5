package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javax.vecmath.Matrix3d;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointGroupTest {
    @ParameterizedTest
    @CsvSource({
        "C1,1,0",
        "C4,4,1",
        "C17,17,1",
        "D2,4,3",
        "D7,14,8",
        "T,12,7",
        "T222,12,7",
        "O,24,13",
        "I,60,31",
        "I1,60,31",
        "I3,60,31",
        "i4,60,31"
    })
    void isAGroupOfRotations(String symbol, int order, int axes) {
        PointGroup group = PointGroup.of(symbol);
        assertEquals(order, group.order());
        assertEquals(axes, group.axes().size());
        for (Matrix3d a : group.rotations()) {
            assertEquals(1, a.determinant(), 1e-12);
            for (Matrix3d b : group.rotations()) {
                Matrix3d product = new Matrix3d();
                product.mul(a, b);
                assertTrue(has(group, product), symbol);
            }
        }
    }

    /**
     * Axes that RELION 3.1 to 5 lists for its groups (src/symmetries.cpp, fill_symmetry_class), and those its manual
     * describes.
     */
    @ParameterizedTest
    @CsvSource({
        "C4,4,0,0,1",
        "D7,7,0,0,1",
        "D7,2,1,0,0",
        "T,3,0,0,1",
        "T,2,0,0.816496,0.577350",
        "T222,2,1,0,0",
        "T222,3,1,1,1",
        "O,4,0,0,1",
        "O,4,1,0,0",
        "O,3,1,1,1",
        "I,5,0.525731114,0,0.850650807",
        "I2,3,0,0.356822076,0.934172364",
        "I1,2,1,0,0",
        "I1,5,0.85065080702670,0,-0.5257311142635",
        "I1,3,0.9341723640,0.3568220765,0",
        "I3,5,0,0,1",
        "I3,2,-0.5257311143,0,0.8506508070",
        "I3,3,-0.4911234778630044,0.3568220764705179,0.7946544753759428",
        "I4,2,0.5257311143,0,0.8506508070",
        "I4,5,0.8944271932547096,0,0.4472135909903704",
        "I4,3,0.4911234778630044,0.3568220764705179,0.7946544753759428"
    })
    void hasRelionsAxes(String symbol, int order, double x, double y, double z) {
        assertTrue(has(PointGroup.of(symbol), TestAssemblies.rotation(x, y, z, 2 * Math.PI / order)));
    }

    @Test
    @SuppressWarnings("ReferenceEquality") // each setting holds the rotations of itself and of no other
    void settingsDiffer() {
        for (String symbol : List.of("T", "I")) {
            List<PointGroup> settings = PointGroup.settings(symbol);
            for (PointGroup a : settings) {
                for (PointGroup b : settings) {
                    assertEquals(a == b, b.rotations().stream().allMatch(rotation -> has(a, rotation)), symbol);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "C0", "D", "X4", "I5", "C4v", "C1000"})
    void refusesWhatIsNone(String symbol) {
        assertThrows(InputException.class, () -> PointGroup.of(symbol));
    }

    private static boolean has(PointGroup group, Matrix3d rotation) {
        return group.rotations().stream().anyMatch(r -> r.epsilonEquals(rotation, 1e-5));
    }
}
