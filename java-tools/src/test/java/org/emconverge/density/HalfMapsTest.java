package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.visnow.jlargearrays.ConcurrencyUtils;

class HalfMapsTest {
    private static final Grid GRID = new Grid(64, 60, 66, 1.5, new double[] {10, -20, 30});
    private static final double SIGNAL_CUTOFF = 0.15;

    /** A particle: signal in a ball of 24 Å only, ending at 6.7 Å. */
    private static final DensityMap BALL =
            SoftMask.around(GRID.map(new float[GRID.length()]), new double[][] {centre()}, 20, 4);

    private static final DensityMap SIGNAL = BandLimitedNoise.on(GRID, 1, SIGNAL_CUTOFF, new Random(1));
    private static final TestHalves HALVES = TestHalves.of(TestHalves.times(SIGNAL, BALL.values()), 0.2, 0.33);

    /**
     * A mask full of holes of one voxel spreads the signal of low frequency over all others. What is seen beyond the
     * signal's end is the mask's, and the correction takes it out.
     */
    @Test
    void phaseRandomisationTakesOutWhatATightMaskBringsIn() {
        Random random = new Random(4);
        float[] grains = new float[GRID.length()];
        for (int i = 0; i < grains.length; i++) {
            grains[i] = random.nextInt(20) > 0 ? BALL.values()[i] : 0;
        }
        // Power falls as exp(−4π²σ²q²), as that of a map that is not sharpened.
        DensityMap unsharpened = GaussianFilter.smooth(TestHalves.times(SIGNAL, BALL.values()), 3);
        TestHalves clean = TestHalves.of(unsharpened, 7e-5, 0.33);
        HalfMaps.Fsc fsc = HalfMaps.fsc(clean.half1(), clean.half2(), GRID.map(grains));
        double before = 0;
        double after = 0;
        int shells = 0;
        for (int shell = 0; shell < fsc.masked().fsc().length; shell++) {
            if (fsc.masked().frequency(shell) > SIGNAL_CUTOFF + 0.06
                    && fsc.masked().frequency(shell) < 0.3) {
                before += fsc.masked().fsc()[shell];
                after += fsc.corrected().fsc()[shell];
                shells++;
            }
        }
        assertTrue(before / shells > 0.3, "masked " + before / shells);
        assertEquals(0, after / shells, 0.03);
        assertTrue(fsc.masked().resolution(FscCurve.HALF_MAP_THRESHOLD) < 5, "the mask alone seems to resolve 5 Å");
        // The ball itself blurs the signal by the reciprocal of its diameter, and two shells stay uncorrected.
        assertEquals(1 / (SIGNAL_CUTOFF + 0.02), fsc.corrected().resolution(FscCurve.HALF_MAP_THRESHOLD), 0.8);
    }

    @Test
    void aMaskLeavesOutTheNoiseOfTheSolvent() {
        HalfMaps.Fsc fsc = HalfMaps.fsc(HALVES.half1(), HALVES.half2(), BALL);
        double fraction = 0;
        for (float w : BALL.values()) {
            fraction += w * w / GRID.length();
        }
        double unmasked = 0;
        double masked = 0;
        int shells = 0;
        for (int shell = 5; fsc.masked().frequency(shell) < SIGNAL_CUTOFF - 0.03; shell++) {
            unmasked += fsc.unmasked().fsc()[shell];
            masked += fsc.corrected().fsc()[shell];
            shells++;
        }
        // In the box the signal's power is diluted by the solvent.
        assertEquals(fraction / (fraction + 0.2), unmasked / shells, 0.05);
        assertEquals(1 / 1.2, masked / shells, 0.03);
        assertTrue(fsc.randomisedFrom() > 1 / SIGNAL_CUTOFF);
    }

    @Test
    void theCorrectedCurveIsChensFormulaFromTwoShellsOn() {
        HalfMaps.Fsc fsc = HalfMaps.fsc(HALVES.half1(), HALVES.half2(), BALL);
        int from = (int) Math.rint(1 / fsc.randomisedFrom() / fsc.unmasked().shellWidth());
        assertTrue(fsc.unmasked().fsc()[from] < HalfMaps.RANDOMISE_BELOW);
        for (int shell = 1; shell < fsc.masked().fsc().length; shell++) {
            assertTrue(shell >= from || fsc.unmasked().fsc()[shell] >= HalfMaps.RANDOMISE_BELOW);
            double t = fsc.masked().fsc()[shell];
            double n = fsc.randomised().fsc()[shell];
            assertEquals(
                    shell < from + 2 ? t : (t - n) / (1 - n), fsc.corrected().fsc()[shell], 1e-12);
        }
        for (int shell = 1; shell < from - 2; shell++) {
            assertEquals(fsc.masked().fsc()[shell], fsc.randomised().fsc()[shell], 0.02, "phases below stay");
        }
    }

