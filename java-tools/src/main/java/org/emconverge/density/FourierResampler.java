package org.emconverge.density;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Makes a map coarser by Fourier cropping: what varies more slowly than the new grid can show is kept as it is, the
 * rest goes. Likewise a map is made finer, with nothing added.
 *
 * <p>Each axis in turn is continued by its mirror image, so that nothing jumps where a box ends and no density leaks in
 * from the opposite side, and the terms of its transform below the new Nyquist frequency are transformed back.
 */
final class FourierResampler {
    /**
     * A larger old:new ratio is not needed: 12 voxels of 0.1 Å make 1.2 Å. Also bounds what the crop is rounded up to.
     */
    static final int MAX_OLD_VOXELS = 12;

    private FourierResampler() {}

    /**
     * New voxels over old: {@code to} new voxels span {@code from} old ones. {@code from == to == 1} leaves the map as
     * it is.
     *
     * @param from a multiple of this many voxels is what {@link #resample} takes along every axis
     */
    record Ratio(int from, int to) {
        static final Ratio NONE = new Ratio(1, 1);
        /** Twice as many voxels, for what is interpolated between them. */
        static final Ratio TWICE = new Ratio(1, 2);

        /**
         * The ratio from/to with {@code from <= MAX_OLD_VOXELS} that comes nearest to {@code factor} (new voxel / old)
         * from below, {@code to} having no prime factor but 2, 3 and 5, as the sizes of the new maps have.
         */
        static Ratio below(double factor) {
            Ratio best = NONE;
            for (int to = 1; to <= MAX_OLD_VOXELS; to = TransformSize.from(to + 1)) {
                // The tiny excess forgives what division lost of an exact ratio.
                int from = (int) Math.min(MAX_OLD_VOXELS, Math.floor(factor * to * (1 + 1e-9)));
                if (from * best.to > best.from * to) {
                    best = new Ratio(from, to);
                }
            }
            return best;
        }
    }

    /**
     * Resamples by one ratio along every axis. The first voxel stays where it is.
     *
     * @throws IllegalArgumentException when a dimension is no multiple of {@code ratio.from()}
     */
    static DensityMap resample(DensityMap map, Ratio ratio) {
        if (ratio.equals(Ratio.NONE)) {
            return map;
        }
        int[] size = {map.nx(), map.ny(), map.nz()};
        double[] voxel = new double[3];
        float[] values = map.values();
        for (int axis = 0; axis < 3; axis++) {
            if (size[axis] % ratio.from() != 0) {
                throw new IllegalArgumentException(size[axis] + " voxels are no multiple of " + ratio.from());
            }
            int target = size[axis] / ratio.from() * ratio.to();
            values = alongAxis(values, size, axis, target);
            size[axis] = target;
            voxel[axis] = map.voxel()[axis] * ratio.from() / ratio.to();
        }
        return new DensityMap(size[0], size[1], size[2], voxel, map.origin(), values);
    }

    private static float[] alongAxis(float[] values, int[] size, int axis, int target) {
        int length = size[axis];
        int stride = axis == 0 ? 1 : axis == 1 ? size[0] : size[0] * size[1];
        int lines = values.length / length;
        float[] result = new float[lines * target];
        DoubleFFT_1D forward = new DoubleFFT_1D(2 * length);
        DoubleFFT_1D inverse = new DoubleFFT_1D(2 * target);
        double[] line = new double[2 * length];
        double[] cropped = new double[2 * target];
        double scale = (double) target / length;
        for (int i = 0; i < lines; i++) {
            int from = i / stride * stride * length + i % stride;
            for (int j = 0; j < length; j++) {
                line[j] = line[2 * length - 1 - j] = values[from + j * stride];
            }
            forward.realForward(line);
            Arrays.fill(cropped, 0);
            System.arraycopy(line, 0, cropped, 0, 2 * Math.min(length, target));
            // JTransforms keeps the (real) Nyquist term in element 1; another grid cannot tell its phase.
            cropped[1] = 0;
            inverse.realInverse(cropped, true);
            int to = i / stride * stride * target + i % stride;
            for (int j = 0; j < target; j++) {
                result[to + j * stride] = (float) (cropped[j] * scale);
            }
        }
        return result;
    }
}
