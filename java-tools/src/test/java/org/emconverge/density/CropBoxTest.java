package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.emconverge.density.FourierResampler.Ratio;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boxes in a map of 60 voxels of 1 Å along each axis, its first voxel at 0. */
class CropBoxTest {
    private static final double[] ORIGIN = new double[3];

    @TempDir
    Path folder;

    private MrcHeader header;

    @BeforeEach
    void writeMap() throws Exception {
        Path file = folder.resolve("map.mrc");
        float[] values = new float[60 * 60 * 60];
        values[0] = 1;
        MrcFile.write(new DensityMap(60, 60, 60, new double[] {1, 1, 1}, ORIGIN, values), file);
        header = MrcFile.header(file);
    }

    /** Round atoms from {@code low} to {@code high} along every axis. */
    private CropBox box(double low, double high, Ratio ratio) {
        return CropBox.around(header, ORIGIN, new double[][] {{low, low, low}, {high, high, high}}, 4, ratio);
    }

    private static void assertBox(int start, int size, CropBox box) {
        assertArrayEquals(new int[] {start, start, start}, box.start());
        assertArrayEquals(new int[] {size, size, size}, box.size());
    }

    @Test
    void aFastSizeStays() {
        assertBox(16, 25, box(20, 36, Ratio.NONE));
    }

    @Test
    void anotherGrowsAtTheFarEndIntoTheMap() {
        assertBox(16, 30, box(20, 40, Ratio.NONE));
    }

    @Test
    void whereTheMapEndsItGrowsAtTheNearEnd() {
        // 29 voxels from 30 on: one is left of the map at the far end, none is missing
        assertBox(30, 30, box(34, 54, Ratio.NONE));
        // 31 voxels from 29 on reach the end: the one that 32 need lies before
        assertBox(28, 32, box(33, 55, Ratio.NONE));
    }

    @Test
    void whatTheMapDoesNotHaveIsBeyondTheFarEnd() {
        assertBox(-2, 64, box(2, 57, Ratio.NONE));
    }

    @Test
    void whereVoxelsAreMergedTheNewMapHasTheFastSize() {
        for (double high = 30; high < 50; high += 0.7) {
            for (double factor = 1; factor < 4; factor += 0.17) {
                Ratio ratio = Ratio.below(factor);
                CropBox box = box(12.3, high, ratio);
                assertEquals(0, box.start()[0] % ratio.from());
                assertEquals(0, box.size()[0] % ratio.from());
                assertTrue(TransformSize.isFast(box.size()[0] / ratio.from() * ratio.to()));
                assertTrue(box.start()[0] <= 8 && box.start()[0] + box.size()[0] - 1 >= high + 4, "the whole margin");
            }
        }
    }
}
