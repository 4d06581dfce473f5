package org.emconverge.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.density.DensityMap;
import org.emconverge.density.GaussianFilter;
import org.emconverge.density.MrcFile;
import org.emconverge.density.SoftMask;
import org.emconverge.density.Spectrum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half maps as users have them. The signal fills the box, so that every shell has as many terms as it can. */
class OddPairsTest {
    private static final double VOXEL = 1.5;
    private static final double TARGET = 5;
    private static final double NOISE = 0.05;

    @TempDir
    private Path folder;

    private final Random random = new Random(11);

    private DensityMap white(int[] size, double sd) {
        float[] values = new float[size[0] * size[1] * size[2]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sd * random.nextGaussian());
        }
        return new DensityMap(
                size[0], size[1], size[2], new double[] {VOXEL, VOXEL, VOXEL}, new double[] {9, -12, 30}, values);
    }

    /** Signal with a B factor and two kinds of white noise. */
    private List<DensityMap> pair(int... size) {
        DensityMap signal = GaussianFilter.smooth(white(size, 1), 1.5);
        return List.of(plus(signal, white(size, NOISE)), plus(signal, white(size, NOISE)));
    }

    private static DensityMap plus(DensityMap a, DensityMap b) {
        float[] values = a.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += b.values()[i];
        }
        return like(a, values);
    }

    private static DensityMap like(DensityMap map, float[] values) {
        return new DensityMap(map.nx(), map.ny(), map.nz(), map.voxel(), map.origin(), values);
    }

    private static DensityMap changed(DensityMap map, DoubleUnaryOperator change) {
        float[] values = map.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) change.applyAsDouble(values[i]);
        }
        return like(map, values);
    }

    private static Spectrum spectrum(DensityMap map) {
        return Spectrum.of(
                (z, section) -> {
                    System.arraycopy(map.values(), map.index(0, 0, z), section, 0, section.length);
                    return true;
                },
                size(map),
                length(map),
                Double.POSITIVE_INFINITY);
    }

    private static int[] size(DensityMap map) {
        return new int[] {map.nx(), map.ny(), map.nz()};
    }

    private static double[] length(DensityMap map) {
        double[] length = new double[3];
        Arrays.setAll(length, axis -> size(map)[axis] * map.voxel()[axis]);
        return length;
    }

    /** @return the notes */
    private List<String> run(DensityMap half1, DensityMap half2) throws IOException {
        MrcFile.write(half1, folder.resolve("in1.mrc"));
        MrcFile.write(half2, folder.resolve("in2.mrc"));
        return run(TARGET, half1);
    }

    private List<String> run(double target, DensityMap grid) throws IOException {
        float[] ones = new float[grid.values().length];
        Arrays.fill(ones, 1);
        ones[0] = 0; // a constant map is none
        MrcFile.write(like(grid, ones), folder.resolve("mask.mrc"));
        return SeriesMapStep.run(
                new SeriesMapStep.Request(
                        null,
                        folder.resolve("in1.mrc"),
                        folder.resolve("in2.mrc"),
                        target,
                        1,
                        folder.resolve("mask.mrc"),
                        null,
                        null,
                        SeriesMapStep.Sharpening.RELION),
                folder);
    }

    private JsonNode record() {
        return Json.read(folder.resolve("series_map.json"));
    }

    private void requireTarget() {
        assertEquals(TARGET, record().get("measured").asDouble(), 0.04 * TARGET);
    }

    /** Power of the difference of the pair that was made, in units of that of the given, over all frequencies. */
    private double noiseRatio() {
        double[] power = new double[2];
        for (int made = 0; made < 2; made++) {
            DensityMap first = MrcFile.read(folder.resolve(made == 1 ? "half1.mrc" : "in1.mrc"));
            DensityMap second = MrcFile.read(folder.resolve(made == 1 ? "half2.mrc" : "in2.mrc"));
            for (int i = 0; i < first.values().length; i++) {
                double difference = (double) first.values()[i] - second.values()[i];
                power[made] += difference * difference;
            }
        }
        return power[1] / power[0];
    }

    @ParameterizedTest
    @CsvSource({"45, 47, 43", "53, 53, 53", "64, 40, 48"})
    void boxesOfOddAndUnequalEdgesAreMade(int nx, int ny, int nz) throws IOException {
        List<DensityMap> pair = pair(nx, ny, nz);
        assertEquals(List.of(), run(pair.get(0), pair.get(1)));
        requireTarget();
        assertEquals(1, noiseRatio(), 0.03);
    }

    @Test
    void theHalvesMayHaveMeansOfTheirOwn() throws IOException {
        List<DensityMap> pair = pair(48, 48, 48);
        run(changed(pair.get(0), v -> v + 7), changed(pair.get(1), v -> v - 2));
        requireTarget();
        double sum = 0;
        for (float value : MrcFile.read(folder.resolve("half2.mrc")).values()) {
            sum += value;
        }
        assertEquals(-2, sum / (48 * 48 * 48), 0.02);
    }

    /** What differs in strength only would look like noise. */
    @Test
    void halvesInDifferentGreyScalesAreBroughtToOne() throws IOException {
        List<DensityMap> pair = pair(48, 48, 48);
        List<String> notes = run(pair.get(0), changed(pair.get(1), v -> 2.5 * v));
        assertTrue(notes.get(0).contains("2.5"), notes.toString());
        assertTrue(notes.get(0).contains("times as strong as the first"), notes.toString());
        requireTarget();
        MrcFile.write(pair.get(1), folder.resolve("in2.mrc"));
        assertEquals(1, noiseRatio(), 0.03);
    }

    @ParameterizedTest
    @CsvSource({"0, 30", "1, 3000", "6, 3000"})
    void mapsOfWholeNumbersAreReadAsTheyAre(int mode, double scale) throws IOException {
        List<DensityMap> pair = pair(48, 48, 48);
        double offset = mode == 6 ? 30_000 : 0;
        writeWhole(pair.get(0), mode, scale, offset, folder.resolve("in1.mrc"));
        writeWhole(pair.get(1), mode, scale, offset, folder.resolve("in2.mrc"));
        run(TARGET, pair.get(0));
        requireTarget();
        assertEquals(1, noiseRatio(), 0.03);
    }

    private static void writeWhole(DensityMap map, int mode, double scale, double offset, Path file)
            throws IOException {
        MrcFile.write(map, file);
        int bytes = mode == 0 ? 1 : 2;
        ByteBuffer buffer =
                ByteBuffer.allocate(1024 + bytes * map.values().length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(Files.readAllBytes(file), 0, 1024).putInt(12, mode);
        buffer.putFloat(76, -100).putFloat(80, 100);
        for (float value : map.values()) {
            int whole = (int) Math.rint(scale * value + offset);
            if (bytes == 1) {
                buffer.put((byte) whole);
            } else {
                buffer.putShort((short) whole);
            }
        }
        Files.write(file, buffer.array());
    }

    @Test
    void voxelsMayDifferByRounding() throws IOException {
        List<DensityMap> pair = pair(48, 48, 48);
        DensityMap second = pair.get(1);
        DensityMap rounded =
                new DensityMap(48, 48, 48, new double[] {1.50004, 1.49997, 1.5}, second.origin(), second.values());
        run(pair.get(0), rounded);
        requireTarget();
    }

    /** Sharpening multiplies signal and noise alike. */
    @Test
    void sharpenedHalvesKeepTheirNoiseInEveryShell() throws IOException {
        List<DensityMap> pair = pair(48, 48, 48);
        List<DensityMap> sharp = pair.stream()
                .map(half -> {
                    Spectrum spectrum = spectrum(half);
                    spectrum.multiply(q -> Math.exp(40 * q * q / 4));
                    return like(half, spectrum.map(size(half), Double.POSITIVE_INFINITY));
                })
                .toList();
        run(sharp.get(0), sharp.get(1));
        requireTarget();
        Shells shells = Shells.of(spectrum(sharp.get(0)));
        double[] before = shells.power(spectrum(difference(sharp)));
        double[] after = shells.power(spectrum(difference(
                List.of(MrcFile.read(folder.resolve("half1.mrc")), MrcFile.read(folder.resolve("half2.mrc"))))));
        for (int shell = 6; shell < before.length - 3; shell++) {
            assertEquals(1, after[shell] / before[shell], 0.2, "shell " + shell);
        }
    }

    private static DensityMap difference(List<DensityMap> pair) {
        return plus(pair.get(0), changed(pair.get(1), v -> -v));
    }

    /**
     * RELION's {@code --low_resol_join_halves}: there the halves are one, and their ratio of signal to noise has no
     * end.
     */
    @Test
    void halvesThatAreOneAtLowResolutionAreMade() throws IOException {
        List<DensityMap> pair = pair(48, 48, 48);
        Spectrum second = spectrum(pair.get(1));
        float[] joined = spectrum(pair.get(0)).values();
        float[] values = second.values();
        second.forEach((at, frequency, weight) -> {
            if (frequency < 1 / 15.0) {
                values[at] = joined[at];
                values[at + 1] = joined[at + 1];
            }
        });
        run(pair.get(0), like(pair.get(1), second.map(size(pair.get(1)), Double.POSITIVE_INFINITY)));
        requireTarget();
        assertEquals(1, record().at("/curves/measured/1").asDouble(), 1e-3);
    }

    /** Part of a larger box, whose middle is not that of the whole: the noise goes on beyond its edges. */
    @Test
    void aCutOutIsMade() throws IOException {
        List<DensityMap> pair = pair(72, 72, 72);
        List<DensityMap> cut = pair.stream()
                .map(half -> half.around(
                        new double[][] {
                            {half.origin()[0] + 6, half.origin()[1] + 15, half.origin()[2] + 24},
                            {half.origin()[0] + 78, half.origin()[1] + 75, half.origin()[2] + 102}
                        },
                        0))
                .toList();
        run(cut.get(0), cut.get(1));
        requireTarget();
        assertEquals(1, noiseRatio(), 0.03);
    }

    /** As of a local refinement whose half maps were multiplied by its mask. */
    @Test
    void aSoftMaskInTheShapeOfAMoleculeIsRefused() {
        List<DensityMap> pair = pair(48, 48, 48);
        DensityMap grid = pair.get(0);
        double[][] atoms = new double[20][3];
        for (int i = 0; i < atoms.length; i++) {
            for (int axis = 0; axis < 3; axis++) {
                atoms[i][axis] = grid.origin()[axis] + 24 + (axis == 0 ? i : random.nextInt(12));
            }
        }
        float[] weights = SoftMask.around(grid, atoms, 10, 6).values();
        List<DensityMap> masked = pair.stream()
                .map(half -> {
                    float[] values = half.values().clone();
                    for (int i = 0; i < values.length; i++) {
                        values[i] *= weights[i];
                    }
                    return like(half, values);
                })
                .toList();
        String sentence = assertThrows(InputException.class, () -> run(masked.get(0), masked.get(1)))
                .getMessage();
        assertTrue(sentence.contains("were masked"), sentence);
    }
}
