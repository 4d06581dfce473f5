package org.emconverge.density;

import java.util.Random;
import org.jtransforms.fft.DoubleFFT_3D;

/**
 * Gaussian noise with the same power at every frequency below a limit and none above it: what a reconstruction leaves
 * in solvent.
 */
public final class BandLimitedNoise {
    private BandLimitedNoise() {}

    /**
     * @param spectralDensity expected power |N(q)|² of a coefficient divided by the volume of the grid, in (density ·
     *     Å³)² per Å³
     * @param cutoff the highest frequency, Å⁻¹; sharp
     * @param random the source, advanced by one Gaussian per voxel
     */
    public static DensityMap on(Grid grid, double spectralDensity, double cutoff, Random random) {
        double voxelVolume = grid.voxel() * grid.voxel() * grid.voxel();
        double sigma = Math.sqrt(spectralDensity / voxelVolume);
        double[] complex = new double[2 * grid.length()];
        for (int i = 0; i < complex.length; i += 2) {
            complex[i] = sigma * random.nextGaussian();
        }
        DoubleFFT_3D transform = new DoubleFFT_3D(grid.nz(), grid.ny(), grid.nx());
        transform.complexForward(complex);
        for (int k = 0, at = 0; k < grid.nz(); k++) {
            for (int j = 0; j < grid.ny(); j++) {
                for (int i = 0; i < grid.nx(); i++, at += 2) {
                    if (grid.frequencySquared(i, j, k) > cutoff * cutoff) {
                        complex[at] = 0;
                        complex[at + 1] = 0;
                    }
                }
            }
        }
        transform.complexInverse(complex, true);
        float[] values = new float[grid.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) complex[2 * i];
        }
        return grid.map(values);
    }
}
