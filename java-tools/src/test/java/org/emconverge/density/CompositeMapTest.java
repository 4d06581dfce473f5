package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import org.emconverge.InputException;
import org.emconverge.density.CompositeReport.Part;
import org.emconverge.density.FurtherMap.Role;
import org.emconverge.density.MapPreparation.Prepared;
import org.emconverge.density.MapPreparation.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of the same atoms, a Gaussian of one mass each, which is wider in the coarser map. */
class CompositeMapTest {
    private static final double COARSE = 6;
    private static final double FINE = 3;
    private static final double SIGMA = 1.0 / 3; // in resolutions
    private static final double SEAM = 31; // Å along x: the fine map is good beyond it
    private static final int SIZE = 62;

    @TempDir
    Path folder;

    private final Blobs blobs = new Blobs(new double[] {31, 29, 33}, 14, 160);

    private double density(double resolution, double x, double y, double z) {
        double sigma = SIGMA * resolution;
        double sum = 0;
        for (double[] a : blobs.atoms) {
            double d2 = (x - a[0]) * (x - a[0]) + (y - a[1]) * (y - a[1]) + (z - a[2]) * (z - a[2]);
            sum += d2 > 25 * sigma * sigma ? 0 : Math.exp(-d2 / (2 * sigma * sigma));
        }
        return sum / (sigma * sigma * sigma);
    }

    /** A map whose first voxel lies at {@code first} by its ORIGIN, flat where {@code shown} does not hold of x. */
    private Path map(String name, double resolution, double voxel, double first, double factor, DoublePredicate shown)
            throws Exception {
        int n = (int) (SIZE / voxel);
        RawMrc raw = new RawMrc().size(n, n, n);
        raw.cell = new float[] {(float) (n * voxel), (float) (n * voxel), (float) (n * voxel)};
        raw.origin = new float[] {(float) first, (float) first, (float) first};
        raw.values = (x, y, z) -> !shown.test(first + x * voxel)
                ? 0.25f
                : (float)
                        (0.25 + factor * density(resolution, first + x * voxel, first + y * voxel, first + z * voxel));
        return raw.write(folder.resolve(name));
    }

    private Path mask(double voxel, double first) throws Exception {
        int n = (int) (SIZE / voxel);
        RawMrc raw = new RawMrc().size(n, n, n);
        raw.cell = new float[] {(float) (n * voxel), (float) (n * voxel), (float) (n * voxel)};
        raw.origin = new float[] {(float) first, 0, 0};
        raw.values = (x, y, z) -> first + x * voxel > SEAM ? 1 : 0;
        return raw.write(folder.resolve("mask.mrc"));
    }

    private Prepared prepare(FurtherMap... further) throws Exception {
        Path main = map("main.mrc", COARSE, 1, 0, 1, x -> true);
        return CompositeMap.prepare(new Request(main, List.of(), COARSE, 8, blobs.atoms), null, List.of(further));
    }

    private FurtherMap focused(Path map, Path mask) {
        return new FurtherMap(Role.FOCUSED, map, FINE, mask, null);
    }

    @Test
    void isTheFinerMapInItsMaskAndTheCoarserOneOutside() throws Exception {
        Prepared prepared = prepare(focused(map("fine.mrc", FINE, 1, 0, 5, x -> true), mask(1, 0)));
        Part part = prepared.report().composite().parts().get(1);
        // behind the Gaussian both show the same, so that the factor of the fine map is taken off
        assertEquals(0.2, part.scale(), 0.02);
        assertFalse(part.interpolated());
        assertFollows(prepared.map(), 5 * part.scale(), 2e-4); // the solvent at the faces of the box
        assertEquals("mask.mrc", part.mask());
        assertTrue(part.correlation() > 0.9, part.toString());
    }

