package org.emconverge.density;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;

/**
 * Reads MRC2014/CCP4 maps: modes 0, 1, 2, 6 and 12, both byte orders, any axis order, extended headers, plain or gzipped (told by
 * the content). Every way in which a file can be bad is an {@link InputException} of one sentence. Writes mode 2.
 */
public final class MrcFile {
    private static final int BUFFER = 1 << 17;
    /** How near to whole voxels an origin must be for NSTART to say it too, voxels. */
    private static final double START_TOLERANCE = 1e-3;
    private static final int FORMAT_VERSION = 20140;
    private static final String LABEL = "emconverge: density in real space";
    private static final int LABEL_BYTES = 80;

    private MrcFile() {
    }

    /** Sees the sections of a file, one by one, in the file's order. */
    @FunctionalInterface
    public interface SectionVisitor {
        /**
         * @param section index along the slowest axis of the file, from 0
         * @param values the section's density, columns fastest: index {@code row * dimensions[0] + column}; reused for the next section
         */
        void section(int section, float[] values);
    }

    /**
     * Reads the header, and checks the size of a file that is not compressed.
     *
     * @throws InputException when it is missing, no map, truncated, or a map of a kind that cannot be used
     */
    public static MrcHeader header(Path file) {
        try (InputStream in = open(file)) {
            return header(file, in);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads all sections, holding one at a time. A gzipped file is read to its end, so that its checksum is tested.
     *
     * @throws InputException as {@link #header}, and when a voxel is not a finite number or compressed data is damaged
     */
    public static void sections(Path file, SectionVisitor visitor) {
        try (InputStream in = open(file)) {
            MrcHeader header = header(file, in);
            in.skipNBytes(header.extendedBytes());
            byte[] bytes = new byte[Math.multiplyExact(header.sectionVoxels(), header.mode().bytes)];
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.order());
            float[] values = new float[header.sectionVoxels()];
            for (int section = 0; section < header.dimensions()[2]; section++) {
                if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
                    throw new EOFException();
                }
                header.mode().decode(buffer, values);
                requireFinite(header, section, values);
                visitor.section(section, values);
            }
            while (in.skip(BUFFER) > 0 || in.read() >= 0) {
                // to the end, where gzip keeps its checksum
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads a whole map, axes x, y, z. Its origin is ORIGIN unless that is zero, else NSTART times the voxel (as ChimeraX does); a
     * file whose two fields disagree needs the model to decide.
     *
     * @throws InputException as {@link #sections}, and when all voxels are equal or too many to hold
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
        sections(file, (section, density) -> {
            for (int i = 0; i < density.length; i++) {
                values[section * slowest + i / columns * row + i % columns * column] = density[i];
            }
        });
        requireContrast(file, values);
        boolean fromOrigin = header.origin()[0] != 0 || header.origin()[1] != 0 || header.origin()[2] != 0;
        return new DensityMap(n[0], n[1], n[2], header.voxel(), fromOrigin ? header.origin() : header.startOrigin(), values);
    }

    /**
     * Writes a map: mode 2, little endian, axes x, y, z, gzipped when the name ends in {@code .gz}. ORIGIN holds the origin; NSTART
     * holds it too when it is a whole number of voxels on every axis, so that programs that read either (ChimeraX ORIGIN; Coot and
     * gemmi NSTART) put the map in the same place, and is zero otherwise. The same map gives the same bytes.
     *
     * @throws IllegalArgumentException when a value is not finite
     */
    public static void write(DensityMap map, Path file) throws IOException {
        byte[] header = head(map, MapStatistics.of(map.values()));
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
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(section, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (int z = 0; z < map.nz(); z++) {
            bytes.asFloatBuffer().put(map.values(), z * section, section);
            out.write(bytes.array());
        }
    }

    private static byte[] head(DensityMap map, MapStatistics statistics) {
        ByteBuffer h = ByteBuffer.allocate(MrcHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int[] size = {map.nx(), map.ny(), map.nz()};
        int[] start = start(map);
        for (int axis = 0; axis < 3; axis++) {
            int at = 4 * axis;
            h.putInt(at, size[axis]).putInt(16 + at, start[axis]).putInt(28 + at, size[axis]);
            h.putFloat(40 + at, (float) (size[axis] * map.voxel()[axis])).putFloat(52 + at, 90).putInt(64 + at, axis + 1);
            h.putFloat(196 + at, (float) map.origin()[axis]);
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
        return new InputException("The map " + file + " is constant (every voxel is " + value + "): give a map that holds density.");
    }

    private static MrcHeader header(Path file, InputStream in) throws IOException {
        MrcHeader header = MrcHeader.parse(file, in.readNBytes(MrcHeader.BYTES));
        long size = Files.size(file);
        if (!(in instanceof GZIPInputStream) && size < header.fileBytes()) {
            throw new InputException("The map " + file + " is truncated: " + size + " bytes of the " + header.fileBytes()
                    + " that its header asks for; get the file again.");
        }
        return header;
    }

    private static InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException("There is no map file " + file + ": check the path.");
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return gzip ? new GZIPInputStream(raw, BUFFER) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static void requireFinite(MrcHeader header, int section, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                int[] voxel = new int[3];
                voxel[header.axes()[0]] = i % header.dimensions()[0];
                voxel[header.axes()[1]] = i / header.dimensions()[0];
                voxel[header.axes()[2]] = section;
                throw new InputException("The map " + header.file() + " holds " + values[i] + " at voxel (" + voxel[0] + ", "
                        + voxel[1] + ", " + voxel[2] + "): replace what is not a finite number, or get the map again.");
            }
        }
    }

    private static InputException unreadable(Path file, IOException e) {
        if (e instanceof EOFException) {
            return new InputException("The map " + file + " is truncated: its data ends before the last section; get the file again.", e);
        }
        String reason = e instanceof ZipException ? "is damaged inside its compression" : "cannot be read";
        return new InputException("The map " + file + " " + reason + " (" + e.getMessage() + "): get the file again.", e);
    }
}
