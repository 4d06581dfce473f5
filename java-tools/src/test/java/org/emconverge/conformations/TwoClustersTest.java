package org.emconverge.conformations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TwoClustersTest {
    private static final int MODELS = 10;
    private static final int AXES = 60;

    @Test
    void twoTightGroupsAreTwoClusters() {
        double[][] points = cloud(new Random(1), 0.3, 0.3);
        for (int i : new int[] {1, 4, 5}) {
            points[i][0] += 12;
        }
        TwoClusters split = TwoClusters.of(points);
        assertArrayEquals(new int[] {0, 1, 0, 0, 1, 1, 0, 0, 0, 0}, split.cluster());
        assertTrue(split.isSignificant(), () -> "p = " + split.probability());
    }

    /** An elongated cloud, which a silhouette takes for two clusters, is one: chance makes a twentieth of them two. */
    @Test
    void aLongCloudIsOne() {
        int found = 0;
        for (int seed = 0; seed < 60; seed++) {
            found += TwoClusters.of(cloud(new Random(seed), 4, 0.3)).isSignificant() ? 1 : 0;
        }
        assertTrue(found <= 6, found + " of 60 clouds were called two");
    }

    @Test
    void theSamePointsGiveTheSameAnswer() {
        double[][] points = cloud(new Random(7), 1, 1);
        assertEquals(
                TwoClusters.of(points).probability(), TwoClusters.of(points).probability());
    }

    /** Standard deviation {@code along} the first axis and {@code across} the others. */
    private static double[][] cloud(Random random, double along, double across) {
        double[][] points = new double[MODELS][AXES];
        for (double[] point : points) {
            for (int axis = 0; axis < AXES; axis++) {
                point[axis] = random.nextGaussian() * (axis == 0 ? along : across);
            }
        }
        return points;
    }
}
