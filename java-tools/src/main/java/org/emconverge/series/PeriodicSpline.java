package org.emconverge.series;

import java.util.function.DoubleUnaryOperator;
import org.emconverge.density.Spectrum;

/**
 * A map between its voxels: a cubic spline, whose coefficients the map's transform gives (Unser, IEEE Signal Process.
 * Mag. 16, 22, 1999), so that it is as sharp there as at them; the box repeats. Memory: one float per voxel.
 */
final class PeriodicSpline {
    private static final int TAPS = 4;

    private final int[] size;
    private final double[] middle;
    /** x fastest. */
    private final float[] coefficients;
    /** Of the place that is looked at: voxels along each axis that count for it, and how much. */
    private final int[][] places = new int[3][TAPS];

    private final double[][] weights = new double[3][TAPS];

    /**
     * @param map overwritten
     * @param size voxels along x, y, z
     * @param voxel their edges, Å
     * @param middle from where places are counted, voxels from the first
     */
    PeriodicSpline(Spectrum map, int[] size, double[] voxel, double[] middle) {
        this.size = size;
        this.middle = middle;
        map.multiply(toCoefficients(voxel[0]), toCoefficients(voxel[1]), toCoefficients(voxel[2]));
        Spectrum.Sections sections = map.consume(size);
        int area = size[0] * size[1];
        coefficients = new float[Math.multiplyExact(area, size[2])];
        float[] section = new float[area];
        for (int z = 0; z < size[2]; z++) {
            sections.fill(z, section);
            System.arraycopy(section, 0, coefficients, z * area, area);
        }
    }

    private static DoubleUnaryOperator toCoefficients(double voxel) {
        return u -> 3 / (2 + Math.cos(2 * Math.PI * u * voxel));
    }

    /** The value at a place, voxels from the middle. Not for several threads at once. */
    double at(double x, double y, double z) {
        place(0, x);
        place(1, y);
        place(2, z);
        double sum = 0;
        for (int c = 0; c < TAPS; c++) {
            for (int b = 0; b < TAPS; b++) {
                int row = (places[2][c] * size[1] + places[1][b]) * size[0];
                double along = 0;
                for (int a = 0; a < TAPS; a++) {
                    along += weights[0][a] * coefficients[row + places[0][a]];
                }
                sum += weights[2][c] * weights[1][b] * along;
            }
        }
        return sum;
    }

    private void place(int axis, double offset) {
        int n = size[axis];
        double place = offset + middle[axis];
        double floor = Math.floor(place);
        double t = place - floor;
        double s = 1 - t;
        weights[axis][0] = s * s * s / 6;
        weights[axis][1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
        weights[axis][2] = (4 - 6 * s * s + 3 * s * s * s) / 6;
        weights[axis][3] = t * t * t / 6;
        for (int tap = 0; tap < TAPS; tap++) {
            int at = (int) floor - 1 + tap;
            places[axis][tap] = at >= 0 && at < n ? at : Math.floorMod(at, n);
        }
    }
}
