package org.emconverge.density;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What a reconstruction of known atoms at a known resolution looks like: two half maps with independent noise and their
 * mean.
 *
 * @param map the mean of the half maps
 * @param noise root-mean-square noise of {@code map}, Å⁻²; each half map has √2 times as much
 */
public record SyntheticMaps(DensityMap map, DensityMap half1, DensityMap half2, double noise) {
    /**
     * The half-map correlation that defines the resolution: Rosenthal &amp; Henderson, J. Mol. Biol. 333, 721 (2003).
     */
    static final double FSC_AT_RESOLUTION = 0.143;
    /** The maps end a little beyond the resolution, so that the fall of the correlation can be seen. */
    static final double CUTOFF_IN_RESOLUTION = 0.9;
    /** Around the well-resolved atoms, Å: the mask inside which the resolution holds. */
    static final double MASK_RADIUS = 4.0;
    /** Half the width of the shell, relative to its frequency, in which the signal at the resolution is averaged. */
    private static final double SHELL = 0.04;

    /**
     * @param wellResolved the atoms that set the resolution
     * @param others atoms in the map besides them
     * @param resolution Å: where the half-map correlation around the well-resolved atoms is 0.143
     */
    public static SyntheticMaps of(
            List<Scatterer> wellResolved, List<Scatterer> others, Grid grid, double resolution, Random random) {
        double cutoff = 1 / (CUTOFF_IN_RESOLUTION * resolution);
        // FSC = S / (S + N): the noise power N that a half map must have inside the mask, for the signal S at the
        // resolution
        double power = signal(wellResolved, grid, resolution) * (1 - FSC_AT_RESOLUTION) / FSC_AT_RESOLUTION;
        double spectralDensity = power / maskVolume(wellResolved, grid);
        List<Scatterer> all =
                Stream.concat(wellResolved.stream(), others.stream()).toList();
        DensityMap truth = ModelMap.of(all, grid, cutoff);
        DensityMap half1 = sum(truth, BandLimitedNoise.on(grid, spectralDensity, cutoff, random), 1, 1);
        DensityMap half2 = sum(truth, BandLimitedNoise.on(grid, spectralDensity, cutoff, random), 1, 1);
        DensityMap map = sum(half1, half2, 0.5, 0.5);
        return new SyntheticMaps(map, half1, half2, rootMeanSquare(sum(map, truth, 1, -1)));
    }

    /** Mean |F|² in a shell around the resolution, Å². */
    private static double signal(List<Scatterer> scatterers, Grid grid, double resolution) {
        double[] factors = ModelMap.structureFactors(scatterers, grid, (1 + SHELL) / resolution);
        double inner = (1 - SHELL) / resolution;
        double power = 0;
        int count = 0;
        for (int k = 0, at = 0; k < grid.nz(); k++) {
            for (int j = 0; j < grid.ny(); j++) {
                for (int i = 0; i < grid.nx(); i++, at += 2) {
                    if (grid.frequencySquared(i, j, k) >= inner * inner && factors[at] != 0) {
                        power += factors[at] * factors[at] + factors[at + 1] * factors[at + 1];
                        count++;
                    }
                }
            }
        }
        return power / count;
    }

    /** Å³ of the grid within {@link #MASK_RADIUS} of an atom. */
    private static double maskVolume(List<Scatterer> scatterers, Grid grid) {
        boolean[] inside = new boolean[grid.length()];
        int reach = (int) Math.ceil(MASK_RADIUS / grid.voxel());
        for (Scatterer s : scatterers) {
            double x = (s.x() - grid.origin()[0]) / grid.voxel();
            double y = (s.y() - grid.origin()[1]) / grid.voxel();
            double z = (s.z() - grid.origin()[2]) / grid.voxel();
            for (int k = Math.max(0, (int) z - reach); k <= Math.min(grid.nz() - 1, (int) z + reach + 1); k++) {
                for (int j = Math.max(0, (int) y - reach); j <= Math.min(grid.ny() - 1, (int) y + reach + 1); j++) {
                    for (int i = Math.max(0, (int) x - reach); i <= Math.min(grid.nx() - 1, (int) x + reach + 1); i++) {
                        double d2 = (i - x) * (i - x) + (j - y) * (j - y) + (k - z) * (k - z);
                        inside[(k * grid.ny() + j) * grid.nx() + i] |=
                                d2 * grid.voxel() * grid.voxel() <= MASK_RADIUS * MASK_RADIUS;
                    }
                }
            }
        }
        int count = 0;
        for (boolean in : inside) {
            count += in ? 1 : 0;
        }
        return count * grid.voxel() * grid.voxel() * grid.voxel();
    }

    private static DensityMap sum(DensityMap a, DensityMap b, double weightA, double weightB) {
        float[] values = new float[a.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (weightA * a.values()[i] + weightB * b.values()[i]);
        }
        return new DensityMap(a.nx(), a.ny(), a.nz(), a.voxel(), a.origin(), values);
    }

    private static double rootMeanSquare(DensityMap map) {
        double sum = 0;
        for (float v : map.values()) {
            sum += v * v;
        }
        return Math.sqrt(sum / map.values().length);
    }
}
