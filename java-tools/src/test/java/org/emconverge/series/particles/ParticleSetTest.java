package org.emconverge.series.particles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.emconverge.InputException;
import org.emconverge.series.particles.StarReader.Kind;
import org.emconverge.series.particles.StarReader.Token;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.hipparchus.stat.regression.SimpleRegression;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParticleSetTest {
    private static final String OPTICS = """
            # version 30001

            data_optics

            loop_
            _rlnOpticsGroupName #1
            _rlnOpticsGroup #2
            _rlnVoltage #3
            _rlnSphericalAberration #4
            _rlnAmplitudeContrast #5
            _rlnImagePixelSize #6
            _rlnImageSize #7
            _rlnImageDimensionality #8
            opticsGroup1 1 300.0 2.7 0.1 1.3 64 2
            "optics group 2" 2 300.0 2.7 0.1 1.5 64 2

            """;
    private static final String LABELS = """
            # version 30001

            data_particles

            loop_
            _rlnImageName #1
            _rlnAngleRot #2
            _rlnAngleTilt #3
            _rlnAnglePsi #4
            _rlnOriginXAngst #5
            _rlnOriginYAngst #6
            _rlnDefocusU #7
            _rlnRandomSubset #8
            _rlnOpticsGroup #9
            """;
    private static final String OLD = """
            data_images

            loop_
            _rlnVoltage #1
            _rlnSphericalAberration #2
            _rlnAmplitudeContrast #3
            _rlnMagnification #4
            _rlnDetectorPixelSize #5
            _rlnImageName #6
            _rlnAngleRot #7
            _rlnAngleTilt #8
            _rlnAnglePsi #9
            _rlnOriginX #10
            _rlnOriginY #11
            _rlnRandomSubset #12
            300.0 2.7 0.1 50000.0 6.5 1@a.mrcs 1 2 3 10.0 -2.0 1
            300.0 2.7 0.1 50000.0 6.5 2@a.mrcs 1 2 3 0.5 0.25 2
            200.0 2.7 0.1 50000.0 6.5 3@a.mrcs 1 2 3 0 0 2
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aStackOfImages() throws IOException {
        Files.write(folder.resolve("a.mrcs"), new byte[] {64, 0, 0, 0, 0});
    }

    private static String row(int number, double x, double y, int half, int group) {
        return number + "@a.mrcs 10.0 20.0 30.0 " + x + " " + y + " 10000.0 " + half + " " + group + "\n";
    }

    private Path star(String text) {
        Path file = folder.resolve("in.star");
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return file;
    }

    private ParticleSet read(String text) {
        return ParticleSet.read(star(text), folder);
    }

    private String written(ParticleSet set, double shift, long seed) throws IOException {
        Path out = folder.resolve("out.star");
        set.write(shift, seed, out);
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** The values of columns of the particles of a written file. */
    private List<double[]> numbers(String... columns) {
        List<double[]> found = new ArrayList<>();
        try (StarReader star = new StarReader(folder.resolve("out.star"))) {
            for (Kind kind = star.next(); kind != null; kind = star.next()) {
                if (kind == Kind.ROW && star.block().equals("particles")) {
                    List<Token> row = star.values();
                    double[] values = new double[columns.length];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = star.number(row, star.labels().indexOf(columns[i]));
                    }
                    found.add(values);
                }
            }
        }
        return found;
    }

    private static String sentence(Runnable read) {
        return assertThrows(InputException.class, read::run).getMessage();
    }

    @Test
    void whatIsNotShiftedGoesThroughByteByByte() throws IOException {
        String text = OPTICS + LABELS + row(1, 1.5, -2.25, 1, 1) + row(2, 0, 0, 2, 2)
                + "\n# the end\ndata_more\n\n_rlnX 'a b'\n";
        String moved = written(read(text), 2, 5);
        List<String> before = text.lines().toList();
        List<String> after = moved.lines().toList();
        assertEquals(before.size(), after.size());
        int changed = 0;
        for (int i = 0; i < before.size(); i++) {
            String line = before.get(i);
            if (line.contains("@")) {
                String[] given = line.split(" ");
                String[] made = after.get(i).split(" ");
                for (int j = 0; j < given.length; j++) {
                    assertEquals(j == 4 || j == 5, !given[j].equals(made[j]), after.get(i));
                }
                changed++;
            } else {
                assertEquals(line, after.get(i));
            }
        }
        assertEquals(2, changed);
    }

    @Test
    void theSameSeedMovesTheSameRowAlikeHoweverFar() throws IOException {
        ParticleSet set = read(OPTICS + LABELS + row(1, 1.5, -2.25, 1, 1) + row(2, 0, 0, 2, 2));
        String once = written(set, 2, 5);
        assertEquals(once, written(set, 2, 5));
        List<double[]> two = numbers("rlnOriginXAngst", "rlnOriginYAngst");
        assertFalse(once.equals(written(set, 2, 6)));
        written(set, 1, 5);
        List<double[]> one = numbers("rlnOriginXAngst", "rlnOriginYAngst");
        assertEquals((two.get(0)[0] - 1.5) / 2, one.get(0)[0] - 1.5, 2e-6);
        assertEquals(two.get(1)[1] / 2, one.get(1)[1], 2e-6);
        written(set, 0, 5);
        assertEquals(1.5, numbers("rlnOriginXAngst").get(0)[0]);
    }

    @Test
    void shiftsAreGaussianAndIndependent() throws IOException {
        StringBuilder rows = new StringBuilder(OPTICS + LABELS);
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            rows.append(row(i + 1, 3, -4, i % 2 + 1, 1));
        }
        ParticleSet set = read(rows.toString());
        assertEquals(n / 2, set.summary().half1());
        written(set, 1.7, 11);
        DescriptiveStatistics x = new DescriptiveStatistics();
        DescriptiveStatistics y = new DescriptiveStatistics();
        SimpleRegression together = new SimpleRegression();
        SimpleRegression next = new SimpleRegression();
        double before = 0;
        for (double[] origin : numbers("rlnOriginXAngst", "rlnOriginYAngst")) {
            x.addValue(origin[0] - 3);
            y.addValue(origin[1] + 4);
            together.addData(origin[0], origin[1]);
            next.addData(before, origin[0]);
            before = origin[0];
        }
        for (DescriptiveStatistics axis : List.of(x, y)) {
            // five standard errors
            assertEquals(0, axis.getMean(), 5 * 1.7 / Math.sqrt(n));
            assertEquals(1.7, axis.getStandardDeviation(), 5 * 1.7 / Math.sqrt(2.0 * n));
            assertEquals(0, axis.getKurtosis(), 5 * Math.sqrt(24.0 / n));
        }
        assertEquals(0, together.getR(), 5 / Math.sqrt(n));
        assertEquals(0, next.getR(), 5 / Math.sqrt(n));
    }

    @Test
    void missingOriginsAndHalvesAreAdded() throws IOException {
        String text = OPTICS
                + LABELS.replace("_rlnOriginXAngst #5\n_rlnOriginYAngst #6\n", "")
                        .replace("_rlnRandomSubset #8\n", "");
        ParticleSet set = read(text + "1@a.mrcs 1 2 3 9000 1\n2@a.mrcs 1 2 3 9000 2\n3@a.mrcs 1 2 3 9000 1\n");
        assertTrue(set.summary().split());
        assertEquals(2, set.summary().half1());
        assertEquals(1, set.summary().half2());
        assertTrue(set.summary().notes().get(0).contains("every other one"));
        String made = written(set, 0, 1);
        assertTrue(made.contains("_rlnOriginXAngst #7\n_rlnOriginYAngst #8\n_rlnRandomSubset #9\n1@a.mrcs"), made);
        assertEquals(2, numbers("rlnRandomSubset").get(1)[0]);
    }

    /** 6.5 µm at 50,000 are 1.3 Å; the two voltages are two groups. */
    @Test
    void olderFilesAreConverted() throws IOException {
        ParticleSet set = read(OLD);
        assertEquals(1.3, set.summary().pixel(), 1e-9);
        assertTrue(set.summary().converted());
        assertFalse(set.summary().defocus());
        String made = written(set, 0, 1);
        assertTrue(made.contains("opticsGroup1 1 300.0 2.7 0.1 1.300000 64 2\nopticsGroup2 2 200.0"), made);
        assertTrue(made.contains("\ndata_particles\n") && !made.contains("data_images"), made);
        assertTrue(made.contains("_rlnOriginXAngst #10\n_rlnOriginYAngst #11\n"), made);
        List<double[]> rows = numbers("rlnOriginXAngst", "rlnOriginYAngst", "rlnOpticsGroup");
        assertEquals(13, rows.get(0)[0], 1e-6);
        assertEquals(-2.6, rows.get(0)[1], 1e-6);
        assertEquals(2, rows.get(2)[2]);
        // what was written is read as of RELION 3.1
        Files.copy(folder.resolve("out.star"), folder.resolve("again.star"));
        ParticleSet again = ParticleSet.read(folder.resolve("again.star"), folder);
        assertFalse(again.summary().converted());
        assertEquals(2, again.summary().opticsGroups());
    }

    @Test
    void originsInPixelsBesideOpticsGroupsAreOfTheirGroup() throws IOException {
        String labels = LABELS.replace("XAngst", "X").replace("YAngst", "Y");
        written(read(OPTICS + labels + row(1, 1, 2, 1, 1) + row(2, 1, 2, 2, 2)), 0, 1);
        List<double[]> rows = numbers("rlnOriginXAngst", "rlnOriginYAngst");
        assertEquals(1.3, rows.get(0)[0], 1e-6);
        assertEquals(3, rows.get(1)[1], 1e-6);
    }

    @Test
    void linesOfWindowsAndQuotedNames() throws IOException {
        Files.createDirectories(folder.resolve("a folder"));
        Files.write(folder.resolve("a folder/ä $(x) 'y.mrcs"), new byte[] {64, 0, 0, 0});
        String rows = row(1, 0, 0, 1, 1) + row(2, 0, 0, 2, 2).replace("2@a.mrcs", "\"2@a folder/ä $(x) 'y.mrcs\"");
        ParticleSet set = read((OPTICS + LABELS + rows).replace("\n", "\r\n"));
        assertEquals(2, set.summary().stacks());
        String made = written(set, 1, 1);
        assertFalse(made.contains("\r"));
        assertTrue(made.contains("\"2@a folder/ä $(x) 'y.mrcs\" 10.0"), made);
    }

    @Test
    void particlesOfNeitherHalfAreCounted() {
        ParticleSet set = read(
                OPTICS + LABELS + row(1, 0, 0, 1, 1) + row(2, 0, 0, 2, 1) + row(3, 0, 0, 0, 1) + row(4, 0, 0, 3, 1));
        assertEquals(2, set.summary().neither());
        assertTrue(set.summary().notes().get(0).startsWith("2 of the particles"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    2@a.mrcs 10 20 30 0 0 1e4 1                | Line 32 of .* has 8 values for the 9 columns
                    2@a.mrcs 10 20 30 x 0 1e4 2 1              | Line 32 of .* has 'x' as rlnOriginXAngst, which is no number
                    2@a.mrcs 10 20 nan 0 0 1e4 2 1             | Line 32 of .* has 'nan' as rlnAnglePsi
                    2@a.mrcs 10 20 30 0 0 1e4 2 7              | Line 32 of .* is of the optics group 7
                    2@a.mrcs 10 20 30 0 0 1e4 1 1              | 2 are in the first half and 0 in the second
                    2@b.mrcs 10 20 30 0 0 1e4 2 1              | There is no file of images b.mrcs .*--particles_dir
                    "2@a.mrcs 10 20 30 0 0 1e4 2 1             | Line 32 of .* has a quote without its end
                    """)
    void aBadRowIsTold(String row, String sentence) {
        String said = sentence(() -> read(OPTICS + LABELS + row(1, 0, 0, 1, 1) + row + "\n"));
        assertTrue(said.matches("(?s).*" + sentence + ".*"), said);
    }

    @Test
    void whatIsNoFileOfParticlesIsTold() throws IOException {
        String rows = row(1, 0, 0, 1, 1) + row(2, 0, 0, 2, 1);
        assertTrue(sentence(() -> read("hello\n")).contains("is no line of a STAR file"));
        assertTrue(sentence(() -> read(OPTICS)).contains("lists no particles"));
        assertTrue(sentence(() -> read(OPTICS + LABELS)).contains("lists no particles"));
        assertTrue(sentence(() -> read(OPTICS + LABELS + row(1, 0, 0, 1, 1) + "\n" + row(2, 0, 0, 2, 1)))
                .contains("outside of a table"));
        assertTrue(sentence(() -> read(OPTICS + LABELS.replace("_rlnAngleRot", "_rlnOther") + rows))
                .contains("lack the column rlnAngleRot"));
        assertTrue(sentence(() -> read(LABELS + rows)).contains("without")
                || sentence(() -> read(LABELS + rows)).contains("name optics groups"));
        assertTrue(sentence(() -> read(OPTICS.replace("64 2\n", "64 3\n") + LABELS + rows))
                .contains("subtomograms"));
        assertTrue(sentence(() -> read(OPTICS + LABELS.replace("_rlnDefocusU", "_rlnTomoName") + rows))
                .contains("tomograms"));
        assertTrue(sentence(() -> read(OPTICS + LABELS.replace("_rlnDefocusU", "_rlnAngleRot") + rows))
                .contains("a second time"));
        assertTrue(sentence(() -> read(OLD.replace("_rlnVoltage", "_rlnOther"))).contains("column rlnVoltage"));
        assertTrue(sentence(() -> read(OLD.replace("_rlnMagnification", "_rlnOther")))
                .contains("rlnMagnification"));
        assertTrue(sentence(() -> ParticleSet.read(folder.resolve("none.star"), folder))
                .contains("There is no file"));
        Path cryosparc = folder.resolve("p.cs");
        Files.write(cryosparc, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'});
        assertTrue(sentence(() -> ParticleSet.read(cryosparc, folder)).contains("csparc2star.py"));
    }
}
