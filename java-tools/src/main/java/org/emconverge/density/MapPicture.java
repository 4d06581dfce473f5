package org.emconverge.density;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A map seen along one of its axes: a slice through it, or the mean of all of them (an orthogonal projection). Along x
 * y goes to the right and z up, along y x and z, along z x and y. A map with more voxels than a picture may have pixels
 * is shown by the means of whole blocks of voxels.
 *
 * @param axis along which it is seen: 0 x, 1 y, 2 z
 * @param columns pixels to the right
 * @param rows pixels upwards
 * @param from position of the lower left corner in the two other axes, Å
 * @param to position of the upper right corner, Å
 * @param values mean density of the pixels in the map's units, row by row from the top as a screen has them
 */
public record MapPicture(int axis, int columns, int rows, double[] from, double[] to, float[] values) {
    /** The longest side, pixels. */
    public static final int MOST_PIXELS = 256;

    private static final int WHITE = 255;

    /** The axis to the right of a picture along an axis. */
    public static int right(int axis) {
        return axis == 0 ? 1 : 0;
    }

    /** The axis that goes up in a picture along an axis. */
    public static int up(int axis) {
        return axis == 2 ? 1 : 2;
    }

    /** @param at the voxel through which the slice goes, from 0 */
    public static MapPicture slice(DensityMap map, int axis, int at) {
        return of(map, axis, at, at + 1);
    }

    /** The mean along an axis. */
    public static MapPicture projection(DensityMap map, int axis) {
        return of(map, axis, 0, size(map)[axis]);
    }

    /** The voxel whose centre is nearest to a position along an axis, of those that the map has. */
    public static int voxel(DensityMap map, int axis, double position) {
        long nearest = Math.round((position - map.origin()[axis]) / map.voxel()[axis]);
        return (int) Math.max(0, Math.min(size(map)[axis] - 1, nearest));
    }

    private static int[] size(DensityMap map) {
        return new int[] {map.nx(), map.ny(), map.nz()};
    }

    private static MapPicture of(DensityMap map, int axis, int first, int end) {
        int[] size = size(map);
        int[] strides = {1, map.nx(), map.nx() * map.ny()};
        int right = right(axis);
        int up = up(axis);
        int block = (Math.max(size[right], size[up]) + MOST_PIXELS - 1) / MOST_PIXELS;
        int columns = (size[right] + block - 1) / block;
        int rows = (size[up] + block - 1) / block;
        double[] sums = new double[columns * rows];
        int[] counts = new int[columns * rows];
        for (int along = first; along < end; along++) {
            for (int y = 0; y < size[up]; y++) {
                int row = (rows - 1 - y / block) * columns;
                int voxel = along * strides[axis] + y * strides[up];
                for (int x = 0; x < size[right]; x++, voxel += strides[right]) {
                    sums[row + x / block] += map.values()[voxel];
                    counts[row + x / block]++;
                }
            }
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sums[i] / counts[i]);
        }
        double[] from = {edge(map, right), edge(map, up)};
        double[] to = {
            from[0] + columns * block * map.voxel()[right], from[1] + rows * block * map.voxel()[up],
        };
        return new MapPicture(axis, columns, rows, from, to, values);
    }

    /** Where the first voxel begins, which lies about its position. */
    private static double edge(DensityMap map, int axis) {
        return map.origin()[axis] - map.voxel()[axis] / 2;
    }

    /** Å. */
    public double width() {
        return to[0] - from[0];
    }

    /** Å. */
    public double height() {
        return to[1] - from[1];
    }

    /**
     * The value that a share of the pixels of pictures lies below.
     *
     * @param share 0 to 1
     */
    public static double quantile(double share, MapPicture... pictures) {
        int pixels = Arrays.stream(pictures)
                .mapToInt(picture -> picture.values.length)
                .sum();
        float[] all = new float[pixels];
        int filled = 0;
        for (MapPicture picture : pictures) {
            System.arraycopy(picture.values, 0, all, filled, picture.values.length);
            filled += picture.values.length;
        }
        Arrays.sort(all);
        return all[(int) Math.round(share * (pixels - 1))];
    }

    /**
     * The picture as a PNG of 256 greys; the same values give the same bytes.
     *
     * @param black density that is black, and all below it
     * @param white density that is white, and all above it; where it is not above {@code black} the picture is black
     */
    public byte[] png(double black, double white) {
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < values.length; i++) {
            double grey = white > black ? (values[i] - black) / (white - black) : 0;
            int level = (int) Math.round(WHITE * Math.max(0, Math.min(1, grey)));
            image.getRaster().setSample(i % columns, i / columns, 0, level);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e); // it is written to memory
        }
        return bytes.toByteArray();
    }
}