    @Test
    void theSecondHalfMapAndTheMaskAreMovedToWhereTheirOriginsSay() {
        HalfMaps.Fsc expected = HalfMaps.fsc(HALVES.half1(), HALVES.half2(), BALL);
        int[] by = {2, -1, 3};
        HalfMaps.Fsc fsc = HalfMaps.fsc(
                HALVES.half1(), CommonGridTest.elsewhere(HALVES.half2(), by), CommonGridTest.elsewhere(BALL, by));
        assertEquals(expected.best().resolution(FscCurve.HALF), fsc.best().resolution(FscCurve.HALF), 0.1);
        // taken about the mean of what is left
        assertArrayEquals(expected.masked().fsc(), fsc.masked().fsc(), 0.02);
        DensityMap between = HALVES.half2().at(new double[] {10.7, -20, 30});
        assertTrue(refusal(HALVES.half1(), between, null).contains("no whole number"));
        assertTrue(refusal(HALVES.half1(), HALVES.half2(), BALL.at(new double[] {10.7, -20, 30}))
                .contains("no whole number"));
    }

    @Test
    void randomPhasesKeepTheAmplitudesAndTheMapsReal() {
        FscCurve before = ShellCorrelation.of(HALVES.half1(), HALVES.half1());
        PairTransform pair = PairTransform.pack(HALVES.half1(), HALVES.half1());
        pair.forward();
        pair.randomisePhases(0.1, 5);
        FscCurve random = pair.curve();
        pair.inverse();
        pair.forward();
        FscCurve again = pair.curve();
        assertArrayEquals(random.fsc(), again.fsc(), 1e-4);
        for (int shell = 1; shell < before.fsc().length && before.frequency(shell) < 0.32; shell++) {
            boolean kept = before.frequency(shell) < 0.1 - before.shellWidth();
            boolean turned = before.frequency(shell) > 0.1 + before.shellWidth();
            if (kept || turned) {
                assertEquals(kept ? 1 : 0, random.fsc()[shell], kept ? 1e-5 : 1.5 * TestHalves.chance(random, shell));
            }
        }
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        int threads = ConcurrencyUtils.getNumberOfThreads();
        try {
            ConcurrencyUtils.setNumberOfThreads(1);
            HalfMaps.Fsc one = HalfMaps.fsc(HALVES.half1(), HALVES.half2(), BALL);
            ConcurrencyUtils.setNumberOfThreads(4);
            HalfMaps.Fsc four = HalfMaps.fsc(HALVES.half1(), HALVES.half2(), BALL);
            assertArrayEquals(one.corrected().fsc(), four.corrected().fsc());
            assertArrayEquals(one.unmasked().fsc(), four.unmasked().fsc());
        } finally {
            ConcurrencyUtils.setNumberOfThreads(threads);
        }
    }

    @Test
    void withoutAMaskThereIsTheUnmaskedCurve() {
        HalfMaps.Fsc fsc = HalfMaps.fsc(HALVES.half1(), HALVES.half2(), null);
        assertNull(fsc.corrected());
        assertEquals(fsc.unmasked(), fsc.best());
    }

    @Test
    void oneMapTwiceAndMasksThatAreNoWeightsAreRefused() {
        DensityMap twice = TestHalves.plus(HALVES.half1(), HALVES.half1());
        assertTrue(refusal(HALVES.half1(), HALVES.half1(), null).contains("same map"));
        assertTrue(refusal(HALVES.half1(), twice, null).contains("same map"));
        assertTrue(refusal(HALVES.half1(), HALVES.half2(), HALVES.half1()).contains("mask"));
        assertTrue(refusal(HALVES.half1(), HALVES.half2(), GRID.map(new float[GRID.length()]))
                .contains("mask"));
    }

    private static String refusal(DensityMap a, DensityMap b, DensityMap mask) {
        return assertThrows(InputException.class, () -> HalfMaps.fsc(a, b, mask))
                .getMessage();
    }

    private static double[] centre() {
        return new double[] {10 + 32 * 1.5, -20 + 30 * 1.5, 30 + 33 * 1.5};
    }
}
