package org.emconverge.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FscCurve;
import org.emconverge.density.HalfMaps;
import org.emconverge.density.LocalResolution;
import org.emconverge.density.SoftMask;
import org.emconverge.density.SyntheticMaps;
import org.junit.jupiter.api.Test;

/** The half maps of the built-in example have known resolutions: they must be found again. */
class ExampleLocalResolutionTest {
    private static final double RESOLUTION = 3.5;

    @Test
    void theBlurredTailIsWorseResolvedAndTheRestAsGoodAsItWasMade() {
        List<ExampleProtein.Residue> protein = ExampleProtein.build();
        SyntheticMaps maps = ExampleEntry.maps(protein, 1, RESOLUTION);
        double[][] atoms = protein.stream()
                .filter(r -> !r.blurred())
                .flatMap(r -> r.atoms().values().stream())
                .map(p -> new double[] {p.x, p.y, p.z})
                .toArray(double[][]::new);
        DensityMap mask = SoftMask.around(maps.map(), atoms);
        HalfMaps.Fsc fsc = HalfMaps.fsc(maps.half1(), maps.half2(), mask);
        // Made so that the correlation is 0.143 within 4 Å of the well-resolved atoms; the mask's edge adds noise.
        assertEquals(RESOLUTION, fsc.corrected().resolution(FscCurve.HALF_MAP_THRESHOLD), 0.1 * RESOLUTION);
        assertTrue(fsc.unmasked().resolution(FscCurve.HALF_MAP_THRESHOLD)
                > fsc.corrected().resolution(FscCurve.HALF_MAP_THRESHOLD));
        LocalResolution local = LocalResolution.of(
                maps.half1(), maps.half2(), null, LocalResolution.Settings.forResolution(RESOLUTION, 1));
        double[] sharp = protein.stream()
                .filter(r -> !r.blurred())
                .mapToDouble(r -> at(local, r))
                .sorted()
                .toArray();
        double[] blurred = protein.stream()
                .filter(ExampleProtein.Residue::blurred)
                .mapToDouble(r -> at(local, r))
                .sorted()
                .toArray();
        double median = sharp[sharp.length / 2];
        assertTrue(
                median > RESOLUTION && median < fsc.corrected().resolution(FscCurve.HALF),
                "0.5 is reached before 0.143: " + median);
        assertTrue(blurred[blurred.length / 2] > 1.5 * median, "the tail: " + blurred[blurred.length / 2]);
        assertTrue(blurred[0] > sharp[3 * sharp.length / 4], "the best of the tail: " + blurred[0]);
    }

    private static double at(LocalResolution local, ExampleProtein.Residue residue) {
        var ca = residue.atoms().get("CA");
        return local.at(ca.x, ca.y, ca.z);
    }
}
