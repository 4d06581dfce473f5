package org.emconverge.density;

import java.util.zip.Deflater;

/**
 * The part of a map around a model, one byte a voxel, small enough to travel inside a page. Density {@code low + step ·
 * (value + 128)}; what lies below {@code low}, which no contour of interest cuts, is {@code low}.
 *
 * @param size voxels along x, y, z
 * @param voxel edges, Å
 * @param origin position of the first voxel, Å
 * @param low density of the value −128, in the map's units
 * @param step density between two values
 * @param values x fastest
 */
public record QuantisedMap(int[] size, double[] voxel, double[] origin, double low, double step, byte[] values) {
    /**
     * The lowest density kept, of the contour level: noise between the molecules becomes one value and costs nothing.
     */
    private static final double KEPT = 0.4;

    private static final int VALUES = 255;
    private static final double[] COARSER = {1, 1.25, 1.5, 2, 2.5, 3, 4, 6, 8, 12};

    /**
     * The box between two corners, as far as the map reaches; with coarser voxels (Fourier cropping) where it would be
     * too large otherwise.
     *
     * @param from corner of the box, Å
     * @param to the opposite corner, Å
     * @param level contour level, in the map's units
     * @param mostBytes after compression
     */
    public static QuantisedMap of(DensityMap map, double[] from, double[] to, double level, int mostBytes) {
        QuantisedMap best = null;
        for (double factor : COARSER) {
            FourierResampler.Ratio ratio = FourierResampler.Ratio.below(factor);
            DensityMap part = crop(map, from, to, ratio.from());
            if (part == null) {
                return best;
            }
            best = quantise(FourierResampler.resample(part, ratio), level);
            if (best.compressedBytes() <= mostBytes) {
                return best;
            }
        }
        return best;
    }

    /**
     * The whole voxels of the box, their numbers multiples of {@code multiple}; null where the map does not reach into
     * it.
     */
    private static DensityMap crop(DensityMap map, double[] from, double[] to, int multiple) {
        int[] whole = {map.nx(), map.ny(), map.nz()};
        int[] start = new int[3];
        int[] size = new int[3];
        double[] origin = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = (int) Math.max(0, Math.floor((from[axis] - map.origin()[axis]) / map.voxel()[axis]));
            int end = (int) Math.min(whole[axis], Math.ceil((to[axis] - map.origin()[axis]) / map.voxel()[axis]) + 1);
            size[axis] = (end - start[axis]) / multiple * multiple;
            if (size[axis] < 2 * multiple) {
                return null;
            }
            origin[axis] = map.origin()[axis] + start[axis] * map.voxel()[axis];
        }
        float[] values = new float[size[0] * size[1] * size[2]];
        for (int z = 0, row = 0; z < size[2]; z++) {
            for (int y = 0; y < size[1]; y++, row += size[0]) {
                System.arraycopy(map.values(), map.index(start[0], start[1] + y, start[2] + z), values, row, size[0]);
            }
        }
        return new DensityMap(size[0], size[1], size[2], map.voxel(), origin, values);
    }

    private static QuantisedMap quantise(DensityMap map, double level) {
        double high = level;
        for (float value : map.values()) {
            high = Math.max(high, value);
        }
        double low = level > 0 ? KEPT * level : level - (1 - KEPT) * (high - level);
        double step = high > low ? (high - low) / VALUES : 1;
        byte[] values = new byte[map.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (Math.max(0, Math.round((map.values()[i] - low) / step)) + Byte.MIN_VALUE);
        }
        return new QuantisedMap(new int[] {map.nx(), map.ny(), map.nz()}, map.voxel(), map.origin(), low, step, values);
    }

    private int compressedBytes() {
        Deflater deflater = new Deflater();
        deflater.setInput(values);
        deflater.finish();
        int bytes = 0;
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            bytes += deflater.deflate(buffer);
        }
        deflater.end();
        return bytes;
    }
}
