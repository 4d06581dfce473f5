package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FitTargetTest {
    private static final double D = 3;
    private static final int RESIDUES = 24;
    private static final Grid GRID = new Grid(40, 44, 36, 1, new double[] {-20, -22, -18});
    private static final List<FitAtom> ATOMS = FitModels.ball(RESIDUES, new double[3], 9, 40);
    private static final DensityMap OWN = ModelMap.of(FitModels.scatterers(ATOMS), GRID, 1 / D);

    @Test
    void aModelsOwnMapCorrelatesPerfectly() {
        ModelFit fit = new FitTarget(OWN, D, null).fit(ATOMS, List.of());
        MapCorrelation cc = fit.correlation();
        for (double value : new double[] {
            cc.mask(), cc.box(), cc.volume(), cc.peaks(), cc.residues()[0], cc.residues()[RESIDUES - 1]
        }) {
            assertEquals(1, value, 1e-3);
        }
        // the map ends at 3 Å, and there the correlation ends
        for (int shell = 1; fit.fsc().frequency(shell) < 0.31; shell++) {
            assertEquals(1, fit.fsc().fsc()[shell], 1e-3);
        }
        assertEquals(D, ModelFit.fsc05(fit.fsc()), 0.25);
        assertEquals(D, ModelFit.fsc05(fit.maskedFsc()), 0.25);
        assertTrue(fit.q06().mean() > 0.6, "" + fit.q06().mean());
        assertTrue(fit.meanSmoc() > 0.8, "" + fit.meanSmoc());
        assertEquals(0, fit.atomsOutside());
        assertNull(fit.inclusion());
        assertNull(fit.emRinger());
    }

    @Test
    void noiseCorrelatesWithNothing() {
        Random random = new Random(4);
        DensityMap noise = FitModels.map(
                new int[] {40, 44, 36}, new double[] {1, 1, 1}, GRID.origin(), (x, y, z) -> random.nextGaussian());
        ModelFit fit = new FitTarget(noise, D, null).fit(ATOMS, List.of());
        assertEquals(0, fit.correlation().mask(), 0.06);
        assertEquals(0, fit.correlation().box(), 0.03);
        assertEquals(0, fit.correlation().volume(), 0.06);
        assertEquals(0, fit.q06().mean(), 0.1);
        assertTrue(!(ModelFit.fsc05(fit.fsc()) < 10));
    }

    /**
     * Among neighbours and noise every voxel more that is taken for the model lowers CC_volume, so the model's map has
     * to be exact down to its ripples: here it is summed directly, wave by wave.
     */
    @Test
    void amongNeighboursTheModelsHighestVoxelsAreExact() {
        List<FitAtom> model = IntStream.range(0, ATOMS.size())
                .mapToObj(i -> withB(ATOMS.get(i), 10 + 90.0 * i / ATOMS.size()))
                .toList();
        float[] exact = ModelMap.of(FitModels.scatterers(model), GRID, 1 / D).values();
        List<FitAtom> neighbours = FitModels.ball(RESIDUES, new double[] {17, 10, 0}, 9, 30);
        float[] crowded =
                ModelMap.of(FitModels.scatterers(neighbours), GRID, 1 / D).values();
        Random random = new Random(7);
        for (int i = 0; i < crowded.length; i++) {
            crowded[i] += exact[i] + (float) (0.1 * random.nextGaussian());
        }
        DensityMap map = GRID.map(crowded);
        int inside = MolecularMask.of(model, map).cardinality();
        double expected = overHighest(inside, exact, crowded);
        assertEquals(
                expected,
                new FitTarget(map, D, null).fit(model, List.of()).correlation().volume(),
                1e-3);
        double more = overHighest(inside * 11 / 10, exact, crowded);
        assertTrue(expected - more > 0.005, "each voxel counts: " + expected + " and " + more);
    }

    private static FitAtom withB(FitAtom atom, double b) {
        return new FitAtom(atom.element(), atom.x(), atom.y(), atom.z(), b, 1, atom.residue(), atom.chain());
    }

    private static double overHighest(int number, float[] model, float[] map) {
        Correlation correlation = new Correlation();
        IntStream.range(0, model.length)
                .boxed()
                .sorted((a, b) -> Float.compare(model[b], model[a]))
                .limit(number)
                .forEach(i -> correlation.add(map[i], model[i]));
        return correlation.value();
    }

    @Test
    void aQuarterTurnAndAShiftOfBothChangeNothing() {
        DensityMap noisy = noisy();
        // x' = −y, y' = x, z' = z; the whole moved by (30, −7, 100)
        List<FitAtom> turned = ATOMS.stream()
                .map(a -> new FitAtom(
                        a.element(), 30 - a.y(), a.x() - 7, a.z() + 100, a.bFactor(), 1, a.residue(), a.chain()))
                .toList();
        float[] values = new float[noisy.values().length];
        DensityMap map = new DensityMap(
                44, 40, 36, new double[] {1, 1, 1}, new double[] {30 - (-22 + 43), -20 - 7, -18 + 100}, values);
        for (int k = 0; k < 36; k++) {
            for (int j = 0; j < 44; j++) {
                for (int i = 0; i < 40; i++) {
                    values[map.index(43 - j, i, k)] = noisy.values()[noisy.index(i, j, k)];
                }
            }
        }
        ModelFit a = new FitTarget(noisy, D, 0.5).fit(ATOMS, List.of());
        ModelFit b = new FitTarget(map, D, 0.5).fit(turned, List.of());
        assertEquals(a.correlation().mask(), b.correlation().mask(), 1e-3);
        assertEquals(a.correlation().box(), b.correlation().box(), 1e-4);
        assertEquals(a.correlation().volume(), b.correlation().volume(), 1e-3);
        assertEquals(a.correlation().peaks(), b.correlation().peaks(), 1e-3);
        assertArrayEquals(a.correlation().residues(), b.correlation().residues(), 2e-3);
        assertArrayEquals(a.fsc().fsc(), b.fsc().fsc(), 2e-3);
        assertArrayEquals(a.maskedFsc().fsc(), b.maskedFsc().fsc(), 5e-3);
        assertArrayEquals(a.smoc(), b.smoc(), 1e-4);
        assertArrayEquals(a.inclusion().residues(), b.inclusion().residues(), 1e-9);
        // its points do not turn with the model
        assertEquals(a.q06().mean(), b.q06().mean(), 0.01);
    }

    private static DensityMap noisy() {
        Random random = new Random(8);
        float[] values = OWN.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.3f * (float) random.nextGaussian();
        }
        return new DensityMap(40, 44, 36, OWN.voxel(), OWN.origin(), values);
    }

    @Test
    void aConstantAddedToTheMapChangesNothing() {
        DensityMap noisy = noisy();
        ModelFit expected = new FitTarget(noisy, D, 0.5).fit(ATOMS, List.of());
        // a thousand standard deviations and more: what 16 unsigned bits or a detector's counts make of a map
        for (float constant : new float[] {7.5f, -100}) {
            float[] values = noisy.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += constant;
            }
            DensityMap raised =
                    new DensityMap(noisy.nx(), noisy.ny(), noisy.nz(), noisy.voxel(), noisy.origin(), values);
            ModelFit fit = new FitTarget(raised, D, 0.5 + constant).fit(ATOMS, List.of());
            assertEquals(expected.correlation().mask(), fit.correlation().mask(), 1e-4);
            assertEquals(expected.correlation().peaks(), fit.correlation().peaks(), 1e-4);
            assertArrayEquals(
                    expected.correlation().residues(), fit.correlation().residues(), 1e-4);
            assertArrayEquals(expected.q06().atoms(), fit.q06().atoms(), 1e-3);
            assertArrayEquals(expected.smoc(), fit.smoc(), 1e-4);
            assertArrayEquals(expected.fsc().fsc(), fit.fsc().fsc(), 1e-3);
            assertArrayEquals(expected.maskedFsc().fsc(), fit.maskedFsc().fsc(), 1e-3);
            assertArrayEquals(expected.inclusion().residues(), fit.inclusion().residues(), 1e-9);
        }
    }

    @Test
    void atomsOutsideTheBoxAreCountedAndLeftOut() {
        List<FitAtom> more = new ArrayList<>(ATOMS);
        more.add(0, new FitAtom("C", 19.5, 0, 0, 40, 1, RESIDUES, 2));
        more.add(new FitAtom("C", 3e9, -4e12, 5e7, 40, 1, RESIDUES + 1, 2));
        ModelFit fit = new FitTarget(OWN, D, 0.0).fit(more, List.of());
        ModelFit without = new FitTarget(OWN, D, 0.0).fit(ATOMS, List.of());
        assertEquals(2, fit.atomsOutside());
        assertEquals(without.correlation().mask(), fit.correlation().mask());
        assertEquals(without.q04().mean(), fit.q04().mean(), 1e-12);
        assertEquals(ATOMS.size() + 2, fit.q04().atoms().length);
        assertTrue(Double.isNaN(fit.q04().atoms()[0]) && Double.isNaN(fit.q04().atoms()[ATOMS.size() + 1]));
        assertEquals(without.q04().atoms()[3], fit.q04().atoms()[4]);
        for (double[] residues : List.of(
                fit.correlation().residues(),
                fit.q06().residues(),
                fit.smoc(),
                fit.inclusion().residues())) {
            assertEquals(RESIDUES + 2, residues.length);
            assertTrue(Double.isNaN(residues[RESIDUES]) && Double.isNaN(residues[RESIDUES + 1]));
        }
        assertTrue(Double.isNaN(fit.q06().chains()[2]));
    }

    @Test
    void theCrossingIsTheFirstFallAfterTheFirstRise() {
        assertEquals(1 / 0.25, ModelFit.fsc05(curve(0.9, 0.3, 0.7, 0.3, 0.9)), 1e-9);
        assertEquals(1 / 0.225, ModelFit.fsc05(curve(0.9, 0.9, 0.6, 0.2)), 1e-9);
        assertEquals(1 / 0.2, ModelFit.fsc05(curve(0, 1, 0.5)), 1e-9);
        assertTrue(Double.isNaN(ModelFit.fsc05(curve(1, 0.4, 0.1))));
    }

    private static FscCurve curve(double... fsc) {
        return new FscCurve(0.1, fsc, new long[fsc.length]);
    }

    @Test
    void inclusionCountsInterpolatedDensityAboveTheContour() {
        // density rises along x: 0.5 at x = 0.5
        DensityMap ramp = FitModels.map(
                new int[] {21, 21, 21}, new double[] {1, 1, 1}, new double[] {-10, -10, -10}, (x, y, z) -> x);
        List<FitAtom> atoms = List.of(
                new FitAtom("C", 0.45, 0, 0, 0, 1, 0, 0),
                new FitAtom("N", 0.55, 0, 0, 0, 1, 0, 0),
                new FitAtom("O", 3, 0, 0, 0, 1, 1, 0),
                new FitAtom("H", 5, 0, 0, 0, 1, 1, 0),
                new FitAtom("C", 0.5, 2, 0, 0, 1, 2, 0));
        AtomInclusion inclusion = AtomInclusion.of(ramp, atoms, 0.5, 4);
        assertEquals(0.5, inclusion.mean());
        assertArrayEquals(new double[] {0.5, 1, 0, Double.NaN}, inclusion.residues());
    }

    @Test
    void manyThreadsGetTheSameNumbers() {
        FitTarget target = new FitTarget(noisy(), D, null);
        ModelFit alone = target.fit(ATOMS, List.of());
        List<ModelFit> fits = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> target.fit(ATOMS, List.of()))
                .toList();
        for (ModelFit fit : fits) {
            assertArrayEquals(alone.correlation().residues(), fit.correlation().residues());
            assertArrayEquals(alone.fsc().fsc(), fit.fsc().fsc());
            assertArrayEquals(alone.maskedFsc().fsc(), fit.maskedFsc().fsc());
            assertArrayEquals(alone.q06().atoms(), fit.q06().atoms());
        }
    }

    @Test
    void voxelsMayDifferAlongTheAxes() {
        double[] voxel = {0.95, 1.05, 1};
        DensityMap map = FitModels.map(new int[] {44, 40, 42}, voxel, new double[] {-20, -20, -20}, (x, y, z) -> {
            double sum = 0;
            for (FitAtom a : ATOMS) {
                double d = FitModels.distance(a, x, y, z);
                sum += d > 7 ? 0 : ElectronScattering.of(a.element()).density(d * d, 150);
            }
            return sum;
        });
        List<FitAtom> blurred = ATOMS.stream()
                .map(a -> new FitAtom(a.element(), a.x(), a.y(), a.z(), 150, 1, a.residue(), 0))
                .toList();
        ModelFit fit = new FitTarget(map, 2.2, null).fit(blurred, List.of());
        assertEquals(1, fit.correlation().mask(), 2e-3);
        assertEquals(1, fit.correlation().box(), 2e-3);
    }

    @Test
    void badInputIsASentence() {
        refused("is out of range: give a value from 0.5 to 50", () -> new FitTarget(OWN, Double.NaN, null));
        refused("is out of range: give a value from 0.5 to 50", () -> new FitTarget(OWN, -3, null));
        refused("finer than the map's voxels", () -> new FitTarget(OWN, 1.9, null));
        refused("contour level NaN", () -> new FitTarget(OWN, D, Double.NaN));
        FitTarget target = new FitTarget(OWN, D, null);
        refused("inside the map's box", () -> target.fit(List.of(new FitAtom("C", 99, 0, 0, 0, 1, 0, 0)), List.of()));
        refused("no atoms besides hydrogens and waters", () -> target.fit(List.of(), List.of()));
        refused("no number", () -> target.fit(List.of(new FitAtom("C", 0, Double.NaN, 0, 0, 1, 0, 0)), List.of()));
        refused("element \"ZZ\"", () -> target.fit(List.of(new FitAtom("Zz", 0, 0, 0, 0, 1, 0, 0)), List.of()));
    }

    private static void refused(String part, Executable action) {
        String message = assertThrows(InputException.class, action).getMessage();
        assertTrue(message.contains(part) && message.endsWith("."), message);
    }
}
