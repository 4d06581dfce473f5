package org.emconverge.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * As much of an MRC2014/CCP4 header as tells the length of the file (Cheng et al. 2015, J. Struct. Biol. 192, 146).
 *
 * @param columns voxels along the fastest axis
 * @param rows voxels along the middle axis
 * @param sections voxels along the slowest axis
 * @param mode type of a voxel: 0 int8, 1 int16, 2 float32, 6 uint16, 12 float16
 * @param extended length of the extended header (NSYMBT), bytes
 */
record MrcHeader(int columns, int rows, int sections, int mode, int extended) {
    /** Bytes. */
    static final int LENGTH = 1024;
    private static final int EXTENDED_AT = 92;
    private static final int MAGIC_AT = 208;

    /** @throws BadContentException when the bytes are no header of a real-valued map, in either byte order */
    static MrcHeader parse(byte[] bytes) throws BadContentException {
        if (bytes.length < LENGTH || !new String(bytes, MAGIC_AT, 3, StandardCharsets.ISO_8859_1).equals("MAP")) {
            throw new BadContentException("the content is not an MRC map");
        }
        MrcHeader little = read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        MrcHeader header = little.sensible() ? little : read(ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN));
        if (!header.sensible()) {
            throw new BadContentException("the map has no sensible MRC header");
        }
        return header;
    }

    /** Length of the whole file, bytes. */
    long fileLength() {
        return LENGTH + extended + (long) columns * rows * sections * voxelBytes(mode);
    }

    private static MrcHeader read(ByteBuffer b) {
        return new MrcHeader(b.getInt(0), b.getInt(4), b.getInt(8), b.getInt(12), b.getInt(EXTENDED_AT));
    }

    /** The limits keep a header read in the wrong byte order out, and the length within a long. */
    private boolean sensible() {
        int most = 1 << 16;
        return columns > 0 && columns < most && rows > 0 && rows < most && sections > 0 && sections < most && voxelBytes(mode) > 0
                && extended >= 0;
    }

    private static int voxelBytes(int mode) {
        return switch (mode) {
            case 0 -> 1;
            case 1, 6, 12 -> 2;
            case 2 -> 4;
            default -> 0;
        };
    }
}
