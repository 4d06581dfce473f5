package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        CellList cells = new CellList(x, y, z, 4);
        for (int i = 0; i < n; i++) {
            TreeSet<Integer> expected = new TreeSet<>();
            TreeSet<Integer> found = new TreeSet<>();
            int atom = i;
            for (int j = 0; j < n; j++) {
                if (distance(x, y, z, i, j) <= 4) {
                    expected.add(j);
                }
            }
            cells.near(x[i], y[i], z[i], j -> {
                if (distance(x, y, z, atom, j) <= 4) {
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
