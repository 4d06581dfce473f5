package org.emconverge.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.SharedData;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FscCurve;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.HalfMaps;
import org.emconverge.density.MrcFile;
import org.emconverge.density.Spectrum;
import org.emconverge.structure.PointGroup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesMapStepTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    /** Å at 6 Å: a ball as small has so few terms in a shell that one pair differs so much from the next. */
    private static final double SCATTER = 0.8;

    private static TestPair pair;
    private static double given;

    @BeforeAll
    static void aPair() throws IOException {
        pair = TestPair.write(shared, 0.2, 1);
        HalfMapStreams halves = pair.streams();
        Spectrum first = halves.spectrum(0);
        Spectrum second = halves.spectrum(1);
        SeriesMask mask = SeriesMask.automatic(halves, CoarseHalves.of(halves, first, second));
        given = halves.fsc(halves.unmasked(first, second), mask.weights())
                .best()
                .resolution(FscCurve.HALF_MAP_THRESHOLD);
    }

    private JsonNode record() {
        return Json.read(folder.resolve("series_map.json"));
    }

    /** Measured by the other implementation, which holds both maps. */
    private double measured(DensityMap mask) {
        HalfMaps.Fsc fsc = HalfMaps.fsc(
                MrcFile.read(folder.resolve("half1.mrc")), MrcFile.read(folder.resolve("half2.mrc")), mask);
        return fsc.best().resolution(FscCurve.HALF_MAP_THRESHOLD);
    }

    @Test
    void theTargetIsReached() throws IOException {
        for (double target : new double[] {4, 4.5, 5}) {
            SeriesMapStep.run(full(target), folder);
            double measured = measured(MrcFile.read(folder.resolve("mask.mrc")));
            assertEquals(target, measured, 0.03 * target);
            assertEquals(measured, record().get("measured").asDouble(), 0.02 * target);
            assertEquals("mask.mrc", record().get("mask").asText());
            assertEquals("C1", record().get("point_group").asText());
        }
    }

    /** Half maps that their signal fills, with a mask that leaves everything. */
    private SeriesMapStep.Request full(double target) throws IOException {
        TestPair full = TestPair.full(folder, 0.05, 2);
        float[] ones = new float[full.signal().values().length];
        Arrays.fill(ones, 1);
        ones[0] = 0; // a constant map is none
        Path mask = folder.resolve("mask.mrc");
        MrcFile.write(TestPair.map(ones), mask);
        return new SeriesMapStep.Request(
                null, full.half1(), full.half2(), target, 1, mask, null, null, SeriesMapStep.Sharpening.RELION);
    }

    /** The signal of the new half maps is D times the old one, shell by shell, and their noise as strong as it was. */
    @Test
    void theSignalFallsByDAndTheNoiseDoesNot() throws IOException {
        SeriesMapStep.run(full(5), folder);
        double shift = record().get("shift").asDouble();
        HalfMapStreams made = HalfMapStreams.of(folder.resolve("half1.mrc"), folder.resolve("half2.mrc"));
        DensityMap s = TestPair.full(folder, 0.05, 2).signal();
        Spectrum signal = made.transformed(
                (z, section) -> {
                    System.arraycopy(s.values(), s.index(0, 0, z), section, 0, section.length);
                    return true;
                },
                null);
        Spectrum first = made.spectrum(0);
        Spectrum second = made.spectrum(1);
        Shells shells = Shells.of(signal);
        float[] f = signal.values();
        float[] a = first.values();
        float[] b = second.values();
        double[] power = shells.power(signal);
        double[] cross = shells.means(
                signal, at -> (f[at] * ((double) a[at] + b[at]) + f[at + 1] * ((double) a[at + 1] + b[at + 1])) / 2);
        for (double q : new double[] {0.06, 0.1, 0.14, 0.18}) {
            int shell = shells.at(q);
            assertEquals(Shift.signal(shift, shells.frequency(shell)), cross[shell] / power[shell], 0.04, "at " + q);
        }
        double[] noise = HalfMapSurvey.of(made, first, second).noise();
        HalfMapStreams old = TestPair.full(folder, 0.05, 2).streams();
        double[] before =
                HalfMapSurvey.of(old, old.spectrum(0), old.spectrum(1)).noise();
        for (int shell = 5; shell < 24; shell++) {
            assertEquals(before[shell], noise[shell], 0.2 * before[shell], "shell " + shell);
        }
    }

    @Test
    void whatIsAlreadySoCoarseComesBackAsItIs() throws IOException {
        List<String> notes = SeriesMapStep.run(pair.request(given * 0.995, 1), folder);
        for (int half = 1; half <= 2; half++) {
            assertArrayEquals(
                    MrcFile.read(half == 1 ? pair.half1() : pair.half2()).values(),
                    MrcFile.read(folder.resolve("half" + half + ".mrc")).values());
        }
        assertEquals(0, record().get("shift").asDouble());
        assertTrue(notes.get(0).contains("given as they are"), notes.toString());
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherAnotherMap() throws IOException {
        SeriesMapStep.run(pair.request(5, 1), folder.resolve("a"));
        SeriesMapStep.run(pair.request(5, 1), folder.resolve("b"));
        SeriesMapStep.run(pair.request(5, 2), folder.resolve("c"));
        for (String name : List.of("half1.mrc", "half2.mrc", "map.mrc", "series_map.json")) {
            Path a = folder.resolve("a").resolve(name);
            assertEquals(-1, Files.mismatch(a, folder.resolve("b").resolve(name)), name);
            assertTrue(Files.mismatch(a, folder.resolve("c").resolve(name)) >= 0, name);
        }
    }

    @Test
    void theNewMapsLieWhereTheHeaderPutTheGivenOnes() throws IOException {
        byte[] header = Files.readAllBytes(pair.half1());
        // ORIGIN and NSTART that disagree
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(16, -7)
                .putInt(20, 3)
                .putFloat(204, 12.25f);
        ByteBuffer second = ByteBuffer.wrap(Files.readAllBytes(pair.half2())).order(ByteOrder.LITTLE_ENDIAN);
        second.putInt(16, -7).putInt(20, 3).putFloat(204, 12.25f);
        Files.write(folder.resolve("h1.mrc"), header);
        Files.write(folder.resolve("h2.mrc"), second.array());
        SeriesMapStep.run(
                new SeriesMapStep.Request(
                        null,
                        folder.resolve("h1.mrc"),
                        folder.resolve("h2.mrc"),
                        5,
                        1,
                        null,
                        null,
                        null,
                        SeriesMapStep.Sharpening.RELION),
                folder);
        for (String name : List.of("half1.mrc", "half2.mrc", "map.mrc")) {
            byte[] made = Files.readAllBytes(folder.resolve(name));
            for (int[] part : new int[][] {{0, 12}, {16, 52}, {64, 76}, {196, 208}}) {
                assertArrayEquals(
                        Arrays.copyOfRange(header, part[0], part[1]),
                        Arrays.copyOfRange(made, part[0], part[1]),
                        name + ", bytes from " + part[0]);
            }
        }
    }

    /** The signal's amplitudes are white below a Gaussian: what the Guinier plot sees is the blur, as a B factor. */
    @Test
    void theMapIsWeightedSharpenedAndEnded() throws IOException {
        SeriesMapStep.run(full(4), folder);
        JsonNode json = record();
        double measured = json.get("measured").asDouble();
        double expected = -(json.get("b_factor").asDouble() + 8 * Math.PI * Math.PI * TestPair.BLUR * TestPair.BLUR);
        assertEquals(expected, json.get("sharpening_b_factor").asDouble(), 0.1 * -expected);
        HalfMapStreams made = HalfMapStreams.of(folder.resolve("map.mrc"), folder.resolve("half1.mrc"));
        double[] power = Shells.of(made.spectrum(0)).power(made.spectrum(0));
        int last = (int) (1 / measured / (1 / made.length()[0]));
        for (int shell = last + 3; shell < power.length; shell++) {
            assertTrue(power[shell] < 1e-6 * power[last - 2], "shell " + shell);
        }
    }

    @Test
    void aMapWithSymmetryGetsNoiseWithIt() throws IOException {
        PointGroup group = PointGroup.of("D2");
        TestPair symmetric = TestPair.write(folder.resolve("in"), 0.1, 3, group);
        SeriesMapStep.run(symmetric.request(6, 1), folder);
        assertEquals("D2", record().get("point_group").asText());
        float[] values = MrcFile.read(folder.resolve("half1.mrc")).values();
        double sum = 0;
        double off = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * values[i] / values.length;
            off = Math.max(
                    off,
                    Math.abs(values[i]
                            - values[TestPair.turned(i, group.rotations().get(2))]));
        }
        assertTrue(off < 1e-5 * Math.sqrt(sum), off / Math.sqrt(sum) + " of its own size");
        List<String> notes = SeriesMapStep.run(
                new SeriesMapStep.Request(
                        null,
                        symmetric.half1(),
                        symmetric.half2(),
                        6,
                        1,
                        null,
                        null,
                        "C3",
                        SeriesMapStep.Sharpening.NONE),
                folder);
        assertEquals("D2", record().get("point_group").asText());
        assertTrue(notes.get(0).contains("does not have the symmetry C3"), notes.toString());
    }

    @Test
    void equalHalfMapsAreRefused() {
        assertTrue(refusal(new SeriesMapStep.Request(
                        null, pair.half1(), pair.half1(), 6, 1, null, null, null, SeriesMapStep.Sharpening.NONE))
                .contains("are the same map"));
    }

    @Test
    void maskedHalfMapsAreRefused() throws IOException {
        float[] mask = TestPair.ball(20);
        // not a sphere about the middle: half of one
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % TestPair.SIZE < TestPair.MIDDLE ? 0 : mask[i];
        }
        String sentence = refusal(changed(half -> TestPair.times(half, mask)));
        assertTrue(sentence.contains("were masked"), sentence);
    }

    @Test
    void aSphericalMaskIsPartOfTheEnvelope() throws IOException {
        SeriesMapStep.run(changed(half -> TestPair.times(half, TestPair.ball(26))), folder);
        assertEquals(6, record().get("measured").asDouble(), SCATTER);
        DensityMap made = MrcFile.read(folder.resolve("half1.mrc"));
        assertEquals(0, made.values()[0], 0.01, "the corner stays empty");
    }

    @Test
    void filteredHalfMapsAreRefusedWhereTheyStillCorrelate() throws IOException {
        String sentence = refusal(changed(half -> filtered(half, 1 / (1.2 * given))));
        assertTrue(sentence.contains("were filtered"), sentence);
        // beyond the resolution there is only noise to filter away
        List<String> notes = SeriesMapStep.run(changed(half -> filtered(half, 1.2 / given)), folder);
        assertTrue(notes.stream().anyMatch(note -> note.contains("hold nothing")), notes.toString());
        assertEquals(6, record().get("measured").asDouble(), SCATTER);
    }

    private static DensityMap filtered(DensityMap map, double cutoff) {
        int[] size = {map.nx(), map.ny(), map.nz()};
        return TestPair.map(TestPair.spectrum(map).map(size, cutoff));
    }

    @Test
    void aTargetThatTheHalfMapsDoNotReachIsRefused() {
        String sentence = refusal(pair.request(0.9 * given, 1));
        assertTrue(sentence.contains("no better than the"), sentence);
        assertTrue(refusal(pair.request(30, 1)).contains("too small to show"));
        assertFalse(Files.exists(folder.resolve("half1.mrc")));
    }

    @Test
    void halfMapsOnDifferentGridsAreRefused() throws IOException {
        DensityMap half = MrcFile.read(pair.half2());
        Path moved = folder.resolve("moved.mrc");
        MrcFile.write(half.at(new double[] {15, -30, 6}), moved);
        assertTrue(refusal(new SeriesMapStep.Request(
                        null, pair.half1(), moved, 6, 1, null, null, null, SeriesMapStep.Sharpening.NONE))
                .contains("voxels apart"));
    }

    /** Two half maps of a real entry, with noise of their own. */
    @Test
    void realHalfMapsAreMadeCoarser() throws IOException {
        Path half1 = SharedData.file("data/odd_inputs/p3_half1_same.mrc");
        Path half2 = SharedData.file("data/odd_inputs/p3_half2_same.mrc");
        SeriesMapStep.run(
                new SeriesMapStep.Request(null, half1, half2, 7, 1, null, null, null, SeriesMapStep.Sharpening.NONE),
                folder);
        assertEquals(7, record().get("measured").asDouble(), 0.03 * 7);
    }

    private String refusal(SeriesMapStep.Request request) {
        return assertThrows(InputException.class, () -> SeriesMapStep.run(request, folder))
                .getMessage();
    }

    @FunctionalInterface
    private interface Change {
        DensityMap of(DensityMap half);
    }

    private SeriesMapStep.Request changed(Change change) throws IOException {
        MrcFile.write(change.of(MrcFile.read(pair.half1())), folder.resolve("changed1.mrc"));
        MrcFile.write(change.of(MrcFile.read(pair.half2())), folder.resolve("changed2.mrc"));
        return new SeriesMapStep.Request(
                null,
                folder.resolve("changed1.mrc"),
                folder.resolve("changed2.mrc"),
                6,
                1,
                null,
                null,
                null,
                SeriesMapStep.Sharpening.RELION);
    }
}
