package org.emconverge.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jtransforms.fft.DoubleFFT_3D;

/**
 * The map that atoms give with electrons, up to a limiting frequency: structure factors by direct summation, F(q) = Σ
 * f(q, B) exp(−2πi q·x), then one inverse Fourier transform. Exact for a band-limited map: no aliasing and no cut-off
 * radius.
 */
public final class ModelMap {
    private ModelMap() {}

    /**
     * @param scatterers inside the grid (the grid repeats: one outside appears on the other side)
     * @param cutoff the highest frequency in the map, Å⁻¹, at most half the inverse voxel; sharp
     * @return density in Å⁻² (scattering length per volume); its sum times the voxel volume is Σ f(0)
     */
    public static DensityMap of(List<Scatterer> scatterers, Grid grid, double cutoff) {
        double[] map = structureFactors(scatterers, grid, cutoff);
        new DoubleFFT_3D(grid.nz(), grid.ny(), grid.nx()).complexInverse(map, false);
        float[] values = new float[grid.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (map[2 * i] / grid.volume());
        }
        return grid.map(values);
    }

    /** Structure factors, Å: complex numbers (re, im) in the layout of the map; zero beyond the cut-off. */
    static double[] structureFactors(List<Scatterer> scatterers, Grid grid, double cutoff) {
        if (cutoff > 0.5 / grid.voxel()) {
            throw new IllegalArgumentException("Cut-off " + cutoff + " /Å is beyond the grid's Nyquist frequency");
        }
        List<Alike> groups = groups(scatterers, grid);
        double[] factors = new double[2 * grid.length()];
        for (int k = 0; k < grid.nz(); k++) {
            for (int j = 0; j < grid.ny(); j++) {
                if (grid.frequencySquared(0, j, k) > cutoff * cutoff) {
                    continue;
                }
                for (int i = 0; i <= grid.nx() / 2; i++) {
                    double q2 = grid.frequencySquared(i, j, k);
                    if (q2 <= cutoff * cutoff) {
                        addBoth(factors, grid, i, j, k, Math.sqrt(q2), groups);
                    }
                }
            }
        }
        return factors;
    }

    /** Sets a coefficient and its Friedel mate, the complex conjugate at the opposite frequency. */
    private static void addBoth(double[] factors, Grid grid, int i, int j, int k, double q, List<Alike> groups) {
        double re = 0;
        double im = 0;
        for (Alike group : groups) {
            double f = group.scattering.factor(q, group.bFactor);
            double[] sum = group.phaseSum(i, j, k);
            re += f * sum[0];
            im += f * sum[1];
        }
        int at = (k * grid.ny() + j) * grid.nx() + i;
        int mate = ((grid.nz() - k) % grid.nz() * grid.ny() + (grid.ny() - j) % grid.ny()) * grid.nx()
                + (grid.nx() - i) % grid.nx();
        factors[2 * at] = re;
        factors[2 * mate] = re;
        factors[2 * mate + 1] = -im;
        factors[2 * at + 1] = at == mate ? 0 : im;
    }

    private static List<Alike> groups(List<Scatterer> scatterers, Grid grid) {
        Map<List<Object>, List<Scatterer>> alike = new LinkedHashMap<>();
        scatterers.forEach(s -> alike.computeIfAbsent(List.of(s.element(), s.bFactor()), key -> new ArrayList<>())
                .add(s));
        List<Alike> groups = new ArrayList<>();
        alike.values().forEach(members -> groups.add(new Alike(members, grid)));
        return groups;
    }

    /**
     * Atoms of one element and one B factor, which share their scattering factor, with the phases of every wave along
     * each axis.
     */
    private static final class Alike {
        private final ElectronScattering scattering;
        private final double bFactor;
        private final double[][][] phases; // [axis][coefficient][cos, sin of every atom in turn]
        private final double[] sum = new double[2];

        Alike(List<Scatterer> members, Grid grid) {
            scattering = ElectronScattering.of(members.get(0).element());
            bFactor = members.get(0).bFactor();
            double[] x = members.stream().mapToDouble(Scatterer::x).toArray();
            double[] y = members.stream().mapToDouble(Scatterer::y).toArray();
            double[] z = members.stream().mapToDouble(Scatterer::z).toArray();
            phases = new double[][][] {
                axis(x, grid.origin()[0], grid.nx(), grid.voxel()),
                axis(y, grid.origin()[1], grid.ny(), grid.voxel()),
                axis(z, grid.origin()[2], grid.nz(), grid.voxel())
            };
        }

        private static double[][] axis(double[] positions, double origin, int n, double voxel) {
            double[][] table = new double[n][2 * positions.length];
            for (int i = 0; i < n; i++) {
                for (int a = 0; a < positions.length; a++) {
                    double angle = -2 * Math.PI * Grid.wave(i, n) * (positions[a] - origin) / (n * voxel);
                    table[i][2 * a] = Math.cos(angle);
                    table[i][2 * a + 1] = Math.sin(angle);
                }
            }
            return table;
        }

        double[] phaseSum(int i, int j, int k) {
            double[] x = phases[0][i];
            double[] y = phases[1][j];
            double[] z = phases[2][k];
            Arrays.fill(sum, 0);
            for (int a = 0; a < x.length; a += 2) {
                double re = x[a] * y[a] - x[a + 1] * y[a + 1];
                double im = x[a] * y[a + 1] + x[a + 1] * y[a];
                sum[0] += re * z[a] - im * z[a + 1];
                sum[1] += re * z[a + 1] + im * z[a];
            }
            return sum;
        }
    }
}
