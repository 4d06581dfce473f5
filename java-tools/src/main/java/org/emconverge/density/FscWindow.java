package org.emconverge.density;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * What all windows of one local-resolution map share: the box, its soft spherical weights, and where each Fourier
 * coefficient counts. Axes are those of the sections: columns, rows, sections. Immutable.
 */
final class FscWindow {
    /** Full weight up to this part of the radius, then a cosine to zero. */
    private static final double FLAT = 0.5;

    final int[] size = new int[3];
    final float[] weights;
    /** Å⁻¹. */
    final double shellWidth;

    final int shells;
    /** Friedel pairs up to the Nyquist frequency: where their real parts are in the packed box, and their shell. */
    final int[] at;

    final int[] mate;
    final int[] shell;

    private final boolean[] rows;
    private final boolean[] lines;

    /**
     * @param voxel edges along columns, rows, sections, Å
     * @param diameter of the window, Å
     */
    FscWindow(double[] voxel, double diameter) {
        double longest = 0;
        double coarsest = 0;
        for (int axis = 0; axis < 3; axis++) {
            size[axis] = TransformSize.evenFrom(Math.max(4, (int) Math.ceil(diameter / voxel[axis])));
            longest = Math.max(longest, size[axis] * voxel[axis]);
            coarsest = Math.max(coarsest, voxel[axis]);
        }
        weights = weights(voxel, diameter / 2);
        shellWidth = 1 / longest;
        shells = (int) Math.floor(0.5 / coarsest * longest * (1 + 1e-9)) + 1;
        rows = new boolean[size[1] * size[2]];
        for (int i = 0; i < weights.length; i++) {
            rows[i / size[0]] |= weights[i] > 0;
        }
        lines = new boolean[size[0] * size[1]];
        int[][] pairs = new int[3][weights.length / 2 + size[1] * size[2]];
        int count = 0;
        for (int k = 0; k < size[2]; k++) {
            for (int j = 0; j < size[1]; j++) {
                for (int i = 0; i <= size[0] / 2; i++) {
                    int here = index(i, j, k);
                    int there = index((size[0] - i) % size[0], (size[1] - j) % size[1], (size[2] - k) % size[2]);
                    double u = i / (size[0] * voxel[0]);
                    double v = Grid.wave(j, size[1]) / (size[1] * voxel[1]);
                    double w = Grid.wave(k, size[2]) / (size[2] * voxel[2]);
                    int s = (int) Math.rint(Math.sqrt(u * u + v * v + w * w) / shellWidth);
                    if (s > 0 && s < shells && (here <= there || i > 0 && 2 * i < size[0])) {
                        lines[here % lines.length] = true;
                        lines[there % lines.length] = true;
                        pairs[0][count] = 2 * here;
                        pairs[1][count] = 2 * there;
                        pairs[2][count++] = s;
                    }
                }
            }
        }
        at = Arrays.copyOf(pairs[0], count);
        mate = Arrays.copyOf(pairs[1], count);
        shell = Arrays.copyOf(pairs[2], count);
    }

    /** Whether any voxel of this row weighs. */
    boolean holdsRow(int row, int section) {
        return rows[section * size[1] + row];
    }

    /** Whether the line of coefficients along the third axis reaches below the Nyquist frequency. */
    boolean holdsFrequency(int i, int j) {
        return lines[j * size[0] + i];
    }

    int index(int column, int row, int section) {
        return (section * size[1] + row) * size[0] + column;
    }

    FloatFFT_1D[] transforms() {
        return new FloatFFT_1D[] {new FloatFFT_1D(size[0]), new FloatFFT_1D(size[1]), new FloatFFT_1D(size[2])};
    }

    private float[] weights(double[] voxel, double radius) {
        float[] all = new float[size[0] * size[1] * size[2]];
        for (int k = 0; k < size[2]; k++) {
            double z = (k - size[2] / 2) * voxel[2];
            for (int j = 0; j < size[1]; j++) {
                double y = (j - size[1] / 2) * voxel[1];
                for (int i = 0; i < size[0]; i++) {
                    double x = (i - size[0] / 2) * voxel[0];
                    all[index(i, j, k)] = (float)
                            SoftMask.weight(Math.sqrt(x * x + y * y + z * z), FLAT * radius, (1 - FLAT) * radius);
                }
            }
        }
        return all;
    }
}
