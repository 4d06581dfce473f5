package org.emconverge.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.MrcFile;
import org.emconverge.density.SoftMask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconstructedMapTest {
    @TempDir
    private Path folder;

    private TestPair pair;
    private Path star;
    private Path mask;

    @BeforeEach
    void particlesAndTheirHalfMaps() throws IOException {
        pair = TestPair.write(folder, 0.6, 1);
        HalfMapStreams halves = pair.streams();
        CoarseHalves coarse = CoarseHalves.of(halves, halves.spectrum(0), halves.spectrum(1));
        mask = folder.resolve("mask.mrc");
        MrcFile.write(SoftMask.automatic(coarse.first(), coarse.second()), mask);
        Files.write(folder.resolve("a.mrcs"), new byte[] {48, 0, 0, 0});
        star = folder.resolve("p.star");
        Files.writeString(star, """
                data_optics

                loop_
                _rlnOpticsGroup #1
                _rlnImagePixelSize #2
                1 1.5

                data_particles

                loop_
                _rlnImageName #1
                _rlnAngleRot #2
                _rlnAngleTilt #3
                _rlnAnglePsi #4
                _rlnRandomSubset #5
                _rlnOpticsGroup #6
                1@a.mrcs 1 2 3 1 1
                2@a.mrcs 1 2 3 2 1
                """);
    }

    private Path shift(double target) throws IOException {
        ParticleShift.Unshifted unshifted = new ParticleShift.Unshifted(pair.half1(), pair.half2(), mask);
        ParticleShift.toTarget(star, folder, unshifted, target, 3, folder.resolve("shifted"));
        return folder.resolve("shifted/shift.json");
    }

    /**
     * A file of relion_postprocess with a curve that falls below 0.143 at a resolution, linearly between two shells.
     */
    private Path postprocess(double resolution) throws IOException {
        double width = 1 / (TestPair.SIZE * TestPair.VOXEL);
        StringBuilder text = new StringBuilder("""
                # version 30001

                data_general

                _rlnFinalResolution       6.000000
                _rlnBfactorUsedForSharpening    -55.25


                data_fsc

                loop_
                _rlnSpectralIndex #1
                _rlnResolution #2
                _rlnFourierShellCorrelationCorrected #3
                _rlnFourierShellCorrelationUnmaskedMaps #4
                """);
        for (int shell = 0; shell <= TestPair.SIZE / 2; shell++) {
            double fsc = 0.143 + 0.05 * (1 / resolution / width - shell);
            text.append(String.format(Locale.ROOT, "%d %.6f %.6f %.6f%n", shell, shell * width, fsc, fsc - 0.05));
        }
        return Files.writeString(folder.resolve("post.star"), text + "\n\ndata_guinier\n");
    }

    @Test
    void theRecordHasWhatRelionMeasured() throws IOException {
        Path shift = shift(7);
        Path record = folder.resolve("series_map.json");
        List<String> notes = ReconstructedMap.write("ex", shift, postprocess(6.9), "3.1.3", "D2", record);
        JsonNode made = Json.read(record);
        assertEquals(6.9, made.get("measured").asDouble(), 0.02);
        assertEquals(-55.25, made.get("sharpening_b_factor").asDouble());
        assertEquals("D2", made.get("point_group").asText());
        assertEquals(6, made.at("/reconstruction/resolution").asDouble());
        assertEquals("3.1.3", made.at("/reconstruction/version").asText());
        assertEquals(1, made.at("/reconstruction/particles/half2").asInt());
        assertTrue(made.get("half1").isNull());
        assertTrue(made.get("measured_unmasked").asDouble() > 6.9);
        int shells = made.at("/curves/frequency").size();
        assertEquals(shells, made.at("/curves/measured").size());
        assertTrue(made.get("shift").asDouble() > 0.3);
        assertEquals(1, notes.size(), notes.toString());
        assertTrue(notes.get(0).contains("no defocus"));
    }

    /** The shift is that which half maps are made coarser by. */
    @Test
    void bothWaysShiftAlike() throws IOException {
        ParticleShift particles = Json.read(shift(7), ParticleShift.class);
        SeriesMapStep.run(
                new SeriesMapStep.Request(
                        null, pair.half1(), pair.half2(), 7, 3, mask, null, "C1", SeriesMapStep.Sharpening.NONE),
                folder.resolve("made"));
        assertEquals(
                Json.read(folder.resolve("made/series_map.json")).get("shift").asDouble(), particles.shift(), 1e-4);
    }

    /** Of 72 Å four shells lie between 10 and 6.43 Å. */
    @Test
    void relionSharpensWhereThereAreShellsForIt() throws IOException {
        shift(7);
        Path options = folder.resolve("shifted/postprocess_options.txt");
        assertEquals("--adhoc_bfac 0\n", Files.readString(options));
        shift(6.3);
        assertEquals("--auto_bfac --autob_lowres 10.00 --autob_highres 6.3000\n", Files.readString(options));
    }

    @Test
    void aMissedTargetIsTold() throws IOException {
        List<String> notes =
                ReconstructedMap.write("ex", shift(7), postprocess(8), "3.1.3", "C1", folder.resolve("m.json"));
        assertTrue(notes.get(1).contains("reach 8.0") && notes.get(1).contains("not the 7.00 Å"), notes.toString());
    }

    @Test
    void whatCannotBeIsTold() throws IOException {
        assertTrue(
                assertThrows(InputException.class, () -> shift(2)).getMessage().contains("no better than"));
        Path shift = shift(7);
        Path other = Files.writeString(folder.resolve("other.star"), "data_\n\n_rlnFinalResolution 3\n");
        assertTrue(assertThrows(
                        InputException.class,
                        () -> ReconstructedMap.write("a", shift, other, "3", "C1", folder.resolve("m.json")))
                .getMessage()
                .contains("relion_postprocess"));
        ParticleShift.by(2, star, folder, 1, folder.resolve("by"));
        Path by = folder.resolve("by/shift.json");
        assertThrows(
                InputException.class,
                () -> ReconstructedMap.write("a", by, postprocess(7), "3", "C1", folder.resolve("m.json")));
    }

    /** Cut at its level the mean is a part of the box that holds the signal. */
    @Test
    void theLevelForAMaskIsBetweenSolventAndMolecule() throws IOException {
        MaskContour.write(pair.half1(), pair.half2(), folder);
        String[] options =
                Files.readString(folder.resolve("mask_options.txt")).strip().split(" ");
        assertEquals("--ini_threshold", options[0]);
        double level = Double.parseDouble(options[1]);
        assertEquals(
                List.of("--extend_inimask", "2", "--width_soft_edge", "3"),
                List.of(options).subList(6, 10));
        float[] mean = MrcFile.read(folder.resolve("mean.mrc")).values();
        float[] first = MrcFile.read(pair.half1()).values();
        float[] second = MrcFile.read(pair.half2()).values();
        for (int i = 0; i < mean.length; i += 997) {
            assertEquals((first[i] + second[i]) / 2, mean[i], 1e-6);
        }
        double[] sorted = new double[mean.length];
        Arrays.setAll(sorted, i -> mean[i]);
        Arrays.sort(sorted);
        assertTrue(level > 0 && level < sorted[sorted.length - 1], "level " + level);
    }
}
