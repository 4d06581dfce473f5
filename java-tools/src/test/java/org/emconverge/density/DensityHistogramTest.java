package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DensityHistogramTest {
    @Test
    void aSolidSphereHasTwoBins() {
        DensityMap sphere = Spheres.of(20, 0.5, r -> r <= 8 ? 3 : -1);
        DensityHistogram histogram = DensityHistogram.of(sphere, MapStatistics.of(sphere.values()));
        assertEquals(-1, histogram.from(), 1e-12);
        assertEquals(4.0 / DensityHistogram.BINS, histogram.width(), 1e-12);
        long inside = histogram.counts()[DensityHistogram.BINS - 1];
        assertEquals(4 * Math.PI / 3 * 16 * 16 * 16, (double) inside, 0.01 * inside);
        assertEquals(41 * 41 * 41, inside + histogram.counts()[0]);
        assertEquals(41 * 41 * 41, Arrays.stream(histogram.counts()).sum());
        assertEquals(3, histogram.edge(DensityHistogram.BINS), 1e-12);
    }

    @Test
    void evenDensityFillsAllBinsAlike() {
        int n = 2 * DensityHistogram.BINS;
        float[] values = new float[4 * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % n;
        }
        DensityMap ramp = new DensityMap(n, 2, 2, new double[] {1, 1, 1}, new double[3], values);
        long[] counts = DensityHistogram.of(ramp, MapStatistics.of(values)).counts();
        assertEquals(8, counts[0]);
        assertEquals(8, counts[DensityHistogram.BINS - 1]);
        assertEquals(8, counts[50]);
    }

    @Test
    void aConstantMapIsOneBin() {
        DensityMap flat = Spheres.of(2, 1, r -> 7);
        assertEquals(
                125, DensityHistogram.of(flat, MapStatistics.of(flat.values())).counts()[0]);
    }
}
