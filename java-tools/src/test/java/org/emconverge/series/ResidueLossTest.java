package org.emconverge.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.emconverge.series.ResidueLoss.Fate;
import org.emconverge.series.ResidueLoss.Point;
import org.junit.jupiter.api.Test;

class ResidueLossTest {
    private static List<Point> points(double... resolutionAndSpread) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < resolutionAndSpread.length; i += 2) {
            points.add(new Point(resolutionAndSpread[i], resolutionAndSpread[i + 1], 1));
        }
        return points;
    }

    private static void assertLost(double expected, List<Point> points, double limit) {
        ResidueLoss loss = ResidueLoss.of(points, limit);
        assertEquals(Fate.LOST, loss.fate());
        assertEquals(expected, loss.resolution(), 1e-9);
    }

    @Test
    void aStraightLineIsCrossedWhereItReachesTheLimit() {
        // spread = 2 d - 6: 1 Å at 3.5 Å, 3 Å at 4.5 Å
        List<Point> line = points(3.1, 0.2, 3.4, 0.8, 4, 2, 4.8, 3.6);
        assertLost(3.5, line, 1);
        assertLost(4.5, line, 3);
    }

    @Test
    void aLimitThatIsReachedAndNotPassedIsKept() {
        assertEquals(Fate.KEPT, ResidueLoss.of(points(3, 0.5, 4, 1), 1).fate());
        assertLost(4, points(3, 0.5, 4, 1, 5, 2), 1);
    }

    @Test
    void whatIsLostInTheFinestMapIsToldFromWhatIsNeverLost() {
        assertEquals(Fate.LOST_BEFORE, ResidueLoss.of(points(3, 1.2, 4, 1.3), 1).fate());
        assertEquals(Fate.KEPT, ResidueLoss.of(points(3, 0.2, 4, 0.3), 1).fate());
        assertEquals(Fate.UNKNOWN, ResidueLoss.of(List.of(), 1).fate());
    }

    @Test
    void aMapThatDiffersIsAveragedWithItsNeighbours() {
        // 1.4 and 0.4 are pooled to 0.9: the limit is passed once, after them, a tenth of the way to 1.9
        assertLost(4.1, points(3, 0.2, 3.5, 1.4, 4, 0.4, 5, 1.9), 1);
        // a last map that seems good does not bring the residue back
        assertLost(3.5, points(3, 0.5, 4, 1.8, 5, 1.2), 1);
    }

    @Test
    void repeatsCountAsTheMapsThatTheyAre() {
        // 2.2 once and 0.8 three times are 1.15
        List<Point> points = List.of(new Point(3, 0.85, 3), new Point(4, 2.2, 1), new Point(5, 0.8, 3));
        assertLost(3.5, points, 1);
    }

    @Test
    void theFitIsTheNearestOfAllThatDoNotFall() {
        assertArrayEquals(
                new double[] {1, 2, 2, 5},
                MonotonicFit.of(new double[] {1, 3, 1, 5}, new double[] {1, 1, 1, 1}),
                1e-12);
        Random random = new Random(1);
        for (int repeat = 0; repeat < 20; repeat++) {
            double[] values = random.doubles(6).toArray();
            double[] weights = random.doubles(6, 1, 3).toArray();
            assertArrayEquals(minimax(values, weights), MonotonicFit.of(values, weights), 1e-12);
        }
    }

    /** The same by its other definition: the highest, over starts, of the lowest mean, over ends (Robertson 1988). */
    private static double[] minimax(double[] values, double[] weights) {
        double[] fit = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            fit[i] = Double.NEGATIVE_INFINITY;
            for (int from = 0; from <= i; from++) {
                double lowest = Double.POSITIVE_INFINITY;
                for (int to = i; to < values.length; to++) {
                    double sum = 0;
                    double weight = 0;
                    for (int j = from; j <= to; j++) {
                        sum += weights[j] * values[j];
                        weight += weights[j];
                    }
                    lowest = Math.min(lowest, sum / weight);
                }
                fit[i] = Math.max(fit[i], lowest);
            }
        }
        return fit;
    }
}
