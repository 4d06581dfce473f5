package org.emconverge.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.vecmath.Matrix3d;
import org.emconverge.density.DensityMap;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.MapSymmetry;
import org.emconverge.density.MrcFile;
import org.emconverge.density.Spectrum;
import org.emconverge.structure.PointGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseSourceTest {
    private static final int[] SIZE = {TestPair.SIZE, TestPair.SIZE, TestPair.SIZE};

    @TempDir
    private Path folder;

    private static NoiseSource source(HalfMapStreams halves, String group) {
        HalfMapSurvey survey = HalfMapSurvey.of(halves, halves.spectrum(0), halves.spectrum(1));
        return new NoiseSource(
                halves,
                survey.shells(),
                survey.noise(),
                NoiseEnvelope.of(halves, false),
                NoiseSymmetry.of(PointGroup.of(group)));
    }

    private static NoiseSymmetry find(DensityMap noise) {
        return NoiseSymmetry.find(noise, MapSymmetry.middle(noise), null);
    }

    private static float[] voxels(Spectrum spectrum) {
        Spectrum.Sections sections = spectrum.consume(SIZE);
        float[] values = new float[SIZE[0] * SIZE[1] * SIZE[2]];
        float[] section = new float[SIZE[0] * SIZE[1]];
        for (int z = 0; z < SIZE[2]; z++) {
            sections.fill(z, section);
            System.arraycopy(section, 0, values, z * section.length, section.length);
        }
        return values;
    }

    /** White noise of variance σ² has |F|² = σ² (voxel volume)² per voxel at every frequency. */
    @Test
    void whiteNoiseStaysWhiteAndAsStrong() throws IOException {
        HalfMapStreams halves = TestPair.write(folder, 0.4, 1).streams();
        NoiseSource source = source(halves, "C1");
        double expected = 0.16 * Math.pow(TestPair.VOXEL, 6) * Math.pow(TestPair.SIZE, 3);
        double[] power = source.shells().power(source.make(7));
        for (int shell = 4; shell < power.length - 3; shell++) {
            assertEquals(expected, power[shell], 0.25 * expected, "shell " + shell);
            assertEquals(source.power()[shell], power[shell], 1e-4 * power[shell], "shell " + shell);
        }
        double sum = 0;
        for (float v : voxels(source.make(7))) {
            sum += (double) v * v;
        }
        assertEquals(0.16, sum / Math.pow(TestPair.SIZE, 3), 0.16 * 0.07);
    }

    @Test
    void theNoiseIsAsStrongAtEveryDistanceAsTheGivenOne() throws IOException {
        TestPair pair = TestPair.write(folder, 0, 1);
        Random random = new Random(5);
        float[] envelope = new float[SIZE[0] * SIZE[1] * SIZE[2]];
        for (int i = 0; i < envelope.length; i++) {
            envelope[i] = (float) (0.1 + Math.exp(-Math.pow(distance(i) / 18, 2)));
        }
        for (Path half : new Path[] {pair.half1(), pair.half2()}) {
            MrcFile.write(TestPair.plus(pair.signal(), TestPair.times(TestPair.white(random, 1), envelope)), half);
        }
        float[] noise = voxels(source(pair.streams(), "C1").make(3));
        for (int bin = 0; bin < 4; bin++) {
            double made = 0;
            double expected = 0;
            for (int i = 0; i < noise.length; i++) {
                if ((int) (distance(i) / 9) == bin) {
                    made += (double) noise[i] * noise[i];
                    expected += (double) envelope[i] * envelope[i];
                }
            }
            assertEquals(1, Math.sqrt(made / expected), 0.07, "from " + 9 * bin + " Å");
        }
    }

    private static double distance(int i) {
        int m = TestPair.MIDDLE;
        int n = TestPair.SIZE;
        return TestPair.VOXEL * Math.hypot(Math.hypot(i % n - m, i / n % n - m), i / (n * n) - m);
    }

    @Test
    void aSeedGivesTheSameNoiseAndAnotherGivesAnother() throws IOException {
        NoiseSource source = source(TestPair.write(folder, 0.4, 1).streams(), "C1");
        float[] first = voxels(source.make(1));
        assertArrayEquals(first, voxels(source.make(1)));
        assertEquals(0, correlation(first, voxels(source.make(2))), 0.02);
    }

    private static double correlation(float[] a, float[] b) {
        double product = 0;
        double powerA = 0;
        double powerB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            powerA += (double) a[i] * a[i];
            powerB += (double) b[i] * b[i];
        }
        return product / Math.sqrt(powerA * powerB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C2", "C4", "D2", "D4", "O", "T222"})
    void noiseHasTheSymmetryToTheLastDigits(String group) throws IOException {
        PointGroup rotations = PointGroup.of(group);
        HalfMapStreams halves = TestPair.write(folder, 0.4, 1, rotations).streams();
        assertEquals(
                group.equals("T222") ? "T" : group,
                find(CoarseHalves.of(halves, halves.spectrum(0), halves.spectrum(1))
                                .noise())
                        .group()
                        .name());
        float[] noise = voxels(source(halves, group).make(4));
        double rms = 0;
        double largest = 0;
        for (Matrix3d rotation : rotations.rotations()) {
            for (int i = 0; i < noise.length; i++) {
                largest = Math.max(largest, Math.abs(noise[i] - noise[TestPair.turned(i, rotation)]));
                rms += (double) noise[i] * noise[i] / noise.length / rotations.order();
            }
        }
        assertTrue(largest < 1e-5 * Math.sqrt(rms), largest / Math.sqrt(rms) + " of the noise's own size");
    }

    /**
     * Three-fold axes do not carry the grid onto itself: the noise of low frequency, to half of Nyquist, still has
     * them.
     */
    @Test
    void noiseHasASymmetryThatTheGridDoesNotHave() throws IOException {
        HalfMapStreams halves = TestPair.write(folder, 0.4, 1).streams();
        for (String group : new String[] {"C3", "D7"}) {
            Spectrum noise = source(halves, group).make(4);
            int[] coarse = {24, 24, 24};
            DensityMap smooth =
                    new DensityMap(24, 24, 24, new double[] {3, 3, 3}, TestPair.ORIGIN, noise.map(coarse, 1 / 12.0));
            assertEquals(group, find(smooth).group().name());
            // what is missing is lost between the voxels of the coarse grid
            double correlation = find(smooth).correlation();
            assertTrue(correlation > 0.9, group + " " + correlation);
        }
    }
}
