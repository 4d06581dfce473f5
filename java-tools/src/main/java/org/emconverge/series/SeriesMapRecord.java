package org.emconverge.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.emconverge.density.FscCurve;
import org.emconverge.density.HalfMaps;

/**
 * What was made of two half maps, as {@code series_map.json} has it with its names in snake case; null where not
 * defined. Resolutions are where a curve falls below 0.143, Å.
 *
 * @param series name of the series that the map belongs to
 * @param nominal the resolution that was asked for
 * @param measured of the pair that was made, within the mask, corrected by phase randomisation
 * @param measuredUnmasked of the same over the whole box
 * @param given of the given half maps, within the mask
 * @param shift σ of the shift that does the same to particles, Å; 0 where the given maps are as coarse as asked for
 * @param bFactor that blurs as much, 8π²σ², Å²
 * @param seed of the noise
 * @param half1 name of the given file; null where particles were given
 * @param half2 likewise
 * @param mask {@code automatic}, {@code model}, or the file's name
 * @param pointGroup of the noise
 * @param noiseCorrelation of the given noise with itself, turned by this group, the lowest; null for C1
 * @param helix that the noise has; null for none
 * @param sharpening {@code relion} or {@code none}
 * @param sharpeningBFactor Å², negative where it sharpens; null where none was applied
 * @param notes what a user should know, sentences
 * @param reconstruction of shifted particles; null where half maps were given
 */
record SeriesMapRecord(
        String series,
        double nominal,
        Double measured,
        Double measuredUnmasked,
        Double given,
        double shift,
        double bFactor,
        long seed,
        String half1,
        String half2,
        String mask,
        String pointGroup,
        Double noiseCorrelation,
        HelixRecord helix,
        String sharpening,
        @JsonProperty("sharpening_b_factor") Double sharpeningBFactor,
        Curves curves,
        List<String> notes,
        ReconstructedMap.Reconstruction reconstruction) {
    /**
     * A helix of the noise.
     *
     * @param twist degrees per subunit
     * @param rise Å per subunit
     * @param noiseCorrelation of the given noise with itself, moved along it
     * @param copies how many subunits in a row were averaged; null where the helix has no end
     */
    record HelixRecord(double twist, double rise, double noiseCorrelation, Double copies) {
        static HelixRecord of(NoiseSymmetry.Screw screw) {
            return screw == null
                    ? null
                    : new HelixRecord(
                            screw.helix().twist(), screw.helix().rise(), rounded(screw.correlation()), screw.copies());
        }
    }

    /**
     * By shell, from the first beyond the mean.
     *
     * @param frequency Å⁻¹
     * @param signal D, what is left of the signal's amplitude
     * @param given correlation of the given half maps, within the mask
     * @param predicted what follows from it by D
     * @param measured correlation of the pair that was made, within the mask
     * @param measuredUnmasked the same over the whole box
     */
    record Curves(
            double[] frequency,
            double[] signal,
            double[] given,
            double[] predicted,
            double[] measured,
            double[] measuredUnmasked) {
        static Curves of(FscCurve given, double shift, HalfMaps.Fsc made) {
            int shells = given.fsc().length;
            double[] frequency = new double[shells];
            double[] signal = new double[shells];
            for (int shell = 0; shell < shells; shell++) {
                frequency[shell] = given.frequency(shell);
                signal[shell] = Shift.signal(shift, given.frequency(shell));
            }
            return new Curves(
                    beyondMean(frequency),
                    beyondMean(signal),
                    beyondMean(given.fsc()),
                    beyondMean(Shift.predicted(given, shift).fsc()),
                    beyondMean(made.best().fsc()),
                    beyondMean(made.unmasked().fsc()));
        }

        private static double[] beyondMean(double[] shells) {
            double[] values = new double[shells.length - 1];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.rint(shells[i + 1] * 1e5) / 1e5 + 0.0;
            }
            return values;
        }
    }

    static Double rounded(Double value) {
        return value == null || !Double.isFinite(value) ? null : Double.valueOf(Math.rint(value * 1e4) / 1e4 + 0.0);
    }

    static Double resolution(FscCurve curve) {
        return rounded(curve.resolution(FscCurve.HALF_MAP_THRESHOLD));
    }
}