    /** Beyond the edge one map or the other; in it between the two, with weights that follow the cosine. */
    private void assertFollows(DensityMap map, double scale, double tolerance) {
        int inside = 0;
        int outside = 0;
        int edge = 0;
        for (int z = 12; z < map.nz() - 12; z += 3) {
            for (int y = 12; y < map.ny() - 12; y += 3) {
                for (int x = 0; x < map.nx(); x++) {
                    double at = map.origin()[0] + x * map.voxel()[0];
                    double py = map.origin()[1] + y * map.voxel()[1];
                    double pz = map.origin()[2] + z * map.voxel()[2];
                    double coarse = 0.25 + density(COARSE, at, py, pz);
                    double fine = 0.25 + scale * density(FINE, at, py, pz);
                    double value = map.values()[map.index(x, y, z)];
                    double weight = 1 - SoftMask.weight(Math.max(0, Math.floor(at - SEAM)), 0, CompositeWeights.EDGE);
                    assertEquals(weight * fine + (1 - weight) * coarse, value, tolerance, "at x = " + at);
                    inside += weight == 1 ? 1 : 0;
                    outside += weight == 0 ? 1 : 0;
                    edge += weight > 0 && weight < 1 ? 1 : 0;
                }
            }
        }
        assertTrue(inside > 100 && outside > 100 && edge > 100, inside + " " + outside + " " + edge);
    }

    @Test
    void theSeamHasNoStep() throws Exception {
        DensityMap map = prepare(focused(map("fine.mrc", FINE, 1, 0, 1, x -> true), mask(1, 0)))
                .map();
        double steepest = 0;
        double largestDifference = 0;
        double steps = 0;
        for (int z = 1; z < map.nz(); z++) {
            for (int y = 1; y < map.ny(); y++) {
                for (int x = 1; x < map.nx(); x++) {
                    double at = map.origin()[0] + x;
                    double py = map.origin()[1] + y;
                    double pz = map.origin()[2] + z;
                    double coarse = density(COARSE, at, py, pz);
                    double fine = density(FINE, at, py, pz);
                    steepest = Math.max(steepest, Math.abs(fine - density(FINE, at - 1, py, pz)));
                    largestDifference = Math.max(largestDifference, Math.abs(fine - coarse));
                    int i = map.index(x, y, z);
                    steps = Math.max(steps, Math.abs(map.values()[i] - map.values()[i - 1]));
                }
            }
        }
        // a sharp edge would add the whole difference; the cosine adds its slope's share of it
        double slope = Math.PI / (2 * CompositeWeights.EDGE);
        assertTrue(steps < 1.1 * steepest + slope * largestDifference, steps + " " + steepest);
        assertTrue(largestDifference > steepest, "else a step would not be seen");
    }

    @Test
    void anotherGridIsInterpolatedAndSaidToBe() throws Exception {
        Prepared prepared = prepare(focused(map("fine.mrc", FINE, 0.9, 3.37, 1, x -> true), mask(1, 0)));
        Part part = prepared.report().composite().parts().get(1);
        assertTrue(part.interpolated());
        assertTrue(prepared.report().warnings().stream().anyMatch(w -> w.contains("interpolated between its voxels")));
        double peak = 0;
        double worst = 0;
        DensityMap map = prepared.map();
        for (double[] atom : blobs.atoms) {
            if (atom[0] > SEAM + CompositeWeights.EDGE + 1) {
                int x = (int) (atom[0] - map.origin()[0]);
                int y = (int) (atom[1] - map.origin()[1]);
                int z = (int) (atom[2] - map.origin()[2]);
                double truth = 0.25
                        + part.scale() * density(FINE, map.origin()[0] + x, map.origin()[1] + y, map.origin()[2] + z);
                worst = Math.max(worst, Math.abs(truth - map.values()[map.index(x, y, z)]));
                peak = Math.max(peak, truth);
            }
        }
        assertTrue(worst < 0.02 * peak, worst + " of " + peak);
    }

