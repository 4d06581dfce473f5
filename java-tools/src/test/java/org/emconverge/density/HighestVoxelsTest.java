package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HighestVoxelsTest {
    @Test
    void theThresholdIsTheOneOfASortedCopy() {
        Random random = new Random(3);
        float[] values = new float[5000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4));
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        HighestVoxels highest = new HighestVoxels(values);
        for (int number : new int[] {1, 2, 77, 2500, 4999, 5000}) {
            assertEquals(sorted[values.length - number], highest.threshold(number));
        }
    }

    @Test
    void equalValuesAndBothZeros() {
        HighestVoxels highest = new HighestVoxels(new float[] {0f, -0f, 0f, -1, 2, 0});
        assertEquals(2, highest.threshold(1));
        for (int number = 2; number <= 5; number++) {
            assertEquals(0f, highest.threshold(number));
        }
        assertEquals(-1, highest.threshold(6));
    }
}
