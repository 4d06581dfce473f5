package org.emconverge.validation;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.emconverge.density.ModelFit;

/**
 * How one model fits the map, as {@code validation.json} has it; null where not defined.
 *
 * @param qScore means over the heavy atoms
 * @param fsc05 where the Fourier shell correlation of map and model, masked around the model, falls below 0.5, Å
 * @param inclusion share of the heavy atoms inside the contour
 * @param fsc05Unmasked the same without a mask, Å
 * @param smoc mean over the residues
 * @param emringer score
 * @param atomsOutside atoms outside the map's box, left out of all this
 */
public record FitSummary(Double ccMask, Double ccBox, Double ccVolume, Double ccPeaks, QScore qScore,
        @JsonProperty("fsc_05") Double fsc05, Double inclusion, @JsonProperty("fsc_05_unmasked") Double fsc05Unmasked, Double smoc,
        Double emringer, int atomsOutside) {
    /** By the width σ of the Gaussian, Å. */
    public record QScore(@JsonProperty("0.4") Double at04, @JsonProperty("0.6") Double at06) {
    }

    /** @param fit null gives null */
    static FitSummary of(ModelFit fit) {
        return fit == null ? null : new FitSummary(ModelSummary.rounded(fit.correlation().mask()), ModelSummary.rounded(fit.correlation().box()),
                ModelSummary.rounded(fit.correlation().volume()), ModelSummary.rounded(fit.correlation().peaks()),
                new QScore(ModelSummary.rounded(fit.q04().mean()), ModelSummary.rounded(fit.q06().mean())),
                ModelSummary.rounded(ModelFit.fsc05(fit.maskedFsc())),
                fit.inclusion() == null ? null : ModelSummary.rounded(fit.inclusion().mean()),
                ModelSummary.rounded(ModelFit.fsc05(fit.fsc())), ModelSummary.rounded(fit.meanSmoc()),
                fit.emRinger() == null ? null : ModelSummary.rounded(fit.emRinger().score()), fit.atomsOutside());
    }
}
