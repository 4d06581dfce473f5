package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QScoresTest {
    private static final int[] SIZE = {60, 60, 60};
    private static final double[] VOXEL = {0.2, 0.2, 0.2};
    private static final double[] ORIGIN = {-6, -6, -6};
    private static final double[] SIGMAS = {0.6, 0.4};
    private static final List<FitAtom> ONE = List.of(atom("C", 0.07, 0.03, -0.05, 0));

    @Test
    void aGaussianOfTheReferencesWidthScoresOne() {
        for (int s = 0; s < 2; s++) {
            double sigma = SIGMAS[s];
            DensityMap map = FitModels.map(
                    SIZE, VOXEL, ORIGIN, (x, y, z) -> 7 + 3 * gaussian(x - 0.07, y - 0.03, z + 0.05, sigma));
            QScores q = QScores.of(map, ONE, SIGMAS, 1, 1)[s];
            assertEquals(sigma, q.sigma());
            assertEquals(1, q.mean(), 0.005);
            // a Gaussian of another width scores what the correlation of the two over the shells is
            assertEquals(
                    widthCorrelation(sigma, SIGMAS[1 - s]), QScores.of(map, ONE, SIGMAS, 1, 1)[1 - s].mean(), 0.005);
        }
    }

    /** Eight points on each of 21 shells, the first at the centre. */
    private static double widthCorrelation(double a, double b) {
        Correlation correlation = new Correlation();
        for (int shell = 0; shell <= 20; shell++) {
            double r = 0.1 * shell;
            correlation.add(Math.exp(-r * r / (2 * a * a)), Math.exp(-r * r / (2 * b * b)));
        }
        return correlation.value();
    }

    @Test
    void neighboursDensityIsNotHeldAgainstAnAtom() {
        // Every place shows its nearer atom, the second much stronger: what is nearer to that one is not looked at
        List<FitAtom> two = List.of(atom("C", -0.75, 0, 0, 0), atom("O", 0.75, 0, 0, 1));
        DensityMap map = FitModels.map(
                SIZE,
                VOXEL,
                ORIGIN,
                (x, y, z) -> x < 0 ? gaussian(x + 0.75, y, z, 0.6) : 4 * gaussian(x - 0.75, y, z, 0.6));
        QScores q = QScores.of(map, two, SIGMAS, 2, 1)[0];
        assertTrue(q.atoms()[0] > 0.9 && q.atoms()[1] > 0.9, q.atoms()[0] + ", " + q.atoms()[1]);
        QScores alone = QScores.of(map, two.subList(0, 1), SIGMAS, 2, 1)[0];
        assertTrue(alone.atoms()[0] < 0.6, "" + alone.atoms()[0]);
    }

    @Test
    void hydrogensHaveNoScoreAndAreNoNeighbours() {
        DensityMap map = FitModels.map(SIZE, VOXEL, ORIGIN, (x, y, z) -> gaussian(x - 0.07, y - 0.03, z + 0.05, 0.5));
        List<FitAtom> withHydrogen = List.of(atom("H", 0.5, 0.5, 0.5, 0), ONE.get(0), atom("D", -0.9, 0, 0, 1));
        QScores q = QScores.of(map, withHydrogen, SIGMAS, 3, 1)[0];
        double carbon = QScores.of(map, ONE, SIGMAS, 1, 1)[0].mean();
        assertArrayEquals(new double[] {Double.NaN, carbon, Double.NaN}, q.atoms());
        assertArrayEquals(new double[] {carbon, Double.NaN, Double.NaN}, q.residues());
        assertEquals(carbon, q.mean());
    }

    @Test
    void residuesChainsAndTheEntryAreMeansOfAtoms() {
        Random random = new Random(2);
        DensityMap map = FitModels.map(
                new int[] {30, 30, 30}, new double[] {1, 1, 1}, new double[3], (x, y, z) -> random.nextGaussian());
        List<FitAtom> atoms = FitModels.ball(8, new double[] {15, 15, 15}, 8, 0);
        QScores q = QScores.of(map, atoms, SIGMAS, 8, 2)[0];
        assertEquals(mean(q.atoms(), 5, 10), q.residues()[1], 1e-12);
        assertEquals(mean(q.atoms(), 20, 40), q.chains()[1], 1e-12);
        assertEquals(mean(q.atoms(), 0, 40), q.mean(), 1e-12);
        // noise looks like no atom
        assertEquals(0, q.mean(), 0.15);
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().getAsDouble();
    }

    @Test
    void heightAndOffsetOfTheMapDoNotMatterAndAFlatMapScoresZero() {
        DensityMap map = FitModels.map(SIZE, VOXEL, ORIGIN, (x, y, z) -> gaussian(x, y, z, 0.9));
        DensityMap scaled = FitModels.map(SIZE, VOXEL, ORIGIN, (x, y, z) -> 40 * gaussian(x, y, z, 0.9) - 12);
        assertEquals(
                QScores.of(map, ONE, SIGMAS, 1, 1)[0].mean(), QScores.of(scaled, ONE, SIGMAS, 1, 1)[0].mean(), 1e-5);
        DensityMap flat = FitModels.map(SIZE, VOXEL, ORIGIN, (x, y, z) -> 3);
        assertEquals(0, QScores.of(flat, ONE, SIGMAS, 1, 1)[0].mean());
    }

    @Test
    void shellsHaveEightClearPointsOrNone() {
        ShellPoints points = new ShellPoints();
        points.around(new double[0][]);
        assertEquals(8, points.find(20));
        // a neighbour at 1.2 Å leaves the far side of the sphere of 2 Å
        double[][] near = {{1.2, 0, 0, 1.2}};
        points.around(near);
        int count = points.find(20);
        assertTrue(count >= 8);
        for (int p = 0; p < count; p++) {
            double x = points.points()[3 * p];
            double y = points.points()[3 * p + 1];
            double z = points.points()[3 * p + 2];
            assertEquals(2, Math.sqrt(x * x + y * y + z * z), 1e-9);
            assertTrue(Math.hypot(Math.hypot(x - 1.2, y), z) >= 1.8);
        }
        // another atom at the same place leaves nothing
        points.around(new double[][] {
            {0.1, 0, 0, 0.1},
            {-0.1, 0, 0, 0.1},
            {0, 0, 0.1, 0.1},
            {0, 0, -0.1, 0.1},
            {0, 0.1, 0, 0.1},
            {0, -0.1, 0, 0.1},
            {0.3, 0.3, 0.3, 0.52},
            {-0.3, -0.3, -0.3, 0.52},
            {0.3, -0.3, 0.3, 0.52},
            {-0.3, 0.3, 0.3, 0.52},
            {0.3, 0.3, -0.3, 0.52},
            {-0.3, -0.3, 0.3, 0.52},
            {0.3, -0.3, -0.3, 0.52},
            {-0.3, 0.3, -0.3, 0.52}
        });
        assertEquals(0, points.find(20));
    }

    @Test
    void expectedScoresAreTheAuthorsLines() {
        assertEquals(0.42695, QScores.expected(0.6, 3.9), 1e-5);
        assertEquals(1.1242 - 0.1866 * 3, QScores.expected(0.4, 3), 1e-12);
        assertTrue(Double.isNaN(QScores.expected(0.6, 6.1)));
        assertThrows(IllegalArgumentException.class, () -> QScores.expected(0.5, 3));
    }

    private static double gaussian(double x, double y, double z, double sigma) {
        return Math.exp(-(x * x + y * y + z * z) / (2 * sigma * sigma));
    }

    private static FitAtom atom(String element, double x, double y, double z, int residue) {
        return new FitAtom(element, x, y, z, 0, 1, residue, 0);
    }
}
