package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.emconverge.InputException;
import org.emconverge.density.MapPreparation.Prepared;
import org.emconverge.density.MapPreparation.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapPreparationTest {
    private static final double RESOLUTION = 3;
    /** What of the Gaussians the coarser grid cannot show: exp(-2 (pi sigma / 2 voxel)^2) of a peak. */
    private static final double RESAMPLING = 2e-3;

    @TempDir
    Path folder;

    private final Blobs blobs = new Blobs(new double[] {31, 29, 33}, 9, 60);

    @Test
    void startPlacesTheMapWhereOriginDoesNot() throws Exception {
        double[] corner = {14, 14, 14};
        RawMrc raw = blobs.map(38, 1, corner);
        raw.start = new int[] {14, 14, 14};
        Prepared prepared = prepare(raw);
        assertEquals("NSTART", prepared.report().placement().chosen());
        assertEquals(
                List.of("ORIGIN", "NSTART"),
                prepared.report().placement().candidates().stream()
                        .map(c -> c.kind())
                        .toList());
        assertDensity(prepared.map(), corner, 38, 1e-6);
        assertNull(prepared.report().resampled());
    }

    @Test
    void originPlacesTheMapWhereStartDoesNot() throws Exception {
        double[] corner = {14.25, 13.5, 14};
        RawMrc raw = blobs.map(38, 1, corner);
        raw.start = new int[] {22, 14, 9};
        raw.origin = new float[] {14.25f, 13.5f, 14};
        raw.axes = new int[] {3, 1, 2};
        Prepared prepared = prepare(raw);
        assertEquals("ORIGIN", prepared.report().placement().chosen());
        assertDensity(prepared.map(), corner, 38, 1e-6);
    }

    @Test
    void theCropHasTheMarginOnEverySideAndEndsAtTheNextFastSize() throws Exception {
        DensityMap map = prepare(blobs.map(64, 1, new double[3])).map();
        double[] low = {99, 99, 99};
        double[] high = {0, 0, 0};
        for (double[] atom : blobs.atoms) {
            for (int axis = 0; axis < 3; axis++) {
                low[axis] = Math.min(low[axis], atom[axis]);
                high[axis] = Math.max(high[axis], atom[axis]);
            }
        }
        int[] size = {map.nx(), map.ny(), map.nz()};
        for (int axis = 0; axis < 3; axis++) {
            double below = low[axis] - map.origin()[axis];
            double above = map.origin()[axis] + size[axis] - 1 - high[axis];
            int least = (int) (Math.ceil(high[axis] + 8) - Math.floor(low[axis] - 8)) + 1;
            assertEquals(TransformSize.from(least), size[axis]);
            assertTrue(below >= 8 && below < 9 && above >= 8, below + " " + above);
        }
    }

    @Test
    void finerThanAThirdOfTheResolutionIsResampledInPlaceAndBothFieldsSayWhere() throws Exception {
        double voxel = 0.6;
        int n = 74;
        double[] corner = {14 * voxel, -1 * voxel, 17 * voxel};
        RawMrc raw = blobs.map(n, voxel, corner);
        raw.start = new int[] {14, -1, 17};
        Prepared prepared = prepare(raw);
        assertArrayEquals(
                new double[] {0.6, 0.6, 0.6}, prepared.report().resampled().from(), 1e-12);
        assertArrayEquals(new double[] {1, 1, 1}, prepared.map().voxel(), 1e-12);
        assertDensity(prepared.map(), corner, n * voxel, RESAMPLING);
        Path written = folder.resolve("out.mrc");
        MrcFile.write(prepared.map(), written);
        MrcHeader header = MrcFile.header(written);
        assertArrayEquals(header.origin(), header.startOrigin(), 1e-5);
    }

    @Test
    void halfMapsGetTheSameBoxAndAloneGiveTheirMean() throws Exception {
        RawMrc raw = blobs.map(48, 0.8, new double[] {12, 10, 14});
        raw.origin = new float[] {12, 10, 14};
        Path whole = raw.write(folder.resolve("map.mrc"));
        RawMrc.Values mean = raw.values;
        raw.origin = new float[3];
        raw.values = (x, y, z) -> mean.at(x, y, z) + 0.1f * (x % 3 - 1);
        Path first = raw.write(folder.resolve("half 1.mrc"));
        raw.origin = new float[] {12, 10, 14};
        raw.values = (x, y, z) -> mean.at(x, y, z) - 0.1f * (x % 3 - 1);
        Path second = raw.write(folder.resolve("half 2.mrc"));
        Prepared prepared =
                MapPreparation.prepare(new Request(whole, List.of(first, second), RESOLUTION, 8, blobs.atoms));
        Prepared alone = MapPreparation.prepare(new Request(null, List.of(second, first), RESOLUTION, 8, blobs.atoms));
        assertArrayEquals(prepared.map().values(), alone.map().values(), 1e-5f);
        for (DensityMap half : prepared.halves()) {
            assertArrayEquals(prepared.map().origin(), half.origin());
            assertArrayEquals(prepared.map().voxel(), half.voxel());
        }
        DensityMap a = prepared.halves().get(0);
        DensityMap b = prepared.halves().get(1);
        double apart = 0;
        for (int i = 0; i < a.values().length; i++) {
            assertEquals(prepared.map().values()[i], (a.values()[i] + b.values()[i]) / 2, 1e-5);
            apart = Math.max(apart, Math.abs(a.values()[i] - b.values()[i]));
        }
        assertTrue(apart > 0.1, "the halves differ by " + apart);
        assertEquals("the mean of half 2.mrc and half 1.mrc", alone.report().file());
        assertTrue(
                prepared.report().warnings().get(0).contains("half 1.mrc was laid into the map's box"),
                prepared.report().warnings().toString());
        assertEquals(1, prepared.report().warnings().size());
        assertMessage("give both or none", new Request(whole, List.of(first), RESOLUTION, 8, blobs.atoms));
        assertMessage("give a map, or two half maps", new Request(null, List.of(), RESOLUTION, 8, blobs.atoms));
    }

    /** A half map of the box that begins at {@code corner}, with noise of its own. */
    private Path half(String name, double[] corner, int size, int[] axes, int seed) throws Exception {
        RawMrc raw = blobs.map(size, 0.8, corner);
        RawMrc.Values signal = raw.values;
        raw.axes = axes;
        raw.origin = new float[] {(float) corner[0], (float) corner[1], (float) corner[2]};
        raw.values = (x, y, z) -> {
            double place = (corner[0] + corner[1] * 3 + corner[2] * 7) / 0.8 + x + y * 3 + z * 7;
            return signal.at(x, y, z) + (float) (0.3 * Math.sin((seed + 1.3) * place * place));
        };
        return raw.write(folder.resolve(name));
    }

    @Test
    void halfMapsLieWhereTheirOwnHeadersSay() throws Exception {
        double[] corner = {12, 10, 14};
        int[] xyz = {1, 2, 3};
        Path map = half("map.mrc", corner, 48, xyz, 0);
        Path half1 = half("h1.mrc", corner, 48, xyz, 1);
        Path half2 = half("h2.mrc", corner, 48, xyz, 2);
        Path moved1 = half("m1.mrc", new double[] {12 + 3 * 0.8, 10 - 2 * 0.8, 14 + 0.8}, 48, new int[] {3, 1, 2}, 1);
        Path moved2 = half("m2.mrc", new double[] {12 - 5 * 0.8, 10 - 2 * 0.8, 14 - 4 * 0.8}, 56, xyz, 2);
        Prepared expected = MapPreparation.prepare(new Request(map, List.of(half1, half2), RESOLUTION, 4, blobs.atoms));
        Prepared prepared =
                MapPreparation.prepare(new Request(map, List.of(moved1, moved2), RESOLUTION, 4, blobs.atoms));
        assertEquals(List.of(), expected.report().warnings());
        List<String> warnings = prepared.report().warnings();
        assertEquals(2, warnings.size());
        assertTrue(
                warnings.get(0).contains("m1.mrc lies (3.00, -2.00, 1.00) voxels from the map by its ORIGIN"),
                warnings.get(0));
        assertEquals("ORIGIN", prepared.report().halves().get(1).placedBy());
        assertTrue(prepared.report().halves().get(1).correlation() > 0.9);
        for (int half = 0; half < 2; half++) {
            DensityMap there = prepared.halves().get(half);
            assertArrayEquals(expected.map().origin(), there.origin(), 1e-6);
            for (double[] atom : blobs.atoms) {
                assertEquals(
                        expected.halves().get(half).at(atom[0], atom[1], atom[2]),
                        there.at(atom[0], atom[1], atom[2]),
                        0.01);
            }
        }
    }

    @Test
    void theSecondHalfMapAloneIsMovedToTheFirst() throws Exception {
        double[] corner = {12, 10, 14};
        Path half1 = half("h1.mrc", corner, 48, new int[] {1, 2, 3}, 1);
        Path half2 = half("h2.mrc", corner, 48, new int[] {1, 2, 3}, 2);
        Path moved = half("m2.mrc", new double[] {12 + 3 * 0.8, 10, 14 - 0.8}, 48, new int[] {2, 1, 3}, 2);
        Prepared expected =
                MapPreparation.prepare(new Request(null, List.of(half1, half2), RESOLUTION, 4, blobs.atoms));
        Prepared prepared =
                MapPreparation.prepare(new Request(null, List.of(half1, moved), RESOLUTION, 4, blobs.atoms));
        assertTrue(
                prepared.report().warnings().get(0).contains("m2.mrc lies (3.00, 0.00, -1.00) voxels"),
                prepared.report().warnings().toString());
        for (double[] atom : blobs.atoms) {
            assertEquals(
                    expected.map().at(atom[0], atom[1], atom[2]), prepared.map().at(atom[0], atom[1], atom[2]), 0.01);
        }
    }

    @Test
    void halfMapsThatShowSomethingElseOrLieBetweenTheVoxelsAreRefused() throws Exception {
        double[] corner = {12, 10, 14};
        int[] xyz = {1, 2, 3};
        Path map = half("map.mrc", corner, 48, xyz, 0);
        Path half1 = half("h1.mrc", corner, 48, xyz, 1);
        Path between = half("between.mrc", new double[] {12.4, 10, 14}, 48, xyz, 2);
        assertMessage("between.mrc lies (0.50, 0.00, 0.00) voxels", request(map, half1, between));
        RawMrc other = new Blobs(new double[] {31, 29, 33}, 9, 59).map(48, 0.8, new double[] {13, 19, 10});
        other.origin = new float[] {12, 10, 14};
        Path stranger = other.write(folder.resolve("stranger.mrc"));
        assertMessage("stranger.mrc does not show around the model what the map shows", request(map, half1, stranger));
        assertMessage("do not show the same around the model", request(null, half1, stranger));
        RawMrc coarser = blobs.map(48, 0.9, corner);
        Path coarse = coarser.write(folder.resolve("coarse.mrc"));
        assertMessage("coarse.mrc has 48 x 48 x 48 voxels of 0.9000", request(map, half1, coarse));
    }

    private Request request(Path map, Path half1, Path half2) {
        return new Request(map, List.of(half1, half2), RESOLUTION, 4, blobs.atoms);
    }

    @Test
    void aFewAtomsOutsideAreAWarningAndBeyondTheMapIsTheLevelOfItsSurface() throws Exception {
        RawMrc raw = blobs.map(60, 1, new double[] {0, 0, 27});
        RawMrc.Values density = raw.values;
        raw.origin = new float[] {0, 0, 27};
        raw.values = (x, y, z) -> z == 0 ? 0.5f : 0.5f + density.at(x, y, z);
        Prepared prepared = prepare(raw);
        assertEquals(1, prepared.report().warnings().size());
        assertTrue(
                prepared.report().warnings().get(0).contains("of the model's atoms lie outside"),
                prepared.report().warnings().get(0));
        MapReport.Crop crop = prepared.report().crop();
        assertTrue(crop.start()[2] < 0 && crop.paddedFraction() > 0.1);
        assertEquals(0.5, crop.padding(), 1e-6);
        assertEquals(0.5, prepared.map().values()[0], 1e-6);
    }

    @Test
    void aMisplacedModelIsRefusedWithTheNumbers() throws Exception {
        RawMrc raw = blobs.map(70, 1, new double[3]);
        raw.start = new int[] {100, 0, 0};
        Path file = raw.write(folder.resolve("map.mrc"));
        String message = assertMessage(
                "does not lie in the density", new Request(file, List.of(), RESOLUTION, 8, blobs.moved(15, 0, 0)));
        assertTrue(
                message.contains("by ORIGIN (0.00, 0.00, 0.00 Å) 100 % of the atoms are inside the box, where"),
                message);
        assertTrue(message.contains("by NSTART (100.00, 0.00, 0.00 Å) 0 % of the atoms"), message);
        assertMessage("0 % of the atoms", new Request(file, List.of(), RESOLUTION, 8, blobs.moved(500, 0, 0)));
    }

    @Test
    void numbersThatMakeNoSense() throws Exception {
        Path file = blobs.map(64, 1, new double[3]).write(folder.resolve("map.mrc"));
        for (double resolution : new double[] {0, -3, 0.3, 80, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertMessage(
                    "is out of range: give a value from 0.5 to 50.",
                    new Request(file, List.of(), resolution, 8, blobs.atoms));
        }
        assertMessage(
                "has voxels of 1.000 Å and cannot show 1.90 Å", new Request(file, List.of(), 1.9, 8, blobs.atoms));
        assertMessage(
                "--margin 1 is out of range: give a value from 4 to 50.",
                new Request(file, List.of(), 3, 1, blobs.atoms));
    }

    private Prepared prepare(RawMrc raw) throws Exception {
        return MapPreparation.prepare(
                new Request(raw.write(folder.resolve("map.mrc")), List.of(), RESOLUTION, 8, blobs.atoms));
    }

    /** Inside the original box every voxel is the density of the atoms, wherever cropping and resampling put it. */
    private void assertDensity(DensityMap map, double[] corner, double edge, double tolerance) {
        int checked = 0;
        for (int i = 0; i < map.values().length; i++) {
            double x = map.origin()[0] + i % map.nx() * map.voxel()[0];
            double y = map.origin()[1] + i / map.nx() % map.ny() * map.voxel()[1];
            double z = map.origin()[2] + i / map.nx() / map.ny() * map.voxel()[2];
            if (x >= corner[0]
                    && y >= corner[1]
                    && z >= corner[2]
                    && Math.max(x - corner[0], Math.max(y - corner[1], z - corner[2])) < edge - 1) {
                assertEquals(blobs.at(x, y, z), map.values()[i], tolerance);
                checked++;
            }
        }
        assertTrue(checked > 20_000, checked + " voxels");
    }

    private static String assertMessage(String part, Request request) {
        String message = assertThrows(InputException.class, () -> MapPreparation.prepare(request))
                .getMessage();
        assertTrue(message.contains(part), message);
        return message;
    }
}
