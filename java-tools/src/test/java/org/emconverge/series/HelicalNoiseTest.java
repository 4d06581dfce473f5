package org.emconverge.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.emconverge.Json;
import org.emconverge.density.DensityMap;
import org.emconverge.density.GaussianFilter;
import org.emconverge.density.MapSymmetry;
import org.emconverge.density.MrcFile;
import org.emconverge.structure.PointGroup;
import org.emconverge.structure.SymmetryName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A helix of 90.0° and three voxels, which carries the grid onto itself, so that what is made by splines is compared
 * with what needs none.
 */
class HelicalNoiseTest {
    private static final int SIZE = TestPair.SIZE;
    private static final int RISE = 3;
    private static final String NAME = "helical:90:4.5";
    private static final int WHOLE = 0;

    @TempDir
    private Path folder;

    /** The voxel that some steps lead to, in a box that repeats. */
    private static int moved(int i, int steps) {
        int m = TestPair.MIDDLE;
        int x = i % SIZE - m;
        int y = i / SIZE % SIZE - m;
        int z = Math.floorMod(i / (SIZE * SIZE) + steps * RISE, SIZE);
        for (int turn = 0; turn < Math.floorMod(steps, 4); turn++) {
            int before = x;
            x = -y;
            y = before;
        }
        return (z * SIZE + Math.floorMod(y + m, SIZE)) * SIZE + Math.floorMod(x + m, SIZE);
    }

    /** The sum of some copies in a row; or one turn of the helix, repeated ({@link #WHOLE}). */
    private static DensityMap helical(DensityMap map, int copies) {
        float[] sums = new float[map.values().length];
        for (int i = 0; i < sums.length; i++) {
            int z = i / (SIZE * SIZE) - TestPair.MIDDLE;
            if (copies == WHOLE) {
                sums[i] = map.values()[moved(i, -Math.floorDiv(z, RISE))];
            } else {
                for (int step = 0; step < copies; step++) {
                    sums[i] += (float) (map.values()[moved(i, step)] / Math.sqrt(copies));
                }
            }
        }
        return TestPair.map(sums);
    }

    private static double correlation(float[] values, int steps) {
        double product = 0;
        double power = 0;
        for (int i = 0; i < values.length; i++) {
            int z = i / (SIZE * SIZE) - TestPair.MIDDLE;
            if (Math.abs(z) < 14) {
                double there = values[moved(i, steps)];
                product += values[i] * there;
                power += ((double) values[i] * values[i] + there * there) / 2;
            }
        }
        return product / power;
    }

    private void write(int copies, double noise, long seed) throws IOException {
        Random random = new Random(seed);
        DensityMap signal = helical(GaussianFilter.smooth(TestPair.white(random, 1), TestPair.BLUR), copies);
        for (int half = 1; half <= 2; half++) {
            DensityMap one = helical(TestPair.white(random, noise), copies);
            MrcFile.write(TestPair.plus(signal, one), folder.resolve("in" + half + ".mrc"));
        }
    }

    private float[] difference(String first, String second) {
        float[] values = MrcFile.read(folder.resolve(first)).values();
        float[] other = MrcFile.read(folder.resolve(second)).values();
        for (int i = 0; i < values.length; i++) {
            values[i] -= other[i];
        }
        return values;
    }

    private List<String> run(double target, long seed) throws IOException {
        return SeriesMapStep.run(
                new SeriesMapStep.Request(
                        null,
                        folder.resolve("in1.mrc"),
                        folder.resolve("in2.mrc"),
                        target,
                        seed,
                        mask(),
                        null,
                        NAME,
                        SeriesMapStep.Sharpening.NONE),
                folder);
    }

    private Path mask() throws IOException {
        float[] weights = new float[SIZE * SIZE * SIZE];
        Arrays.fill(weights, 1);
        weights[0] = 0; // a constant map is none
        Path mask = folder.resolve("mask.mrc");
        MrcFile.write(TestPair.map(weights), mask);
        return mask;
    }

