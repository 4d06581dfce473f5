package org.emconverge.series;

import java.util.Random;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.Spectrum;

/**
 * Makes noise like that of given half maps: Gaussian, with their noise's power in every shell, its strength at every
 * distance from the middle of the box, and its symmetry.
 *
 * @param halves whose grid the noise gets
 * @param power of a half map's noise by shell: ⟨|F₁ − F₂|²⟩ / 2
 * @param symmetry that the half maps were averaged over
 */
record NoiseSource(
        HalfMapStreams halves, Shells shells, double[] power, NoiseEnvelope envelope, NoiseSymmetry symmetry) {
    /**
     * White noise is given its power by shell, then its envelope, then its symmetry; envelope and symmetry move power
     * between shells, so that each is scaled once more. Memory: two floats per voxel.
     *
     * @param seed the same seed gives the same noise
     */
    Spectrum make(long seed) {
        // no name for what is between, so that its memory is free while the copies are added
        Spectrum noise = symmetry.none()
                ? enveloped(seed)
                : halves.transformed(
                        symmetry.average(
                                enveloped(seed), halves.size(), halves.header().voxel()[0]),
                        null);
        double[] made = shells.power(noise);
        double[] factors = new double[made.length];
        for (int shell = 0; shell < factors.length; shell++) {
            factors[shell] = made[shell] > 0 ? Math.sqrt(power[shell] / made[shell]) : 0;
        }
        shells.multiply(noise, factors);
        return noise;
    }

    private Spectrum enveloped(long seed) {
        int[] size = halves.size();
        return shaped(seed)
                .changed(size, map -> envelope.times(map, size, halves.header().voxel()));
    }

    private Spectrum shaped(long seed) {
        Random random = new Random(seed);
        Spectrum white = halves.transformed(
                (z, section) -> {
                    for (int i = 0; i < section.length; i++) {
                        section[i] = (float) random.nextGaussian();
                    }
                    return true;
                },
                null);
        double[] amplitudes = new double[power.length];
        for (int shell = 0; shell < power.length; shell++) {
            amplitudes[shell] = Math.sqrt(power[shell]);
        }
        shells.multiply(white, amplitudes);
        return white;
    }
}
