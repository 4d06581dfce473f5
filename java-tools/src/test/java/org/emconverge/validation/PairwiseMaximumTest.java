package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairwiseMaximumTest {
    private static final int VARIABLES = 6;

    private final double[][] own = new double[VARIABLES][];
    private final double[][][][] pairs = new double[VARIABLES][VARIABLES][][];
    private final int[] states = new int[VARIABLES];

    private PairwiseMaximum random(long seed, double share) {
        Random random = new Random(seed);
        for (int v = 0; v < VARIABLES; v++) {
            states[v] = 2 + random.nextInt(3);
        }
        PairwiseMaximum problem = new PairwiseMaximum(states);
        for (int v = 0; v < VARIABLES; v++) {
            own[v] = random.doubles(states[v]).toArray();
            for (int s = 0; s < states[v]; s++) {
                problem.add(v, s, own[v][s]);
            }
            for (int w = v + 1; w < VARIABLES; w++) {
                if (random.nextDouble() < share) {
                    double[][] values = new double[states[v]][];
                    for (int s = 0; s < values.length; s++) {
                        values[s] = random.doubles(states[w]).toArray();
                    }
                    pairs[v][w] = values;
                    problem.add(v, w, values);
                }
            }
        }
        return problem;
    }

    private double value(int[] solution) {
        double value = 0;
        for (int v = 0; v < VARIABLES; v++) {
            value += own[v][solution[v]];
            for (int w = v + 1; w < VARIABLES; w++) {
                value += pairs[v][w] == null ? 0 : pairs[v][w][solution[v]][solution[w]];
            }
        }
        return value;
    }

    private double highest(int[] solution, int variable) {
        if (variable == VARIABLES) {
            return value(solution);
        }
        double highest = 0;
        for (solution[variable] = 0; solution[variable] < states[variable]; solution[variable]++) {
            highest = Math.max(highest, highest(solution, variable + 1));
        }
        return highest;
    }

    @Test
    void findsTheBestOfAllAssignments() {
        for (long seed = 0; seed < 20; seed++) {
            PairwiseMaximumTest test = new PairwiseMaximumTest();
            int[] solution = test.random(seed, seed / 20.0).solve();
            assertEquals(test.highest(new int[VARIABLES], 0), test.value(solution), 1e-12);
        }
    }

    @Test
    void ofEqualOnesTheLowerStateOfTheLastVariableIsTaken() {
        PairwiseMaximum problem = new PairwiseMaximum(new int[] {3, 3});
        problem.add(0, 1, new double[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}});
        assertArrayEquals(new int[] {1, 0}, problem.solve());
    }

    /** Twenty variables, each paired with each: no table is small enough at first. */
    @Test
    void aLargeCliqueIsStillSolved() {
        int n = 20;
        PairwiseMaximum problem = new PairwiseMaximum(
                Collections.nCopies(n, 4).stream().mapToInt(i -> i).toArray());
        for (int v = 0; v < n; v++) {
            problem.add(v, 2, 0.5);
            for (int w = v + 1; w < n; w++) {
                double[][] same = new double[4][4];
                for (int s = 0; s < 4; s++) {
                    same[s][s] = 1;
                }
                problem.add(v, w, same);
            }
        }
        int[] expected = new int[n];
        Arrays.fill(expected, 2);
        assertArrayEquals(expected, problem.solve());
    }
}
