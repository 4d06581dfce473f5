package org.emconverge.density;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Builds MRC files field by field, written independently of the reader, for whatever a real program might have written.
 */
final class RawMrc {
    /** The value at spatial voxel (x, y, z): differs along every axis and fits every mode exactly. */
    @FunctionalInterface
    interface Values {
        float at(int x, int y, int z);
    }

    int[] size = {4, 5, 6};
    int[] axes = {1, 2, 3};
    int mode = 2;
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    int[] start = {0, 0, 0};
    float[] cell;
    float[] angles = {90, 90, 90};
    float[] origin = {0, 0, 0};
    int extended;
    int spaceGroup = 1;
    byte[] stamp = null;
    Values values = (x, y, z) -> x + 4 * y + 20 * z;

    RawMrc size(int x, int y, int z) {
        size = new int[] {x, y, z};
        return this;
    }

    byte[] bytes() {
        int[] n = new int[3];
        for (int i = 0; i < 3; i++) {
            n[i] = size[axes[i] - 1];
        }
        int width =
                switch (mode) {
                    case 0 -> 1;
                    case 1, 3, 6, 12 -> 2;
                    default -> 4;
                };
        ByteBuffer b = ByteBuffer.allocate(1024 + extended + n[0] * n[1] * n[2] * width)
                .order(order);
        for (int i = 0; i < 3; i++) {
            b.putInt(4 * i, n[i]).putInt(16 + 4 * i, start[i]).putInt(28 + 4 * i, size[i]);
            b.putFloat(40 + 4 * i, cell == null ? 1.5f * size[i] : cell[i]).putFloat(52 + 4 * i, angles[i]);
            b.putInt(64 + 4 * i, axes[i]).putFloat(196 + 4 * i, origin[i]);
        }
        b.putInt(12, mode).putInt(88, spaceGroup).putInt(92, extended).putInt(108, 20140);
        byte machine = (byte) (order == ByteOrder.BIG_ENDIAN ? 0x11 : 0x44);
        b.put(208, new byte[] {'M', 'A', 'P', ' ', machine, machine, 0, 0});
        if (stamp != null) {
            b.put(212, stamp);
        }
        int at = 1024 + extended;
        int[] v = new int[3];
        for (int s = 0; s < n[2]; s++) {
            for (int r = 0; r < n[1]; r++) {
                for (int c = 0; c < n[0]; c++, at += width) {
                    v[axes[0] - 1] = c;
                    v[axes[1] - 1] = r;
                    v[axes[2] - 1] = s;
                    put(b, at, values.at(v[0], v[1], v[2]));
                }
            }
        }
        return b.array();
    }

    private void put(ByteBuffer b, int at, float value) {
        switch (mode) {
            case 0 -> b.put(at, (byte) value);
            case 1 -> b.putShort(at, (short) value);
            case 2 -> b.putFloat(at, value);
            case 6 -> b.putShort(at, (short) (int) value);
            case 12 -> b.putShort(at, half(value));
            default -> {}
        }
    }

    /** For normal numbers that binary16 holds exactly. */
    private static short half(float value) {
        if (value == 0) {
            return 0;
        }
        int bits = Float.floatToIntBits(value);
        return (short) (bits >>> 31 << 15 | (bits >>> 23 & 0xff) - 112 << 10 | bits >>> 13 & 0x3ff);
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gz = new GZIPOutputStream(out)) {
            gz.write(bytes);
        }
        return out.toByteArray();
    }
}
