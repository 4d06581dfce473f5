package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A cone: along an axis the density falls by one from Å to Å, so that the density at every atom is known. */
class InclusionCurveTest {
    private static final double TOP = 20;
    private static final DensityMap CONE = Spheres.of(24, 1, r -> TOP - r);
    /** At 0.5, 1.5 … 9.5 Å along x; the first five are the backbone. */
    private static final double[][] ATOMS =
            IntStream.range(0, 10).mapToObj(i -> new double[] {i + 0.5, 0, 0}).toArray(double[][]::new);

    private static final boolean[] BACKBONE = {true, true, true, true, true, false, false, false, false, false};

    @Test
    void atEachLevelTheAtomsAboveItAreCounted() {
        InclusionCurve curve = InclusionCurve.of(CONE, ATOMS, BACKBONE);
        for (int radius = 0; radius <= 12; radius++) {
            double level = TOP - radius;
            assertEquals(Math.min(10, radius) / 10.0, curve.all(level), 1e-12);
            assertEquals(Math.min(5, radius) / 5.0, curve.backbone(level), 1e-12);
        }
        assertEquals(0.4, curve.all(TOP - 4.5), 1e-12, "an atom exactly at the level is not above it");
        assertEquals(10, curve.atoms());
        assertEquals(5, curve.backboneAtoms());
    }

    @Test
    void theLevelsReachAllAtomsZeroAndTheOneThatIsMarked() {
        InclusionCurve curve = InclusionCurve.of(CONE, ATOMS, BACKBONE);
        double[] levels = curve.levels(Double.NaN);
        assertEquals(129, levels.length);
        assertEquals(0, levels[0], 1e-12);
        assertEquals(TOP - 0.5, levels[128], 1e-12);
        assertEquals(0, curve.all(levels[128]));
        assertEquals(25, curve.levels(25)[128], 1e-12);
        assertEquals(-3, curve.levels(-3)[0], 1e-12);
        assertTrue(Arrays.stream(levels).map(curve::all).boxed().toList().containsAll(List.of(1.0, 0.9, 0.5, 0.0)));
    }

    @Test
    void itPassesThroughTheInclusionAtALevel() {
        List<FitAtom> atoms = FitModels.ball(12, new double[3], 14, 30);
        double[][] positions = atoms.stream()
                .map(atom -> new double[] {atom.x(), atom.y(), atom.z()})
                .toArray(double[][]::new);
        InclusionCurve curve = InclusionCurve.of(CONE, positions, new boolean[positions.length]);
        double inclusion = AtomInclusion.of(CONE, atoms, 9.5, 12).mean();
        assertTrue(inclusion > 0.1 && inclusion < 0.9);
        assertEquals(inclusion, curve.all(9.5), 1e-12);
        assertTrue(Double.isNaN(curve.backbone(9.5)), "no atom is of the backbone");
    }

    @Test
    void atomsOutsideTheMapAreCountedApart() {
        double[][] atoms = Stream.concat(Arrays.stream(ATOMS), Stream.of(new double[] {30, 0, 0}))
                .toArray(double[][]::new);
        InclusionCurve curve = InclusionCurve.of(CONE, atoms, Arrays.copyOf(BACKBONE, 11));
        assertEquals(1, curve.outside());
        assertEquals(1, curve.all(0), "of the ten that are inside");
        InclusionCurve none = InclusionCurve.of(CONE, new double[][] {{0, 0, 99}}, new boolean[1]);
        assertEquals(0, none.levels(5).length);
        assertTrue(Double.isNaN(none.all(5)));
    }

    @Test
    void oneAtomHasACurveToo() {
        double[] levels = InclusionCurve.of(Spheres.of(3, 1, r -> 0), new double[][] {{0, 0, 0}}, new boolean[] {true})
                .levels(Double.NaN);
        assertTrue(levels[0] < levels[128]);
    }
}
