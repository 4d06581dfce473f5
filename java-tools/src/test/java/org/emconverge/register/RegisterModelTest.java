package org.emconverge.register;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegisterModelTest {
    private static final double EXACT = 1e-12;
    private static final int RIGHT = RegisterModel.MOST;

    /** Ratios of places at random, far from flat. */
    private static double[][] ratios(int places, long seed) {
        Random random = new Random(seed);
        double[][] ratios = new double[places][SideChains.KINDS.size()];
        for (double[] place : ratios) {
            for (int kind = 0; kind < place.length; kind++) {
                place[kind] = 1.5 * random.nextGaussian();
            }
        }
        return ratios;
    }

    @Test
    void posteriorIsThatOfAllPathsEnumerated() {
        int[] kinds = {0, -1, 7, 10};
        double[][] ratios = ratios(kinds.length, 3);
        double[][] expected = new double[kinds.length][RegisterModel.STATES];
        double total = enumerate(kinds, ratios, new int[kinds.length], 0, 1, expected);
        RegisterModel model = new RegisterModel(kinds, ratios);
        double[][] posterior = model.posterior();
        for (int i = 0; i < kinds.length; i++) {
            for (int state = 0; state < RegisterModel.STATES; state++) {
                assertEquals(expected[i][state] / total, posterior[i][state], EXACT, i + " " + state);
            }
        }
        assertEquals(Math.log(total), model.logEvidence(), EXACT);
    }

    /** Adds the weight of every path that goes on from {@code path} to the states that it passes. */
    private static double enumerate(
            int[] kinds, double[][] ratios, int[] path, int at, double weight, double[][] sums) {
        if (at == path.length) {
            for (int i = 0; i < at; i++) {
                sums[i][path[i]] += weight;
            }
            return weight;
        }
        double total = 0;
        for (int state = 0; state < RegisterModel.STATES; state++) {
            path[at] = state;
            double step = at == 0 ? RegisterModel.start(state) : RegisterModel.transition(path[at - 1], state);
            int place = at + state - RIGHT;
            double emission = 1;
            if (state != RegisterModel.NONE && kinds[at] >= 0) {
                emission =
                        place < 0 || place >= kinds.length ? RegisterModel.BEYOND : Math.exp(ratios[place][kinds[at]]);
            }
            total += enumerate(kinds, ratios, path, at + 1, weight * step * emission, sums);
        }
        return total;
    }

    @Test
    void withoutEvidenceTheRightRegisterIsAsProbableAsBefore() {
        int[] kinds = new int[60];
        double[][] posterior = new RegisterModel(kinds, new double[kinds.length][SideChains.KINDS.size()]).posterior();
        for (int i = 20; i < 40; i++) {
            assertEquals(RegisterModel.start(RIGHT), posterior[i][RIGHT], 0.02, "residue " + i);
        }
        assertTrue(RegisterModel.start(RIGHT) > 0.7, "most registers are right");
    }

    @Test
    void pathsAreDrawnFromThePosterior() {
        int[] kinds = {0, 3, 7, 10, 12, 2};
        RegisterModel model = new RegisterModel(kinds, ratios(kinds.length, 5));
        double[][] posterior = model.posterior();
        double[][] counted = new double[kinds.length][RegisterModel.STATES];
        SplittableRandom random = new SplittableRandom(2);
        int paths = 20_000;
        for (int i = 0; i < paths; i++) {
            int[] path = model.path(random);
            for (int residue = 0; residue < path.length; residue++) {
                counted[residue][path[residue]] += 1.0 / paths;
            }
        }
        for (int i = 0; i < kinds.length; i++) {
            assertArrayEquals(posterior[i], counted[i], 0.015, "residue " + i);
        }
    }
}
