package org.emconverge.validation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param chains mean Q-scores of each chain, by its author id
 */
public record FitSummary(
        Double ccMask,
        Double ccBox,
        Double ccVolume,
        Double ccPeaks,
        QScore qScore,
        @JsonProperty("fsc_05") Double fsc05,
        Double inclusion,
        @JsonProperty("fsc_05_unmasked") Double fsc05Unmasked,
        Double smoc,
        Double emringer,
        int atomsOutside,
        Map<String, QScore> chains) {
    /** By the width σ of the Gaussian, Å. */
    public record QScore(
            @JsonProperty("0.4") Double at04,
            @JsonProperty("0.6") Double at06) {}

    /**
     * @param fit null gives null
     * @param chains author ids of the fit's chains
     */
    static FitSummary of(ModelFit fit, List<String> chains) {
        return fit == null
                ? null
                : new FitSummary(
                        ModelSummary.rounded(fit.correlation().mask()),
                        ModelSummary.rounded(fit.correlation().box()),
                        ModelSummary.rounded(fit.correlation().volume()),
                        ModelSummary.rounded(fit.correlation().peaks()),
                        new QScore(
                                ModelSummary.rounded(fit.q04().mean()),
                                ModelSummary.rounded(fit.q06().mean())),
                        ModelSummary.rounded(ModelFit.fsc05(fit.maskedFsc())),
                        fit.inclusion() == null
                                ? null
                                : ModelSummary.rounded(fit.inclusion().mean()),
                        ModelSummary.rounded(ModelFit.fsc05(fit.fsc())),
                        ModelSummary.rounded(fit.meanSmoc()),
                        fit.emRinger() == null
                                ? null
                                : ModelSummary.rounded(fit.emRinger().score()),
                        fit.atomsOutside(),
                        ofChains(fit, chains));
    }

    private static Map<String, QScore> ofChains(ModelFit fit, List<String> chains) {
        Map<String, QScore> scores = new LinkedHashMap<>();
        for (int chain = 0; chain < fit.q06().chains().length; chain++) {
            scores.put(
                    chains.get(chain),
                    new QScore(
                            ModelSummary.rounded(fit.q04().chains()[chain]),
                            ModelSummary.rounded(fit.q06().chains()[chain])));
        }
        return scores;
    }
}