    /** Four subunits averaged, as in Fourier space; a helix without end, as in real space. */
    @ParameterizedTest
    @CsvSource({"4, 4", "0, "})
    void theNoiseRepeatsAsTheGivenOneDoes(int copies, Double expected) throws IOException {
        write(copies, 0.05, 3);
        double sum = 0;
        for (int seed = 1; seed <= 3; seed++) {
            assertEquals(
                    List.of(),
                    run(5, seed).stream()
                            .filter(note -> note.contains("does not have"))
                            .toList());
            JsonNode record = Json.read(folder.resolve("series_map.json"));
            sum += record.get("measured").asDouble() / 3;
            JsonNode helix = record.get("helix");
            assertEquals(
                    expected,
                    helix.get("copies").isNull() ? null : helix.get("copies").asDouble());
            float[] made = difference("half1.mrc", "half2.mrc");
            float[] given = difference("in1.mrc", "in2.mrc");
            for (int steps = 1; steps <= 3; steps++) {
                assertEquals(correlation(given, steps), correlation(made, steps), 0.05, steps + " steps");
            }
        }
        assertEquals(5, sum, 0.05 * 5);
    }

    @Test
    void theNoiseHasItsPowerInEveryShell() throws IOException {
        write(4, 0.05, 5);
        run(5, 1);
        Shells shells = Shells.of(TestPair.spectrum(TestPair.map(difference("in1.mrc", "in2.mrc"))));
        double[] before = shells.power(TestPair.spectrum(TestPair.map(difference("in1.mrc", "in2.mrc"))));
        double[] after = shells.power(TestPair.spectrum(TestPair.map(difference("half1.mrc", "half2.mrc"))));
        double ratio = 0;
        int counted = 0;
        for (int shell = 6; shell < before.length - 3; shell++) {
            ratio += after[shell] / before[shell];
            counted++;
        }
        assertEquals(1, ratio / counted, 0.05);
    }

    private static NoiseSymmetry find(DensityMap noise, String name) {
        int[] size = {SIZE, SIZE, SIZE};
        DensityMap smooth = TestPair.map(TestPair.spectrum(noise).map(size, 0.25 / TestPair.VOXEL));
        return NoiseSymmetry.find(smooth, MapSymmetry.middle(noise), SymmetryName.parse(name));
    }

    @Test
    void aHelixThatTheNoiseDoesNotHaveIsSaidAndNotMade() {
        DensityMap noise = TestPair.white(new Random(1), 1);
        NoiseSymmetry white = find(noise, NAME);
        assertNull(white.screw());
        assertTrue(
                white.notes().get(0).contains("does not have the helix of 90.0° and 4.5 Å"),
                white.notes().toString());
        // smoothed noise is like itself a voxel on
        assertNull(find(noise, "helical:-1:1.5").screw());
        assertNull(find(helical(noise, WHOLE), "helical:45:4.5").screw());
        assertTrue(find(noise, "helical").notes().get(0).contains("no twist and no rise"));
        assertNotNull(find(helical(noise, WHOLE), NAME).screw());
        assertEquals(List.of(), find(helical(noise, WHOLE), NAME).notes());
    }

    @Test
    void aNamedGroupThatTheNoiseDoesNotHaveIsSaidAndWhatItHasIsUsed() {
        float[] values = TestPair.averaged(TestPair.white(new Random(1), 1).values(), PointGroup.of("C2"));
        NoiseSymmetry found = find(TestPair.map(values), "D2");
        assertEquals("C2", found.group().name());
        assertTrue(
                found.notes().get(0).contains("does not have the symmetry D2"),
                found.notes().toString());
        assertEquals(List.of(), find(TestPair.map(values), "C2").notes());
        // what is not said is found all the same
        assertEquals("C2", find(TestPair.map(values), "C1").group().name());
    }

    @Test
    void aHelixMayHaveAGroupAboutItsAxis() {
        float[] values =
                TestPair.averaged(helical(TestPair.white(new Random(1), 1), 4).values(), PointGroup.of("C2"));
        NoiseSymmetry found = find(TestPair.map(values), NAME + ":C2");
        assertEquals("C2", found.group().name());
        assertEquals(4, found.screw().copies());
    }
}
