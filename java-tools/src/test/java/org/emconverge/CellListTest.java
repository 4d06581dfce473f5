package org.emconverge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CellListTest {
    @Test
    void findsWhatAllPairsFind() {
        Random random = new Random(4);
        int n = 500;
        double[] x = random.doubles(n, -20, 15).toArray();
        double[] y = random.doubles(n, 100, 112).toArray();
        double[] z = random.doubles(n, -3, 40).toArray();
        assertFindsAllPairs(x, y, z, 4);
    }

    @Test
    void pointsFarFromAllOthersOrNowhereSpareTheRest() {
        Random random = new Random(5);
        int n = 600;
        double[] x = random.doubles(n, 0, 30).toArray();
        double[] y = random.doubles(n, 0, 30).toArray();
        double[] z = random.doubles(n, 0, 30).toArray();
        x[3] = 9999;
        y[3] = -9999;
        z[4] = 1e300;
        x[5] = Double.NaN;
        y[6] = Double.NEGATIVE_INFINITY;
        x[7] = 9999.5;
        y[7] = -9999;
        z[7] = z[3];
        assertFindsAllPairs(x, y, z, 3);
        CellList cells = new CellList(x, y, z, 3);
        cells.near(Double.NaN, 0, 0, i -> assertTrue(i < n));
        cells.near(0, 0, 1e300, i -> assertNotEquals(5, i));
    }

    @Test
    void manyPointsInAWideSpaceAreFoundInLargerCells() {
        Random random = new Random(6);
        int n = 400;
        double[] x = random.doubles(n, 0, 9999).toArray();
        double[] y = random.doubles(n, -9999, 9999).toArray();
        double[] z = random.doubles(n, 0, 9999).toArray();
        for (int i = 1; i < n; i += 2) {
            x[i] = x[i - 1] + 1;
            y[i] = y[i - 1];
            z[i] = z[i - 1];
        }
        assertFindsAllPairs(x, y, z, 1.5);
    }

    @Test
    void noPointsAreNearNothing() {
        double[] none = {};
        new CellList(none, none, none, 3).near(0, 0, 0, i -> fail("found " + i));
        double[] nowhere = {Double.NaN};
        assertFalse(new CellList(nowhere, nowhere, nowhere, 3).any(0, 0, 0, i -> true));
    }

    @Test
    void stopsAtTheFirstThatPasses() {
        double[] same = {1, 1, 1};
        List<Integer> asked = new ArrayList<>();
        assertTrue(new CellList(same, same, same, 3).any(1, 1, 1, i -> {
            asked.add(i);
            return i == 1;
        }));
        assertEquals(List.of(0, 1), asked);
    }

    private static void assertFindsAllPairs(double[] x, double[] y, double[] z, double edge) {
        CellList cells = new CellList(x, y, z, edge);
        for (int i = 0; i < x.length; i++) {
            TreeSet<Integer> expected = new TreeSet<>();
            TreeSet<Integer> found = new TreeSet<>();
            int atom = i;
            for (int j = 0; j < x.length; j++) {
                if (distance(x, y, z, i, j) <= edge) {
                    expected.add(j);
                }
            }
            cells.near(x[i], y[i], z[i], j -> {
                if (distance(x, y, z, atom, j) <= edge) {
                    found.add(j);
                }
            });
            assertEquals(expected, found);
        }
    }

    private static double distance(double[] x, double[] y, double[] z, int i, int j) {
        return Math.sqrt(Math.pow(x[i] - x[j], 2) + Math.pow(y[i] - y[j], 2) + Math.pow(z[i] - z[j], 2));
    }
}
