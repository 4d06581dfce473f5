package org.emconverge.convergence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.emconverge.Json;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.trend.Fingerprints;

/**
 * The probability that the starting model has a residue within 2 Å of its right place, by a logistic regression on
 * {@link ConfidenceFeature}s whose weights are all positive, so that it falls with every one of them. The coefficients
 * are in {@code confidence.json}, which {@code bench/wrong_residues/fit_confidence.py} writes from models whose right
 * places are known.
 */
final class Confidence {
    private static final Confidence SHIPPED = new Confidence(Json.resource(Confidence.class, "confidence.json"));

    /**
     * What a feature counts.
     *
     * @param weight of the feature in the logarithm of the odds that the residue is wrong, at least 0
     * @param typical value of a residue in its right place, which stands in where a feature is not defined
     */
    private record Term(double weight, double typical) {}

    private final Fingerprints fingerprints;
    private final double intercept;
    private final Map<ConfidenceFeature, Term> terms = new EnumMap<>(ConfidenceFeature.class);

    /**
     * @param coefficients {@code intercept}, under {@code features} weight and typical value by label, and the
     *     {@code fingerprints} of the settings that they hold for
     */
    Confidence(JsonNode coefficients) {
        fingerprints = Fingerprints.of(coefficients.required("fingerprints"));
        intercept = coefficients.required("intercept").doubleValue();
        JsonNode features = coefficients.required("features");
        for (ConfidenceFeature feature : ConfidenceFeature.values()) {
            JsonNode term = features.path(feature.label());
            if (term.isObject()) {
                terms.put(
                        feature,
                        new Term(
                                term.required("weight").doubleValue(),
                                term.required("typical").doubleValue()));
            }
        }
        if (terms.size() != features.size()) {
            throw new IllegalStateException("The coefficients of the confidence name a feature that is not known.");
        }
    }

    static Confidence shipped() {
        return SHIPPED;
    }

    /** Of the settings that made the models it was fitted to. */
    Fingerprints fingerprints() {
        return fingerprints;
    }

    /**
     * Adds the confidence to the residues that have a spread.
     *
     * @param residues in the order of their chains
     * @param start the same residues in the starting model, as it was validated
     */
    List<MeasuredResidue> judge(List<MeasuredResidue> residues, List<MeasuredResidue> start) {
        List<Map<ConfidenceFeature, Double>> features = ConfidenceFeature.of(residues, start);
        List<MeasuredResidue> judged = new ArrayList<>();
        for (int at = 0; at < residues.size(); at++) {
            MeasuredResidue residue = residues.get(at);
            boolean compared = !Double.isNaN(residue.number(ResidueMetric.CA_SHIFT))
                    && !Double.isNaN(residue.number(ResidueMetric.CA_RMSD));
            judged.add(compared ? residue.with(ResidueMetric.CONFIDENCE, probability(features.get(at))) : residue);
        }
        return judged;
    }

    /** The probability that a residue of these features is in its right place. */
    double probability(Map<ConfidenceFeature, Double> features) {
        double logOddsOfWrong = intercept;
        for (Map.Entry<ConfidenceFeature, Term> entry : terms.entrySet()) {
            double value = features.getOrDefault(entry.getKey(), Double.NaN);
            Term term = entry.getValue();
            logOddsOfWrong += Double.isNaN(value) ? 0 : term.weight() * (value - term.typical());
        }
        return 1 / (1 + Math.exp(logOddsOfWrong));
    }
}
