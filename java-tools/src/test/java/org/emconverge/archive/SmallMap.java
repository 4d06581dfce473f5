package org.emconverge.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Maps of a few voxels for tests. */
final class SmallMap {
    private SmallMap() {}

    /** A float32 map, little-endian, with values that do not compress to nothing. */
    static byte[] bytes(int columns, int rows, int sections) {
        return bytes(columns, rows, sections, 2);
    }

    static byte[] bytes(int columns, int rows, int sections, int mode) {
        int voxels = columns * rows * sections * 4;
        ByteBuffer b = ByteBuffer.allocate(1024 + voxels).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, columns).putInt(4, rows).putInt(8, sections).putInt(12, mode);
        b.putFloat(40, columns).putFloat(44, rows).putFloat(48, sections);
        b.putInt(64, 1).putInt(68, 2).putInt(72, 3);
        b.position(208).put("MAP DD".getBytes(StandardCharsets.US_ASCII));
        b.position(1024);
        new Random(1).ints(voxels).forEach(i -> b.put((byte) i));
        return b.array();
    }
}
