package org.emconverge.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Maps of a few voxels for tests. */
final class SmallMap {
    private SmallMap() {
    }

    /** A float32 map, little-endian, with values that do not compress to nothing. */
    static byte[] bytes(int columns, int rows, int sections) {
        return bytes(columns, rows, sections, 2, 4, 0, ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] bytes(int columns, int rows, int sections, int mode, int voxelBytes, int extended, ByteOrder order) {
        int voxels = columns * rows * sections * voxelBytes;
        ByteBuffer b = ByteBuffer.allocate(1024 + extended + voxels).order(order);
        b.putInt(0, columns).putInt(4, rows).putInt(8, sections).putInt(12, mode).putInt(92, extended);
        b.position(208).put("MAP ".getBytes(StandardCharsets.US_ASCII));
        b.position(1024 + extended);
        new Random(1).ints(voxels).forEach(i -> b.put((byte) i));
        return b.array();
    }
}
