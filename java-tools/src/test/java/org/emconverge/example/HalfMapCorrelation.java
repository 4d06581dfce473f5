package org.emconverge.example;

import java.util.List;
import javax.vecmath.Point3d;
import org.emconverge.density.DensityMap;
import org.jtransforms.fft.DoubleFFT_3D;

/** The masked Fourier shell correlation of two half maps, written apart from the code under test. */
final class HalfMapCorrelation {
    private static final double THRESHOLD = 0.143;
    /** The mask is 1 up to this distance from an atom and falls to 0 over the edge, Å. */
    private static final double MASK = 4.0;

    private static final double EDGE = 3.0;
    private static final double SHELL = 0.012;

    private HalfMapCorrelation() {}

    /** Where the correlation first falls below 0.143, by linear interpolation between shells, Å. */
    static double resolution(DensityMap half1, DensityMap half2, List<Point3d> atoms) {
        float[] mask = mask(half1, atoms);
        double[] a = transform(half1, mask);
        double[] b = transform(half2, mask);
        int shells = (int) (0.5 / half1.voxel()[0] / SHELL);
        double[][] sums = new double[shells][3];
        for (int k = 0, at = 0; k < half1.nz(); k++) {
            for (int j = 0; j < half1.ny(); j++) {
                for (int i = 0; i < half1.nx(); i++, at += 2) {
                    double q = Math.hypot(Math.hypot(wave(i, half1.nx()), wave(j, half1.ny())), wave(k, half1.nz()))
                            / half1.voxel()[0];
                    int shell = (int) (q / SHELL);
                    if (shell < shells) {
                        sums[shell][0] += a[at] * b[at] + a[at + 1] * b[at + 1];
                        sums[shell][1] += a[at] * a[at] + a[at + 1] * a[at + 1];
                        sums[shell][2] += b[at] * b[at] + b[at + 1] * b[at + 1];
                    }
                }
            }
        }
        double before = 1;
        for (int s = 0; s < shells; s++) {
            double fsc = sums[s][0] / Math.sqrt(sums[s][1] * sums[s][2]);
            if (fsc < THRESHOLD) {
                return 1 / (SHELL * (s + 0.5 - (THRESHOLD - fsc) / (before - fsc)));
            }
            before = fsc;
        }
        return 0;
    }

    private static double wave(int i, int n) {
        return (double) (i <= n / 2 ? i : i - n) / n;
    }

    private static float[] mask(DensityMap map, List<Point3d> atoms) {
        float[] mask = new float[map.values().length];
        for (int k = 0; k < map.nz(); k++) {
            for (int j = 0; j < map.ny(); j++) {
                for (int i = 0; i < map.nx(); i++) {
                    Point3d p = new Point3d(
                            map.origin()[0] + i * map.voxel()[0],
                            map.origin()[1] + j * map.voxel()[1],
                            map.origin()[2] + k * map.voxel()[2]);
                    double nearest = Double.MAX_VALUE;
                    for (Point3d a : atoms) {
                        nearest = Math.min(nearest, a.distanceSquared(p));
                    }
                    double along = Math.max(0, Math.min(1, (Math.sqrt(nearest) - MASK) / EDGE));
                    mask[map.index(i, j, k)] = (float) (0.5 * (1 + Math.cos(Math.PI * along)));
                }
            }
        }
        return mask;
    }

    private static double[] transform(DensityMap map, float[] mask) {
        double[] complex = new double[2 * mask.length];
        for (int i = 0; i < mask.length; i++) {
            complex[2 * i] = map.values()[i] * mask[i];
        }
        new DoubleFFT_3D(map.nz(), map.ny(), map.nx()).complexForward(complex);
        return complex;
    }
}
