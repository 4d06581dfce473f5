package org.emconverge.density;

/** The highest values of a map: found by counting leading bits, so that a large map is neither copied nor sorted. */
final class HighestVoxels {
    private static final int HALF = 16;

    private final float[] values;
    /** How many values have each of the 2¹⁶ upper halves, in rising order. */
    private final int[] upper = new int[1 << HALF];

    HighestVoxels(float[] values) {
        this.values = values;
        for (float value : values) {
            upper[bits(value) >>> HALF]++;
        }
    }

    /**
     * @param number 1 to the number of values
     * @return the value that {@code number} of them (more, when several are equal) reach or exceed
     */
    float threshold(int number) {
        int half = find(upper, number);
        int above = 0;
        for (int i = half + 1; i < upper.length; i++) {
            above += upper[i];
        }
        int[] lower = new int[1 << HALF];
        for (float value : values) {
            int bits = bits(value);
            if (bits >>> HALF == half) {
                lower[bits & 0xffff]++;
            }
        }
        int bits = half << HALF | find(lower, number - above);
        return Float.intBitsToFloat(bits < 0 ? bits & 0x7fffffff : ~bits);
    }

    /** The highest entry from which on the counts reach {@code number}. */
    private static int find(int[] counts, int number) {
        int sum = 0;
        int i = counts.length;
        while (sum < number) {
            sum += counts[--i];
        }
        return i;
    }

    /** Bits that, taken as an unsigned number, rise with the value. Adding zero makes −0 the same as 0. */
    private static int bits(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits < 0 ? ~bits : bits | 0x80000000;
    }
}
