package org.emconverge.conformations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class NonNegativeTest {
    private static final double CLOSE = 1e-8;

    @Test
    void whereNothingWouldBeNegativeItIsLeastSquares() {
        double[][] products = {{4, 1}, {1, 3}};
        assertArrayEquals(new double[] {1, 2}, NonNegative.solve(products, new double[] {6, 7}), CLOSE);
    }

    /** Unbounded, the second would be −1/11; the first alone then explains 1/4. */
    @Test
    void aWeightThatWouldBeNegativeIsZero() {
        double[][] products = {{4, 1}, {1, 3}};
        assertArrayEquals(new double[] {0.25, 0}, NonNegative.solve(products, new double[] {1, 0}), CLOSE);
    }

    @Test
    void aColumnOfNothingHasNoWeight() {
        double[][] products = {{2, 0}, {0, 0}};
        assertArrayEquals(new double[] {1.5, 0}, NonNegative.solve(products, new double[] {3, 0}), CLOSE);
    }
}
