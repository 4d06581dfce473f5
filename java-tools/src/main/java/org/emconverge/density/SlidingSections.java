package org.emconverge.density;

import java.util.Arrays;

/** The sections of two half maps that lie around a window, and no others: a few hundred MB less than the maps. */
final class SlidingSections {
    /** Gives the sections of a map one after the other, see {@link SectionReader#next}. */
    @FunctionalInterface
    interface Source {
        void next(float[] values);
    }

    private final Source source1;
    private final Source source2;
    private final int[] size;
    private final float[][] first;
    private final float[][] second;
    private int read;
    private boolean differ;

    /**
     * @param size columns, rows, sections
     * @param depth sections held
     */
    SlidingSections(Source source1, Source source2, int[] size, int depth) {
        this.source1 = source1;
        this.source2 = source2;
        this.size = size;
        first = new float[depth][size[0] * size[1]];
        second = new float[depth][size[0] * size[1]];
    }

    /** Reads a map that is held already. */
    static Source of(DensityMap map) {
        int[] section = {0};
        return values -> System.arraycopy(map.values(), section[0]++ * values.length, values, 0, values.length);
    }

    int[] size() {
        return size;
    }

    /** Reads up to a section, or to the last one; the latest {@code depth} stay. */
    void readTo(int section) {
        for (; read <= Math.min(section, size[2] - 1); read++) {
            source1.next(first[read % first.length]);
            source2.next(second[read % second.length]);
            differ |= !Arrays.equals(first(read), second(read));
        }
    }

    /** Whether the maps differ anywhere in what was read. */
    boolean differ() {
        return differ;
    }

    float[] first(int section) {
        return first[section % first.length];
    }

    float[] second(int section) {
        return second[section % second.length];
    }
}
