package org.emconverge.density;

import java.nio.ByteBuffer;

/** How an MRC2014 file stores a voxel: the real modes, each with its number and its size. */
enum MrcMode {
    INT8(0, 1) {
        @Override
        void decode(ByteBuffer in, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in.get(i);
            }
        }
    },
    /** Mode 0 as IMOD wrote it before 2012: told from {@link #INT8} by IMOD's stamp in the header. */
    UINT8(0, 1) {
        @Override
        void decode(ByteBuffer in, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = Byte.toUnsignedInt(in.get(i));
            }
        }
    },
    INT16(1, 2) {
        @Override
        void decode(ByteBuffer in, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in.getShort(2 * i);
            }
        }
    },
    FLOAT32(2, 4) {
        @Override
        void decode(ByteBuffer in, float[] out) {
            in.asFloatBuffer().get(out);
        }
    },
    UINT16(6, 2) {
        @Override
        void decode(ByteBuffer in, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = Short.toUnsignedInt(in.getShort(2 * i));
            }
        }
    },
    FLOAT16(12, 2) {
        @Override
        void decode(ByteBuffer in, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = half(in.getShort(2 * i));
            }
        }
    };

    final int number;
    final int bytes;

    MrcMode(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** Fills {@code out} from the start of {@code in}, whose byte order is set. */
    abstract void decode(ByteBuffer in, float[] out);

    /** IEEE 754 binary16 to float; exact. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else {
            magnitude = Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
