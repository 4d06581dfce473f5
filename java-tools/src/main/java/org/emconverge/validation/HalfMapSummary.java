package org.emconverge.validation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.emconverge.density.FscCurve;
import org.emconverge.density.HalfMaps;

/**
 * What two half maps say of the resolution, as {@code half_maps.json} has it; null where not defined.
 *
 * @param unmasked of the whole box
 * @param masked within a soft mask around the model, corrected by phase randomisation
 * @param randomisedFrom resolution from which on phases were random, Å
 * @param notes what a user should know of where the half maps were laid, sentences; left out when there are none
 */
record HalfMapSummary(
        Resolution unmasked,
        Resolution masked,
        Double randomisedFrom,
        Curves curves,
        @JsonInclude(Include.NON_EMPTY) List<String> notes) {
    /** Where the curve falls below 0.143 and 0.5, Å. */
    record Resolution(
            @JsonProperty("0.143") Double at0143,
            @JsonProperty("0.5") Double at05) {
        static Resolution of(FscCurve curve) {
            return new Resolution(
                    ModelSummary.rounded(curve.resolution(FscCurve.HALF_MAP_THRESHOLD)),
                    ModelSummary.rounded(curve.resolution(FscCurve.HALF)));
        }
    }

    /**
     * By shell, from the first beyond the mean.
     *
     * @param frequency Å⁻¹
     */
    record Curves(double[] frequency, double[] unmasked, double[] masked, double[] randomised, double[] corrected) {}

    static HalfMapSummary of(HalfMaps.Fsc fsc, List<String> notes) {
        double[] frequency = new double[fsc.unmasked().fsc().length];
        for (int shell = 0; shell < frequency.length; shell++) {
            frequency[shell] = fsc.unmasked().frequency(shell);
        }
        return new HalfMapSummary(
                Resolution.of(fsc.unmasked()),
                Resolution.of(fsc.corrected()),
                ModelSummary.rounded(fsc.randomisedFrom()),
                new Curves(
                        beyondMean(frequency),
                        beyondMean(fsc.unmasked().fsc()),
                        beyondMean(fsc.masked().fsc()),
                        beyondMean(fsc.randomised().fsc()),
                        beyondMean(fsc.corrected().fsc())),
                notes);
    }

    private static double[] beyondMean(double[] shells) {
        double[] values = new double[shells.length - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = ModelSummary.rounded(shells[i + 1]);
        }
        return values;
    }
}
