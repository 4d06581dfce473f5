package org.emconverge.density;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;

/** The half-map correlation in one window after another. Holds buffers: one instance per thread. */
final class WindowedFsc {
    /** The first has nine terms, which the window makes even fewer: it falls below any threshold by chance. */
    static final int FIRST_SHELL = 2;

    private final FscWindow window;
    private final double threshold;
    private final FloatFFT_1D[] transforms;
    private final float[] packed;
    private final float[] line;
    private final ShellSums sums;
    /** The part of the box that lies inside the maps. */
    private final int[] low = new int[3];

    private final int[] high = new int[3];

    WindowedFsc(FscWindow window, double threshold) {
        this.window = window;
        this.threshold = threshold;
        transforms = window.transforms();
        packed = new float[2 * window.weights.length];
        line = new float[2 * Math.max(window.size[1], window.size[2])];
        sums = new ShellSums(window.shells);
    }

    /**
     * The resolution around a voxel, Å: where the correlation falls below the threshold for the first time; that of the
     * second shell where it begins below, and Nyquist's where it stays above. NaN where either map is constant.
     *
     * @param centre voxel in the middle, along x, y and z; it may lie outside the maps
     */
    float resolution(DensityMap half1, DensityMap half2, int[] centre) {
        if (!fill(half1, half2, centre)) {
            return Float.NaN;
        }
        transform();
        sums.clear();
        for (int i = 0; i < window.at.length; i++) {
            int at = window.at[i];
            int mate = window.mate[i];
            sums.add(window.shell[i], packed[at], packed[at + 1], packed[mate], packed[mate + 1], at == mate ? 1 : 2);
        }
        double resolution = sums.curve(window.shellWidth).resolution(threshold, FIRST_SHELL);
        return (float) (Double.isNaN(resolution) ? 1 / (FIRST_SHELL * window.shellWidth) : resolution);
    }

    /**
     * Puts both maps into the box, each about its weighted mean, and weighted. What lies outside the maps is zero.
     *
     * @return whether both maps vary
     */
    private boolean fill(DensityMap half1, DensityMap half2, int[] centre) {
        int[] size = {half1.nx(), half1.ny(), half1.nz()};
        for (int axis = 0; axis < 3; axis++) {
            int first = centre[axis] - window.size[axis] / 2;
            low[axis] = Math.max(0, -first);
            high[axis] = Math.min(window.size[axis], size[axis] - first);
        }
        Arrays.fill(packed, 0);
        float[] first = half1.values();
        float[] second = half2.values();
        double weight = 0;
        double sum1 = 0;
        double sum2 = 0;
        for (int k = low[2]; k < high[2]; k++) {
            for (int j = low[1]; j < high[1]; j++) {
                int source = half1.index(
                        centre[0] - window.size[0] / 2,
                        centre[1] - window.size[1] / 2 + j,
                        centre[2] - window.size[2] / 2 + k);
                int target = window.index(0, j, k);
                for (int i = low[0]; i < high[0]; i++) {
                    float w = window.weights[target + i];
                    packed[2 * (target + i)] = first[source + i];
                    packed[2 * (target + i) + 1] = second[source + i];
                    weight += w;
                    sum1 += w * first[source + i];
                    sum2 += w * second[source + i];
                }
            }
        }
        return weigh((float) (sum1 / weight), (float) (sum2 / weight));
    }

    private boolean weigh(float mean1, float mean2) {
        double power1 = 0;
        double power2 = 0;
        for (int k = low[2]; k < high[2]; k++) {
            for (int j = low[1]; j < high[1]; j++) {
                for (int i = window.index(low[0], j, k); i < window.index(high[0], j, k); i++) {
                    float a = window.weights[i] * (packed[2 * i] - mean1);
                    float b = window.weights[i] * (packed[2 * i + 1] - mean2);
                    packed[2 * i] = a;
                    packed[2 * i + 1] = b;
                    power1 += a * a;
                    power2 += b * b;
                }
            }
        }
        return power1 > 0 && power2 > 0;
    }

    /** Three-dimensional, without the lines that hold nothing. */
    private void transform() {
        int nx = window.size[0];
        int ny = window.size[1];
        int nz = window.size[2];
        for (int k = low[2]; k < high[2]; k++) {
            for (int j = low[1]; j < high[1]; j++) {
                if (window.holdsRow(j, k)) {
                    transforms[0].complexForward(packed, 2 * window.index(0, j, k));
                }
            }
            for (int i = 0; i < nx; i++) {
                alongLine(transforms[1], window.index(i, 0, k), nx, ny);
            }
        }
        for (int j = 0; j < ny; j++) {
            for (int i = 0; i < nx; i++) {
                if (window.holdsFrequency(i, j)) {
                    alongLine(transforms[2], window.index(i, j, 0), nx * ny, nz);
                }
            }
        }
    }

    private void alongLine(FloatFFT_1D transform, int from, int stride, int length) {
        for (int i = 0, at = 2 * from; i < length; i++, at += 2 * stride) {
            line[2 * i] = packed[at];
            line[2 * i + 1] = packed[at + 1];
        }
        transform.complexForward(line);
        for (int i = 0, at = 2 * from; i < length; i++, at += 2 * stride) {
            packed[at] = line[2 * i];
            packed[at + 1] = line[2 * i + 1];
        }
    }
}
