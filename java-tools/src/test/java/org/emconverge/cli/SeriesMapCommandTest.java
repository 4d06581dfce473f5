package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.emconverge.Json;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.example.ExampleEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SeriesMapCommandTest {
    private static final int[] LARGE = {200, 200, 120};

    @TempDir
    private static Path example;

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void theExample() throws IOException {
        ExampleEntry.write(example, 1, 3.5);
    }

    private int run(String... options) {
        String[] args = new String[options.length + 7];
        String[] files = {
            "series-map",
            "--half1",
            example.resolve("half1.mrc.gz").toString(),
            "--half2",
            example.resolve("half2.mrc.gz").toString(),
            "--out-dir",
            folder.toString()
        };
        System.arraycopy(files, 0, args, 0, 7);
        System.arraycopy(options, 0, args, 7, options.length);
        return Emtools.run(Emtools.commandLine().setErr(new PrintWriter(errors, true)), args);
    }

    /** The example's half maps end beyond their resolution; what is made of them is as coarse as asked for. */
    @Test
    void theExampleIsMadeCoarser() {
        String model = example.resolve("model.cif").toString();
        assertEquals(0, run("--target", "4.5", "--model", model, "--seed", "3", "--series", "a"), errors.toString());
        JsonNode record = Json.read(folder.resolve("series_map.json"));
        assertEquals(4.5, record.get("measured").asDouble(), 0.06 * 4.5);
        assertEquals(3, record.get("seed").asInt());
        assertEquals("a", record.get("series").asText());
        assertEquals("model", record.get("mask").asText());
        assertEquals("C1", record.get("point_group").asText());
        assertEquals("half1.mrc.gz", record.get("half1").asText());
        assertEquals("relion", record.get("sharpening").asText());
        assertTrue(record.get("given").asDouble() < 3.7, record.get("given").asText());
        assertTrue(errors.toString().contains("the half maps hold nothing"), errors.toString());
        for (String name : new String[] {"half1.mrc", "half2.mrc", "map.mrc"}) {
            assertTrue(Files.exists(folder.resolve(name)), name);
        }
    }

    @Test
    void whatCannotBeIsToldInOneSentence() {
        assertEquals(2, run("--target", "2.5"));
        assertTrue(errors.toString().contains("no better than the 2.50 Å asked for"), errors.toString());
        assertEquals(2, run("--target", "0.1"));
        assertEquals(2, run("--target", "5", "--mask", "a.mrc", "--model", "b.cif"));
        assertEquals(2, run("--target", "5", "--symmetry", "C9x"));
        assertTrue(errors.toString().contains("is not a point group"), errors.toString());
    }

    /**
     * Three floats per voxel are more than there is: half maps of 200 x 200 x 120 voxels, with a symmetry, of which the
     * coarser ones that are looked at are small. One processor or more make the same bytes.
     */
    @Test
    void aMapTakesLessThanThreeTimesItsSize() throws Exception {
        Random random = new Random(1);
        float[] signal = white(random, 1);
        for (int half = 1; half <= 2; half++) {
            float[] values = white(random, 0.2);
            for (int i = 0; i < values.length; i++) {
                values[i] += signal[i];
            }
            write(values, folder.resolve("in" + half + ".mrc"));
        }
        float[] ones = new float[signal.length];
        Arrays.fill(ones, 1, ones.length, 1); // a constant map is none
        write(ones, folder.resolve("ones.mrc"));
        int megabytes = (int) (3L * signal.length * Float.BYTES >> 20);
        Path log = folder.resolve("log");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + megabytes + "m",
                "-XX:MaxNewSize=4m",
                "-XX:ActiveProcessorCount=1",
                "-cp",
                classPath,
                Emtools.class.getName()));
        command.addAll(arguments("one"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(0, process.waitFor(), Files.readString(log));
        assertEquals(
                "C2",
                Json.read(folder.resolve("one/series_map.json"))
                        .get("point_group")
                        .asText());
        CommandLine line = Emtools.commandLine().setErr(new PrintWriter(errors, true));
        assertEquals(0, Emtools.run(line, arguments("more").toArray(new String[0])), errors.toString());
        for (String name : List.of("half1.mrc", "half2.mrc", "map.mrc", "series_map.json")) {
            Path one = folder.resolve("one").resolve(name);
            assertEquals(-1, Files.mismatch(one, folder.resolve("more").resolve(name)), name);
        }
    }

    private List<String> arguments(String out) {
        return List.of(
                "series-map",
                "--half1",
                folder.resolve("in1.mrc").toString(),
                "--half2",
                folder.resolve("in2.mrc").toString(),
                "--mask",
                folder.resolve("ones.mrc").toString(),
                "--target",
                "4",
                "--out-dir",
                folder.resolve(out).toString());
    }

    /** White noise that a rotation by 180° about the middle of the box leaves as it is. */
    private static float[] white(Random random, double sd) {
        int row = LARGE[0];
        int area = row * LARGE[1];
        float[] values = new float[area * LARGE[2]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sd * random.nextGaussian());
        }
        for (int i = 0; i < values.length; i++) {
            int x = (row - i % row) % row;
            int y = (LARGE[1] - i / row % LARGE[1]) % LARGE[1];
            values[i] = values[i / area * area + y * row + x];
        }
        return values;
    }

    private static void write(float[] values, Path file) throws IOException {
        double[] voxel = {1, 1, 1};
        MrcFile.write(new DensityMap(LARGE[0], LARGE[1], LARGE[2], voxel, new double[3], values), file);
    }
}
