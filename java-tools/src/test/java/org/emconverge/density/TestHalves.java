package org.emconverge.density;

import java.util.Random;

/** Half maps of known correlation: one signal, and noise of their own. */
record TestHalves(DensityMap signal, DensityMap half1, DensityMap half2) {
    /**
     * Noise flat below its cut-off.
     *
     * @param noise spectral density of the noise of a half map, see {@link BandLimitedNoise}
     * @param noiseCutoff Å⁻¹
     */
    static TestHalves of(DensityMap signal, double noise, double noiseCutoff) {
        Grid grid = new Grid(signal.nx(), signal.ny(), signal.nz(), signal.voxel()[0], signal.origin());
        return new TestHalves(
                signal,
                plus(signal, BandLimitedNoise.on(grid, noise, noiseCutoff, new Random(2))),
                plus(signal, BandLimitedNoise.on(grid, noise, noiseCutoff, new Random(3))));
    }

    static DensityMap plus(DensityMap a, DensityMap b) {
        float[] values = new float[a.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = a.values()[i] + b.values()[i];
        }
        return new DensityMap(a.nx(), a.ny(), a.nz(), a.voxel(), a.origin(), values);
    }

    static DensityMap times(DensityMap a, float[] weights) {
        float[] values = new float[a.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = a.values()[i] * weights[i];
        }
        return new DensityMap(a.nx(), a.ny(), a.nz(), a.voxel(), a.origin(), values);
    }

    /**
     * Three standard deviations of the correlation of uncorrelated shells (each term counts for itself and its mate).
     */
    static double chance(FscCurve curve, int shell) {
        return 3 / Math.sqrt(2.0 * curve.terms()[shell]);
    }
}
