package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BandLimitedNoiseTest {
    private static final Grid GRID = new Grid(40, 44, 48, 1.0, new double[3]);

    @Test
    void theVarianceIsTheSpectralDensityTimesTheBand() {
        DensityMap noise = BandLimitedNoise.on(GRID, 2.5, 0.3, new Random(3));
        double sum = 0;
        for (float v : noise.values()) {
            sum += v * v;
        }
        // variance = spectral density x volume of the sphere of frequencies
        double expected = 2.5 * 4 / 3 * Math.PI * 0.027;
        assertEquals(expected, sum / GRID.length(), 0.05 * expected);
    }

    @Test
    void neighboursAreAsCorrelatedAsTheBandMakesThem() {
        DensityMap noise = BandLimitedNoise.on(GRID, 1, 0.3, new Random(4));
        double product = 0;
        double square = 0;
        for (int i = 0; i + 1 < noise.values().length; i++) {
            product += noise.values()[i] * noise.values()[i + 1];
            square += noise.values()[i] * noise.values()[i];
        }
        // the transform of a uniform sphere of radius Q at distance r: 3 (sin u - u cos u) / u³, u = 2πQr
        double u = 2 * Math.PI * 0.3;
        assertEquals(3 * (Math.sin(u) - u * Math.cos(u)) / (u * u * u), product / square, 0.03);
    }
}
