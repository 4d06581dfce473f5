package org.emconverge.density;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.emconverge.InputException;

/**
 * What an MRC2014/CCP4 header says about the map (Cheng et al., J. Struct. Biol. 192, 146, 2015).
 *
 * @param file where it was read, for messages
 * @param order byte order of the file
 * @param mode how a voxel is stored
 * @param dimensions voxels along the columns, rows and sections of the file (the order in which it stores them)
 * @param axes spatial axis (0 x, 1 y, 2 z) of the columns, rows and sections
 * @param start NSTART: grid index of the first voxel, along columns, rows and sections
 * @param voxel voxel edge along x, y, z, Å
 * @param origin the ORIGIN field along x, y, z, Å
 * @param extendedBytes NSYMBT: bytes between the header and the voxels
 * @param guesses what the header does not say in so many words, and how it was taken; sentences
 */
public record MrcHeader(
        Path file,
        ByteOrder order,
        MrcMode mode,
        int[] dimensions,
        int[] axes,
        int[] start,
        double[] voxel,
        double[] origin,
        int extendedBytes,
        List<String> guesses) {
    static final int BYTES = 1024;
    /** Larger than any volume ever deposited; a larger number means damage. */
    private static final int MAX_DIMENSION = 10_000;
    /** An extended header holds symmetry text or a few hundred bytes a section. */
    private static final int MAX_EXTENDED_BYTES = 1 << 28;

    private static final double ANGLE_TOLERANCE_DEGREES = 0.05;
    /** What the cell, a float, can tell of the voxel: 1.34, where the division gives 1.3400001. */
    private static final MathContext CELL_DIGITS = new MathContext(7);

    private static final double MAX_VOXEL = 100;
    private static final int FIRST_VOLUME_STACK_SPACE_GROUP = 401;
    private static final int IMOD_STAMP = 1146047817;
    /** The bit of IMOD's flags that says that bytes are signed. */
    private static final int IMOD_SIGNED_BYTES = 1;
    /** How files begin that are compressed in ways that are not read, each with what unpacks it. */
    private static final Map<String, String> COMPRESSIONS = Map.of(
            "BZh", "bzip2 (bunzip2)",
            "\u00fd7zXZ\0", "xz (unxz)",
            "(\u00b5/\u00fd", "zstd (unzstd)",
            "\u0004\"M\u0018", "lz4 (unlz4)",
            "\u001f\u009d", "compress (uncompress)",
            "PK\u0003\u0004", "zip (unzip)",
            "7z\u00bc\u00af'\u001c", "7z (7z x)");

    /** Voxels along x, y, z. */
    public int[] size() {
        int[] size = new int[3];
        for (int i = 0; i < 3; i++) {
            size[axes[i]] = dimensions[i];
        }
        return size;
    }

    /** Position of the first voxel by NSTART: NSTART times the voxel, along x, y, z, Å. */
    public double[] startOrigin() {
        double[] position = new double[3];
        for (int i = 0; i < 3; i++) {
            position[axes[i]] = start[i] * voxel[axes[i]];
        }
        return position;
    }

    int sectionVoxels() {
        return dimensions[0] * dimensions[1];
    }

    /** Size the file must have at least, uncompressed. */
    public long fileBytes() {
        return BYTES + extendedBytes + (long) sectionVoxels() * dimensions[2] * mode.bytes;
    }

    /** Where the first voxel lies, Å: ORIGIN unless that is zero, else NSTART times the voxel (as ChimeraX does). */
    public double[] place() {
        return Arrays.stream(origin).anyMatch(o -> o != 0) ? origin.clone() : startOrigin();
    }

    /**
     * Parses the first 1024 bytes of a file.
     *
     * @throws InputException when this is no map, or a map of a kind that cannot be used; says which
     */
    static MrcHeader parse(Path file, byte[] head) {
        if (head.length < BYTES) {
            throw notMrc(file, head);
        }
        ByteBuffer h = ByteBuffer.wrap(head).order(order(file, head));
        int[] dimensions = integers(h, 0);
        int[] axes = axes(h);
        requireVolume(file, h, dimensions);
        double[] voxel = voxel(file, h, axes, dimensions);
        double[] origin = numbers(h, 196);
        if (Arrays.stream(origin).anyMatch(o -> !Double.isFinite(o))) {
            throw new InputException("The map " + file + " has an ORIGIN that is not a number: correct its header.");
        }
        MrcMode mode = mode(file, h);
        boolean guessed = mode == MrcMode.UINT8 && !imodUnsigned(h);
        return new MrcHeader(
                file,
                h.order(),
                mode,
                dimensions,
                axes,
                integers(h, 16),
                voxel,
                origin,
                h.getInt(92),
                guessed ? List.of(unsignedBytes(file, h)) : List.of());
    }

    /**
     * The order MACHST names, when the numbers make sense in it; else the other, when they do in that (MACHST is often
     * wrong).
     */
    private static ByteOrder order(Path file, byte[] head) {
        ByteOrder stated = head[212] == 0x11 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteOrder other = stated == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        for (ByteOrder order : new ByteOrder[] {stated, other}) {
            if (plausible(ByteBuffer.wrap(head).order(order))) {
                return order;
            }
        }
        if (!new String(head, 208, 4, StandardCharsets.ISO_8859_1).equals("MAP ")) {
            throw notMrc(file, head);
        }
        for (ByteOrder order : new ByteOrder[] {stated, other}) {
            ByteBuffer h = ByteBuffer.wrap(head).order(order);
            if (plausibleSize(h)) {
                int[] axes = integers(h, 64);
                throw new InputException("The map " + file + " has the axis fields MAPC, MAPR, MAPS " + axes[0] + ", "
                        + axes[1] + ", " + axes[2] + ", which must be 1, 2 and 3 in some order: correct its header.");
            }
        }
        int[] n = integers(ByteBuffer.wrap(head).order(stated), 0);
        throw new InputException("The map " + file + " claims absurd dimensions (" + n[0] + " x " + n[1] + " x " + n[2]
                + ") or a damaged header: get the file again.");
    }

    private static boolean plausible(ByteBuffer h) {
        return plausibleSize(h) && axes(h) != null;
    }

    private static boolean plausibleSize(ByteBuffer h) {
        return Arrays.stream(integers(h, 0)).allMatch(n -> n > 0 && n <= MAX_DIMENSION)
                && h.getInt(12) >= 0
                && h.getInt(12) < 128
                && h.getInt(92) >= 0
                && h.getInt(92) <= MAX_EXTENDED_BYTES;
    }

    /** The axis permutation, from 0; null when it is none. All zeros (before CCP4's convention) means x, y, z. */
    private static int[] axes(ByteBuffer h) {
        int[] map = integers(h, 64);
        if (Arrays.equals(map, new int[3])) {
            return new int[] {0, 1, 2};
        }
        int[] sorted = map.clone();
        Arrays.sort(sorted);
        return Arrays.equals(sorted, new int[] {1, 2, 3})
                ? Arrays.stream(map).map(a -> a - 1).toArray()
                : null;
    }

    private static void requireVolume(Path file, ByteBuffer h, int[] n) {
        if (Arrays.stream(n).anyMatch(d -> d < 2)) {
            throw new InputException("The map " + file + " is " + n[0] + " x " + n[1] + " x " + n[2]
                    + " voxels, an image and not a volume: give the reconstructed 3D map.");
        }
        int sections = h.getInt(36);
        // MZ is the number of sections of one volume of a stack; some programs mark a single volume as a stack of one.
        if (h.getInt(88) >= FIRST_VOLUME_STACK_SPACE_GROUP && sections > 0 && sections < n[2]) {
            throw new InputException(
                    "The map " + file + " is a stack of " + n[2] / sections + " volumes: give one volume.");
        }
        for (int angle = 52; angle < 64; angle += 4) {
            float degrees = h.getFloat(angle);
            // Zero is written by programs that know no crystals.
            if (degrees != 0 && !(Math.abs(degrees - 90) <= ANGLE_TOLERANCE_DEGREES)) {
                throw new InputException("The map " + file + " has a cell angle of " + degrees
                        + " degrees: only orthogonal cells are read, so resample it on an orthogonal grid.");
            }
        }
    }

    private static double[] voxel(Path file, ByteBuffer h, int[] axes, int[] dimensions) {
        double[] cell = numbers(h, 40);
        int[] intervals = integers(h, 28);
        double[] voxel = new double[3];
        for (int i = 0; i < 3; i++) {
            int axis = axes[i];
            int divisor = intervals[axis] > 0 ? intervals[axis] : dimensions[i];
            voxel[axis] = !Double.isFinite(cell[axis])
                    ? Double.NaN
                    : new BigDecimal(cell[axis] / divisor).round(CELL_DIGITS).doubleValue();
            if (!(voxel[axis] > 0 && voxel[axis] < MAX_VOXEL)) {
                throw new InputException("The map " + file + " has a voxel of " + voxel[axis] + " Å along "
                        + "xyz".charAt(axis) + " (cell " + cell[axis] + " Å, " + divisor
                        + " intervals): set the true voxel size in its header.");
            }
        }
        return voxel;
    }

    private static MrcMode mode(Path file, ByteBuffer h) {
        int number = h.getInt(12);
        return switch (number) {
            case 0 -> imodUnsigned(h) || beyondSignedBytes(h) ? MrcMode.UINT8 : MrcMode.INT8;
            case 1 -> MrcMode.INT16;
            case 2 -> MrcMode.FLOAT32;
            case 6 -> MrcMode.UINT16;
            case 12 -> MrcMode.FLOAT16;
            case 3, 4 ->
                throw new InputException("The map " + file + " holds complex numbers (mode " + number
                        + "), the transform of a map: give the map in real space.");
            default ->
                throw new InputException("The map " + file + " has mode " + number
                        + ", which cannot be read: convert it to 32-bit floats (mode 2).");
        };
    }

    /** IMOD's own mark on the unsigned bytes that it wrote before 2012. */
    private static boolean imodUnsigned(ByteBuffer h) {
        return h.getInt(152) == IMOD_STAMP && (h.getInt(156) & IMOD_SIGNED_BYTES) == 0;
    }

    /** Whether the header's extreme values are such as signed bytes do not have. */
    private static boolean beyondSignedBytes(ByteBuffer h) {
        return h.getFloat(80) > Byte.MAX_VALUE && h.getFloat(76) >= 0;
    }

    private static String unsignedBytes(Path file, ByteBuffer h) {
        return "The bytes of the map " + file.getFileName() + " (mode 0) were read as unsigned, because its header's"
                + " largest value is " + h.getFloat(80) + ".";
    }

    private static Optional<String> compression(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return COMPRESSIONS.entrySet().stream()
                .filter(compression -> text.startsWith(compression.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static InputException notMrc(Path file, byte[] head) {
        Optional<String> compression = compression(head);
        if (compression.isPresent()) {
            return new InputException("The map " + file + " is compressed by " + compression.get()
                    + ", which is not read: unpack it, or compress it by gzip.");
        }
        String text =
                new String(head, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
        String looks = "";
        if (text.isEmpty()) {
            looks = ": it is empty";
        } else if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            looks = ": it looks like a web page";
        } else if (text.startsWith("data_") || text.matches("(?s)(header|atom  |hetatm|remark|cryst1|title ).*")) {
            looks = ": it looks like an atomic model";
        } else if (head.length < BYTES) {
            looks = ": it is shorter than the header of one";
        }
        return new InputException("The file " + file + " is not an MRC/CCP4 map" + looks
                + (looks.isEmpty() ? ": " : "; ") + "give the map's .mrc, .map or .ccp4 file, plain or gzipped.");
    }

    private static int[] integers(ByteBuffer h, int at) {
        return new int[] {h.getInt(at), h.getInt(at + 4), h.getInt(at + 8)};
    }

    /** Three floats as the shortest decimals that name them: 1.34f is meant as 1.34, not as 1.34000003. */
    private static double[] numbers(ByteBuffer h, int at) {
        double[] values = new double[3];
        for (int i = 0; i < 3; i++) {
            values[i] = Double.parseDouble(Float.toString(h.getFloat(at + 4 * i)));
        }
        return values;
    }
}