    @Test
    void withoutAMaskItCountsWhereItIsNotFlat() throws Exception {
        double ripple = 2e-3; // as noise is everywhere in a mask
        RawMrc raw = new RawMrc().size(SIZE, SIZE, SIZE);
        raw.cell = new float[] {SIZE, SIZE, SIZE};
        raw.values = (x, y, z) ->
                (float) (0.25 + (x > SEAM ? density(FINE, x, y, z) + ((x + y + z) % 2 + 0.5) * ripple : 0));
        Prepared prepared = prepare(focused(raw.write(folder.resolve("fine.mrc")), null));
        Part part = prepared.report().composite().parts().get(1);
        assertFollows(prepared.map(), part.scale(), 3 * ripple);
        assertNull(part.mask());
        int beyond = (int)
                Arrays.stream(blobs.atoms).filter(atom -> atom[0] > SEAM + 3).count();
        assertEquals(beyond, part.atoms(), 0.15 * blobs.atoms.length);
        double shares = prepared.report().composite().parts().stream()
                .mapToDouble(Part::share)
                .sum();
        assertEquals(1, shares, 1e-6);
    }

    @Test
    void aPlaceThatOnlyNstartNamesIsFound() throws Exception {
        RawMrc raw = new RawMrc().size(50, 50, 50);
        raw.cell = new float[] {50, 50, 50};
        raw.start = new int[] {6, 6, 6};
        raw.values = (x, y, z) -> (float) (0.25 + density(FINE, 6 + x, 6 + y, 6 + z));
        Path file = raw.write(folder.resolve("start.mrc"));
        Part part =
                prepare(focused(file, mask(1, 0))).report().composite().parts().get(1);
        assertEquals("NSTART", part.placedBy());
        assertEquals(6, part.origin()[0]);
    }

    @Test
    void aFocusedMapOfEverythingIsRefused() throws Exception {
        FurtherMap everywhere = focused(map("fine.mrc", FINE, 1, 0, 1, x -> true), null);
        assertTold("nothing tells where it is better than the map: give its mask", everywhere);
    }

    @Test
    void aMapOfSomethingElseIsRefused() throws Exception {
        RawMrc raw = new RawMrc().size(SIZE, SIZE, SIZE);
        raw.cell = new float[] {SIZE, SIZE, SIZE};
        Random random = new Random(3);
        raw.values = (x, y, z) -> random.nextFloat();
        assertTold("does not lie at the model", focused(raw.write(folder.resolve("noise.mrc")), mask(1, 0)));
    }

    @Test
    void sharpenedNeedsHalfMapsAndTheRightSideOfTheResolution() throws Exception {
        Path fine = map("sharp.mrc", FINE, 1, 0, 1, x -> true);
        assertTold("or both half maps", new FurtherMap(Role.SHARPENED, fine, FINE, null, null));
        Path main = map("main.mrc", COARSE, 1, 0, 1, x -> true);
        Path half = map("half.mrc", COARSE, 1, 0, 1, x -> true);
        Request request = new Request(main, List.of(half, half), COARSE, 8, blobs.atoms);
        InputException wrong = assertThrows(
                InputException.class,
                () -> CompositeMap.prepare(
                        request, null, List.of(new FurtherMap(Role.UNSHARPENED, fine, FINE, null, null))));
        assertTrue(wrong.getMessage().contains("correct the resolution or the role"), wrong.getMessage());
    }

    @Test
    void aSharpenedMapCountsWhereTheHalfMapsAgree() throws Exception {
        Path sharp = map("sharp.mrc", FINE, 1, 0, 1, x -> true);
        Path main = map("main.mrc", COARSE, 1, 0, 1, x -> true);
        List<Path> halves = List.of(half("half1.mrc", 5), half("half2.mrc", 6));
        Prepared prepared = CompositeMap.prepare(
                new Request(main, halves, COARSE, 8, blobs.atoms),
                null,
                List.of(new FurtherMap(Role.SHARPENED, sharp, Double.NaN, null, null)));
        Part part = prepared.report().composite().parts().get(1);
        assertNotNull(part.localResolution());
        assertTrue(part.localResolution()
                < prepared.report().composite().parts().get(0).localResolution());
        double[] weights = weightsOfTheFiner(prepared, part);
        assertTrue(weights[0] > 0.25, "good: " + weights[0]);
        assertTrue(weights[1] < 0.05, "poor: " + weights[1]);
    }

