package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.emconverge.validation.Ramachandran.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RamachandranContoursTest {
    private static final int CELLS = 180;

    @ParameterizedTest
    @EnumSource
    void theLinesLieAtTheirLevelAndClose(Kind kind) {
        RamachandranGrid grid = RamachandranGrid.of(kind);
        for (double level : new double[] {Ramachandran.FAVOURED, kind.outlierBelow}) {
            List<double[][]> lines = RamachandranContours.of(kind, level);
            assertFalse(lines.isEmpty());
            for (double[][] line : lines) {
                assertArrayEquals(line[0], line[line.length - 1]);
                for (double[] point : line) {
                    if (Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 180) {
                        assertEquals(level, grid.at(point[0], point[1]), 1e-6 * level);
                    }
                }
            }
        }
    }

    /** Holes included: what is lower inside of a line must not be filled. */
    @ParameterizedTest
    @EnumSource
    void theyWindOnceRoundWhatIsHigherAndNotRoundTheRest(Kind kind) {
        RamachandranGrid grid = RamachandranGrid.of(kind);
        List<double[][]> lines = RamachandranContours.of(kind, kind.outlierBelow);
        for (int x = 0; x < CELLS; x++) {
            for (int y = 0; y < CELLS; y++) {
                double phi = 2 * x - 179;
                double psi = 2 * y - 179;
                int expected = grid.value(x, y) >= kind.outlierBelow ? 1 : 0;
                assertEquals(expected, windings(lines, phi, psi), "φ " + phi + ", ψ " + psi);
            }
        }
    }

    @Test
    void anAlphaHelixIsInsideAndALeftHandedOneOfValineOutsideOfWhatIsFavoured() {
        assertEquals(1, windings(RamachandranContours.of(Kind.GENERAL, Ramachandran.FAVOURED), -63, -43));
        assertEquals(0, windings(RamachandranContours.of(Kind.ISOLEUCINE_VALINE, Ramachandran.FAVOURED), 55, 45));
    }

    /** How often all lines together run counterclockwise round a point. */
    private static int windings(List<double[][]> lines, double phi, double psi) {
        int windings = 0;
        for (double[][] line : lines) {
            for (int i = 0; i + 1 < line.length; i++) {
                double[] from = line[i];
                double[] to = line[i + 1];
                double side = (to[0] - from[0]) * (psi - from[1]) - (phi - from[0]) * (to[1] - from[1]);
                if (from[1] <= psi && to[1] > psi && side > 0) {
                    windings++;
                } else if (from[1] > psi && to[1] <= psi && side < 0) {
                    windings--;
                }
            }
        }
        return windings;
    }
}
