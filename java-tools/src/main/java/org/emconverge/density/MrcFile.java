package org.emconverge.density;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;

/**
 * Reads MRC2014/CCP4 maps: modes 0, 1, 2, 6 and 12, both byte orders, any axis order, extended headers, plain or
 * gzipped (told by the content). Every way in which a file can be bad is an {@link InputException} of one sentence.
 * Writes mode 2.
 */
public final class MrcFile {
    private static final int BUFFER = 1 << 17;
    /** How near to whole voxels an origin must be for NSTART to say it too, voxels. */
    private static final double START_TOLERANCE = 1e-3;

    private static final int FORMAT_VERSION = 20140;
    private static final String LABEL = "emconverge: density in real space";
    private static final int LABEL_BYTES = 80;

    private MrcFile() {}

    /**
     * Reads the header, and checks the size of a file that is not compressed.
     *
     * @throws InputException when it is missing, no map, truncated, or a map of a kind that cannot be used
     */
    public static MrcHeader header(Path file) {
        try (SectionReader reader = new SectionReader(file)) {
            return reader.header();
        }
    }

    /**
     * Reads a whole map, axes x, y, z. Its origin is {@link MrcHeader#place()}; a file whose two fields disagree needs
     * the model to decide.
     *
     * @throws InputException as {@link #header}; and when a voxel is not a finite number, compressed data is damaged,
     *     all voxels are equal, or they are too many to hold
     */
    public static DensityMap read(Path file) {
        MrcHeader header = header(file);
        int[] n = header.size();
        if ((long) n[0] * n[1] * n[2] > Integer.MAX_VALUE - 8) {
            throw new InputException("The map " + file + " has " + n[0] + " x " + n[1] + " x " + n[2]
                    + " voxels, too many to hold at once: crop it.");
        }
        float[] values = new float[n[0] * n[1] * n[2]];
        int[] strides = {1, n[0], n[0] * n[1]};
        int column = strides[header.axes()[0]];
        int row = strides[header.axes()[1]];
        int slowest = strides[header.axes()[2]];
        int columns = header.dimensions()[0];
        try (SectionReader reader = new SectionReader(file)) {
            float[] density = new float[header.sectionVoxels()];
            for (int section = 0; section < header.dimensions()[2]; section++) {
                reader.next(density);
                for (int i = 0; i < density.length; i++) {
                    values[section * slowest + i / columns * row + i % columns * column] = density[i];
                }
            }
        }
        requireContrast(file, values);
        return new DensityMap(n[0], n[1], n[2], header.voxel(), header.place(), values);
    }

    /**
     * Writes a map: mode 2, little endian, axes x, y, z, gzipped when the name ends in {@code .gz}. ORIGIN holds the
     * origin; NSTART holds it too when it is a whole number of voxels on every axis, so that programs that read either
     * (ChimeraX ORIGIN; Coot and gemmi NSTART) put the map in the same place, and is zero otherwise. The same map gives
     * the same bytes.
     *
     * @throws IllegalArgumentException when a value is not finite
     */
    public static void write(DensityMap map, Path file) throws IOException {
        write(map, file, map.origin(), start(map));
    }

    /**
     * Writes a map made from another in the place that the header of that one names: with its ORIGIN and its NSTART,
     * though they may disagree. Else as {@link #write(DensityMap, Path)}.
     */
    public static void write(DensityMap map, Path file, MrcHeader like) throws IOException {
        int[] start = new int[3];
        for (int i = 0; i < 3; i++) {
            start[like.axes()[i]] = like.start()[i];
        }
        write(map, file, like.origin(), start);
    }

    private static void write(DensityMap map, Path file, double[] origin, int[] start) throws IOException {
        byte[] header = head(map, origin, start, MapStatistics.of(map.values()));
        boolean gzip = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicOutput.write(file, out -> {
            if (!gzip) {
                write(map, header, out);
                return;
            }
            GZIPOutputStream compressed = new GZIPOutputStream(out, BUFFER);
            write(map, header, compressed);
            compressed.finish();
        });
    }

    private static void write(DensityMap map, byte[] header, OutputStream out) throws IOException {
        out.write(header);
        int section = map.nx() * map.ny();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(section, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (int z = 0; z < map.nz(); z++) {
            bytes.asFloatBuffer().put(map.values(), z * section, section);
            out.write(bytes.array());
        }
    }

    private static byte[] head(DensityMap map, double[] origin, int[] start, MapStatistics statistics) {
        ByteBuffer h = ByteBuffer.allocate(MrcHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int[] size = {map.nx(), map.ny(), map.nz()};
        for (int axis = 0; axis < 3; axis++) {
            int at = 4 * axis;
            h.putInt(at, size[axis]).putInt(16 + at, start[axis]).putInt(28 + at, size[axis]);
            h.putFloat(40 + at, (float) (size[axis] * map.voxel()[axis]))
                    .putFloat(52 + at, 90)
                    .putInt(64 + at, axis + 1);
            h.putFloat(196 + at, (float) origin[axis]);
        }
        h.putInt(12, MrcMode.FLOAT32.number);
        h.putFloat(76, statistics.min()).putFloat(80, statistics.max()).putFloat(84, (float) statistics.mean());
        h.putInt(88, 1).putInt(108, FORMAT_VERSION);
        h.put(208, new byte[] {'M', 'A', 'P', ' ', 0x44, 0x44, 0, 0});
        h.putFloat(216, (float) statistics.sd()).putInt(220, 1);
        String label = LABEL + " ".repeat(LABEL_BYTES - LABEL.length());
        h.put(224, label.getBytes(StandardCharsets.US_ASCII));
        return h.array();
    }

    private static int[] start(DensityMap map) {
        int[] start = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double voxels = map.origin()[axis] / map.voxel()[axis];
            if (Math.abs(voxels - Math.rint(voxels)) > START_TOLERANCE || Math.abs(voxels) > Integer.MAX_VALUE) {
                return new int[3];
            }
            start[axis] = (int) Math.rint(voxels);
        }
        return start;
    }

    private static void requireContrast(Path file, float[] values) {
        for (float value : values) {
            if (value != values[0]) {
                return;
            }
        }
        throw constant(file, values[0]);
    }

    static InputException constant(Path file, float value) {
        return new InputException("The map " + file + " is constant (every voxel is " + value
                + ") and tells nothing: give the file that it should be.");
    }
}