    /** At the atoms before the seam and beyond it, by least squares. */
    private double[] weightsOfTheFiner(Prepared prepared, Part part) {
        double[] good = {0, 0};
        double[] poor = {0, 0};
        for (double[] atom : blobs.atoms) {
            double coarse = 0.25 + density(COARSE, atom[0], atom[1], atom[2]);
            double fine = 0.25 + part.scale() * density(FINE, atom[0], atom[1], atom[2]);
            double[] side = atom[0] < SEAM - 5 ? good : atom[0] > SEAM + 5 ? poor : new double[2];
            double value = prepared.map().at(atom[0], atom[1], atom[2]);
            side[0] += (value - coarse) * (fine - coarse);
            side[1] += (fine - coarse) * (fine - coarse);
        }
        return new double[] {good[0] / good[1], poor[0] / poor[1]};
    }

    /** Noise of its own, strong beyond the seam. */
    private Path half(String name, int seed) throws Exception {
        Grid grid = new Grid(SIZE, SIZE, SIZE, 1, new double[3]);
        DensityMap noise = BandLimitedNoise.on(grid, 1, 0.4, new Random(seed));
        double sd = MapStatistics.of(noise.values()).sd();
        RawMrc raw = new RawMrc().size(SIZE, SIZE, SIZE);
        raw.cell = new float[] {SIZE, SIZE, SIZE};
        raw.values = (x, y, z) -> (float)
                (0.25 + density(FINE, x, y, z) + (x > SEAM ? 0.5 : 0.005) * noise.values()[noise.index(x, y, z)] / sd);
        return raw.write(folder.resolve(name));
    }

    @Test
    void weightsOfWholeMapsAreContinuousAndSumToOne() {
        double[] nodes = {3, 4, 6};
        double before = -1;
        for (double local = 2; local < 8; local += 0.01) {
            double sum = 0;
            for (int own = 0; own < nodes.length; own++) {
                double weight = CompositeWeights.hat(local, nodes, own);
                assertTrue(weight >= 0 && weight <= 1);
                sum += weight;
            }
            assertEquals(1, sum, 1e-12);
            double middle = CompositeWeights.hat(local, nodes, 1);
            assertTrue(before < 0 || Math.abs(middle - before) < 0.011);
            before = middle;
        }
        assertEquals(1, CompositeWeights.hat(4, nodes, 1));
        assertEquals(0.5, CompositeWeights.hat(5, nodes, 2));
    }

    /** Å at a place. */
    private interface Local {
        double at(double x, double y, double z);
    }

    /** On a grid of its own; its first voxel lies at {@code first}. */
    private Path local(String name, double voxel, double first, Local local) throws Exception {
        int n = (int) (SIZE / voxel);
        RawMrc raw = new RawMrc().size(n, n, n);
        raw.cell = new float[] {(float) (n * voxel), (float) (n * voxel), (float) (n * voxel)};
        raw.origin = new float[] {(float) first, (float) first, (float) first};
        raw.values = (x, y, z) -> (float) local.at(first + x * voxel, first + y * voxel, first + z * voxel);
        int start = (int) Math.rint(first / voxel);
        raw.start = new int[] {start, start, start};
        return raw.write(folder.resolve(name));
    }

    private boolean near(double x, double y, double z) {
        double[] c = {31, 29, 33};
        return Math.hypot(Math.hypot(x - c[0], y - c[1]), z - c[2]) < 26;
    }

    /** Of the main map 6 Å everywhere, of the finer one 3 Å beyond the seam and 12 Å before it; else nothing. */
    private Prepared byLocalResolution(double voxel, double first, double outside) throws Exception {
        Path main = map("main.mrc", COARSE, 1, 0, 1, x -> true);
        Path fine = map("fine.mrc", FINE, 1, 0, 5, x -> true);
        Path ofMain = local("main-local.mrc", voxel, first, (x, y, z) -> near(x, y, z) ? 6 : outside);
        Path ofFine = local("fine-local.mrc", voxel, first, (x, y, z) -> near(x, y, z) ? x > SEAM ? 3 : 12 : outside);
        return CompositeMap.prepare(
                new Request(main, List.of(), COARSE, 8, blobs.atoms),
                ofMain,
                List.of(new FurtherMap(Role.FOCUSED, fine, FINE, null, ofFine)));
    }

