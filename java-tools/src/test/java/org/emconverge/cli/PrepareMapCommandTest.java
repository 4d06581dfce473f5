package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrepareMapCommandTest {
    /** Alpha carbons of a short helix: 1.5 Å rise, 100 degrees, radius 2.3 Å. */
    private static final double[][] HELIX = helix(30);

    @TempDir
    Path folder;

    private Path model;
    private Path map;

    @BeforeEach
    void writeInput() throws IOException {
        model = folder.resolve("a model;$(x).pdb");
        StringBuilder pdb = new StringBuilder();
        for (int i = 0; i < HELIX.length; i++) {
            pdb.append(String.format(
                    Locale.ROOT,
                    "ATOM  %5d  CA  ALA A%4d    %8.3f%8.3f%8.3f  1.00 20.00           C%n",
                    i + 1,
                    i + 1,
                    HELIX[i][0],
                    HELIX[i][1],
                    HELIX[i][2]));
        }
        Files.writeString(model, pdb.append("END\n"));
        map = folder.resolve("a map;$(x).mrc.gz");
        MrcFile.write(density(0), map);
    }

    @Test
    void writesMapsAndTheirReport() throws Exception {
        Path half1 = folder.resolve("h1.mrc");
        Path half2 = folder.resolve("h2.mrc");
        MrcFile.write(density(0.01), half1);
        MrcFile.write(density(-0.01), half2);
        Path out = folder.resolve("out dir");
        assertEquals(
                "",
                run(
                        0,
                        "--map",
                        map.toString(),
                        "--half1",
                        half1.toString(),
                        "--half2",
                        half2.toString(),
                        "--out-dir",
                        out.toString()));
        assertEquals(List.of("half1.mrc", "half2.mrc", "map.json", "map.mrc"), listing(out));
        JsonNode json = new ObjectMapper().readTree(out.resolve("map.json").toFile());
        assertEquals("a map;$(x).mrc.gz", json.get("file").asText());
        assertEquals(
                List.of(
                        "file",
                        "mode",
                        "dimensions",
                        "voxel",
                        "min",
                        "max",
                        "mean",
                        "sd",
                        "placement",
                        "crop",
                        "resampled",
                        "warnings",
                        "halves"),
                names(json));
        assertEquals(
                List.of("kind", "origin", "atoms_inside_fraction", "mean_density_at_atoms", "z", "contrast"),
                names(json.at("/placement/candidates/0")));
        assertEquals(
                List.of("file", "placed_by", "origin", "shift", "correlation", "atoms_inside_fraction"),
                names(json.at("/halves/0")));
        assertEquals("ORIGIN and NSTART", json.at("/placement/chosen").asText());
        assertEquals(0.8, json.at("/resampled/from/0").asDouble(), 1e-9);
        assertEquals(1, json.at("/resampled/to/2").asDouble(), 1e-9);
        DensityMap written = MrcFile.read(out.resolve("map.mrc"));
        assertArrayEquals(
                written.origin(), MrcFile.read(out.resolve("half2.mrc")).origin());
        assertTrue(written.at(HELIX[15][0], HELIX[15][1], HELIX[15][2]) > 0.7);
    }

    @Test
    void aFocusedMapIsLaidIntoTheMap() throws Exception {
        Path focused = folder.resolve("a focus;$(x).mrc");
        MrcFile.write(density(0.02), focused);
        DensityMap part = density(0);
        for (int i = 0; i < part.values().length; i++) {
            part.values()[i] = i / part.nx() / part.ny() > 18 ? 1 : 0;
        }
        Path mask = folder.resolve("mask.mrc");
        MrcFile.write(part, mask);
        Path out = folder.resolve("composite");
        String[] options = {"--map", map.toString(), "--focused", focused.toString(), "--focused-mask", mask.toString()
        };
        assertEquals("", run(0, with(options, "--focused-resolution", "3", "--out-dir", out.toString())));
        JsonNode composite =
                new ObjectMapper().readTree(out.resolve("map.json").toFile()).get("composite");
        assertEquals(List.of("parts", "shown_resolution"), names(composite));
        assertEquals("focused", composite.at("/parts/1/role").asText());
        assertEquals("a focus;$(x).mrc", composite.at("/parts/1/file").asText());
        assertEquals(1, composite.at("/parts/1/scale").asDouble(), 0.02);
        assertEquals(
                1,
                composite.at("/parts/0/share").asDouble()
                        + composite.at("/parts/1/share").asDouble(),
                1e-6);
        assertTrue(run(2, with(options, "--focused-resolution", "3", "--focused-resolution", "4", "--out-dir", "none"))
                .contains("There are 1 focused maps and 2 of --focused-resolution"));
        assertTrue(run(2, "--map", map.toString(), "--sharpened", focused.toString(), "--out-dir", "none")
                .contains("or both half maps"));
        assertFalse(Files.exists(Path.of("none")));
    }

    private static String[] with(String[] options, String... more) {
        return java.util.stream.Stream.concat(Arrays.stream(options), Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void badInputIsOneSentenceAndLeavesNothing() throws Exception {
        Path out = folder.resolve("out");
        Path page = Files.writeString(folder.resolve("page.map"), "<html>not found</html>");
        assertTrue(run(2, "--map", page.toString(), "--out-dir", out.toString()).contains("it looks like a web page"));
        assertTrue(
                run(2, "--map", "absent.mrc", "--out-dir", out.toString()).contains("There is no map file absent.mrc"));
        assertTrue(run(2, "--out-dir", out.toString()).contains("There is no map"));
        assertTrue(run(2, "--map", map.toString(), "--half2", map.toString(), "--out-dir", out.toString())
                .contains("give both or none"));
        assertTrue(run(2, "--map", map.toString(), "--resolution", "1.2", "--out-dir", out.toString())
                .contains("cannot show 1.20"));
        assertFalse(Files.exists(out));
    }

    /** The real thing at the size that matters: 512 cubed, gzipped, half the memory of its voxels as bytes. */
    @Test
    void aLargeMapTakesLittleMemory() throws Exception {
        Path large = folder.resolve("large.mrc.gz");
        writeLarge(large, 512);
        Path out = folder.resolve("out");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classPath,
                        Emtools.class.getName(),
                        "prepare-map",
                        "--model",
                        model.toString(),
                        "--map",
                        large.toString(),
                        "--resolution",
                        "3",
                        "--out-dir",
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "takes longer than two minutes");
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("log")));
        assertTrue(MrcFile.read(out.resolve("map.mrc")).at(HELIX[15][0], HELIX[15][1], HELIX[15][2]) > 70);
    }

    private String run(int status, String... arguments) {
        List<String> all = new ArrayList<>(List.of("prepare-map", "--model", model.toString()));
        if (!Arrays.asList(arguments).contains("--resolution")) {
            all.addAll(List.of("--resolution", "3"));
        }
        all.addAll(Arrays.asList(arguments));
        StringWriter errors = new StringWriter();
        CommandLine command = Emtools.commandLine().setErr(new PrintWriter(errors));
        assertEquals(status, command.execute(all.toArray(String[]::new)), errors.toString());
        assertEquals(status == 0 ? 0 : 1, errors.toString().lines().count(), errors.toString());
        return errors.toString();
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> listing(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static double[][] helix(int length) {
        double[][] atoms = new double[length][];
        for (int i = 0; i < length; i++) {
            double angle = Math.toRadians(100 * i);
            atoms[i] = new double[] {30 + 2.3 * Math.cos(angle), 28 + 2.3 * Math.sin(angle), 10 + 1.5 * i};
        }
        return atoms;
    }

    private static double gaussians(double x, double y, double z) {
        double sum = 0;
        for (double[] a : HELIX) {
            double d2 = (x - a[0]) * (x - a[0]) + (y - a[1]) * (y - a[1]) + (z - a[2]) * (z - a[2]);
            sum += d2 > 40 ? 0 : Math.exp(-d2 / 2.9);
        }
        return sum;
    }

    private static DensityMap density(double ripple) {
        int n = 75;
        float[] values = new float[n * n * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (gaussians(0.8 * (i % n), 0.8 * (i / n % n), 0.8 * (i / n / n)) + ripple * (i % 2));
        }
        return new DensityMap(n, n, n, new double[] {0.8, 0.8, 0.8}, new double[3], values);
    }

    /** Mode 0, written section by section. */
    private static void writeLarge(Path file, int n) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3; i++) {
            header.putInt(4 * i, n)
                    .putInt(28 + 4 * i, n)
                    .putFloat(40 + 4 * i, n)
                    .putFloat(52 + 4 * i, 90)
                    .putInt(64 + 4 * i, i + 1);
        }
        header.put(208, new byte[] {'M', 'A', 'P', ' ', 0x44, 0x44, 0, 0});
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(header.array());
            for (int z = 0; z < n; z++) {
                byte[] section = new byte[n * n];
                for (int y = 15; y < 41 && z < 70; y++) {
                    for (int x = 15; x < 45; x++) {
                        section[y * n + x] = (byte) Math.min(127, 100 * gaussians(x, y, z));
                    }
                }
                out.write(section);
            }
        }
    }
}