    /** What the local resolutions, smoothed by a Gaussian of 4 Å, make of the weights, at places within both. */
    private double worst(Prepared prepared, double seam) {
        DensityMap map = prepared.map();
        double scale = 5 * prepared.report().composite().parts().get(1).scale();
        double worst = 0;
        for (int z = 0; z < map.nz(); z++) {
            for (int y = 0; y < map.ny(); y++) {
                for (int x = 0; x < map.nx(); x++) {
                    double[] at = {map.origin()[0] + x, map.origin()[1] + y, map.origin()[2] + z};
                    if (Math.hypot(Math.hypot(at[0] - 31, at[1] - 29), at[2] - 33) < 14) {
                        double coarse = density(COARSE, at[0], at[1], at[2]);
                        double fine = scale * density(FINE, at[0], at[1], at[2]);
                        double own = 12 - 9 * normal((at[0] - seam) / 4);
                        double weight = 1 / (1 + Math.pow(own / 6, 10));
                        double expected = 0.25 + weight * fine + (1 - weight) * coarse;
                        worst = Math.max(worst, Math.abs(map.values()[map.index(x, y, z)] - expected));
                    }
                }
            }
        }
        return worst;
    }

    /** The normal distribution up to {@code z}, by Simpson's rule. */
    private static double normal(double z) {
        int steps = 200;
        double from = -8;
        double h = (z - from) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double t = from + i * h;
            sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-t * t / 2);
        }
        return sum * h / 3 / Math.sqrt(2 * Math.PI);
    }

    private double peak() {
        return Arrays.stream(blobs.atoms)
                .mapToDouble(a -> density(FINE, a[0], a[1], a[2]))
                .max()
                .orElseThrow();
    }

    @Test
    void localResolutionsDecideWithoutASeam() throws Exception {
        Prepared prepared = byLocalResolution(1, 0, 100);
        // voxels between 31 and 32 Å along x are the first of 3 Å: the step lies between two voxels
        assertTrue(worst(prepared, SEAM + 0.5) < 0.03 * peak(), worst(prepared, SEAM + 0.5) + " of " + peak());
        List<Part> parts = prepared.report().composite().parts();
        assertEquals(6, parts.get(0).localResolutionMap().median(), 1e-6);
        assertEquals("fine-local.mrc", parts.get(1).localResolutionMap().file());
        assertEquals(1, parts.get(1).localResolutionMap().known(), 1e-6);
        assertEquals(1, parts.get(0).share() + parts.get(1).share(), 1e-6);
        assertTrue(prepared.report().warnings().stream()
                .anyMatch(w -> w.contains("counts by its local resolution fine-local.mrc (known at 100 %")));
    }

    @Test
    void aLocalResolutionOnACoarserGridDecidesLikewise() throws Exception {
        Prepared prepared = byLocalResolution(2.5, -1.75, 0);
        // the first voxel of 3 Å is at 33.25 Å, and straight lines lead to it from 30.75 Å
        assertTrue(worst(prepared, 32) < 0.04 * peak(), worst(prepared, 32) + " of " + peak());
    }

    @Test
    void equalLocalResolutionsShareAndNothingCountsBeyondItsReach() {
        float[] own = {6, 3, 12, 6};
        float[] reach = {1, 1, 1, 0};
        CompositeWeights.byLocalResolution(new float[] {6, 6, 6, 6}, List.of(own), List.of(reach));
        assertEquals(0.5, reach[0], 1e-6);
        assertEquals(1024.0 / 1025, reach[1], 1e-6);
        assertEquals(1.0 / 1025, reach[2], 1e-6);
        assertEquals(0, reach[3]);
    }

    @Test
    void theMapsLocalResolutionStandsForHalfMaps() throws Exception {
        Path main = map("main.mrc", COARSE, 1, 0, 1, x -> true);
        Path sharp = map("sharp.mrc", FINE, 1, 0, 1, x -> true);
        Path ofMain = local("local.mrc", 1, 0, (x, y, z) -> near(x, y, z) ? x > SEAM - 3 ? 8 : 4 : 0);
        Prepared prepared = CompositeMap.prepare(
                new Request(main, List.of(), COARSE, 8, blobs.atoms),
                ofMain,
                List.of(new FurtherMap(Role.SHARPENED, sharp, FINE, null, null)));
        Part part = prepared.report().composite().parts().get(1);
        double own = prepared.report().composite().parts().get(0).localResolution();
        assertTrue(own > 5 && own < 8, own + " of atoms between 4 and 8 Å");
        assertEquals(own * FINE / COARSE, part.localResolution(), 1e-9);
        double[] weights = weightsOfTheFiner(prepared, part);
        assertTrue(weights[0] > 0.4, "good: " + weights[0]);
        assertTrue(weights[1] < 0.1, "poor: " + weights[1]);
    }

    @Test
    void aLocalResolutionThatIsNoneIsRefused() throws Exception {
        Path fine = map("fine.mrc", FINE, 1, 0, 1, x -> true);
        Local steps = (x, y, z) -> near(x, y, z) ? x > SEAM ? 3 : 4 : 0;
        assertLocalTold("has values below 0 (-3.00)", fine, local("a.mrc", 1, 0, (x, y, z) -> x > SEAM ? 3 : -3));
        assertLocalTold(
                "median of 0.333 at the model's atoms, where the map's voxels show no less than 2.00 Å",
                fine,
                local("b.mrc", 1, 0, (x, y, z) -> near(x, y, z) ? 1 / (3.0 + (x > SEAM ? 0 : 1e-3)) : 0));
        assertLocalTold("at 0 % of the model's atoms", fine, local("c.mrc", 1.5, 200, (x, y, z) -> x > 230 ? 3 : 4));
        assertLocalTold(
                "has a median of 30.0 at the model's atoms, and its map 3.00 Å",
                fine,
                local("d.mrc", 1, 0, (x, y, z) -> near(x, y, z) ? 30 : 0));
        assertLocalTold("not a finite number", fine, local("e.mrc", 1, 0, (x, y, z) -> x > SEAM ? Double.NaN : 3));
        assertLocalTold("constant", fine, local("f.mrc", 1, 0, (x, y, z) -> 0));
        InputException alone = assertThrows(
                InputException.class,
                () -> CompositeMap.prepare(
                        new Request(fine, List.of(), FINE, 8, blobs.atoms), local("g.mrc", 1, 0, steps), List.of()));
        assertTrue(alone.getMessage().contains("would decide nothing: give that of a further map"), alone.getMessage());
    }

    private void assertLocalTold(String words, Path map, Path local) {
        InputException told =
                assertThrows(InputException.class, () -> prepare(new FurtherMap(Role.FOCUSED, map, FINE, null, local)));
        assertTrue(told.getMessage().contains(words), told.getMessage());
        assertTrue(told.getMessage().contains(local.getFileName().toString()), told.getMessage());
    }

    @Test
    void masksThatOverlapShareWhatIsThere() {
        float[] first = {1, 0.5f, 0};
        float[] second = {1, 0.25f, 0};
        float[] left = CompositeWeights.shared(3, List.of(first, second));
        assertEquals(List.of(0.5f, 0.5f, 0f), List.of(first[0], first[1], first[2]));
        assertEquals(List.of(0.5f, 0.25f, 0f), List.of(second[0], second[1], second[2]));
        assertEquals(List.of(0f, 0.25f, 1f), List.of(left[0], left[1], left[2]));
    }

    @Test
    void withNoneItIsTheMapAsPrepared() throws Exception {
        Prepared prepared = prepare();
        assertNull(prepared.report().composite());
    }

    private void assertTold(String words, FurtherMap map) {
        InputException told = assertThrows(InputException.class, () -> prepare(map));
        assertTrue(told.getMessage().contains(words), told.getMessage());
        assertTrue(told.getMessage().contains(map.file().getFileName().toString()), told.getMessage());
    }
}
