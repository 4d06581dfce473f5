package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.emconverge.Json;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.metrics.TestResidue;
import org.junit.jupiter.api.Test;

class ConfidenceTest {
    private static final double EXACT = 1e-9;

    /** Coefficients with one feature. */
    private static Confidence confidence(double intercept, String feature, double weight, double typical) {
        ObjectNode coefficients = Json.object().put("intercept", intercept);
        coefficients.putObject("fingerprints").put("sampler", "a").put("refiner", "b");
        coefficients
                .putObject("features")
                .putObject(feature)
                .put("weight", weight)
                .put("typical", typical);
        return new Confidence(coefficients);
    }

    private static MeasuredResidue residue(String chain, int number, double spread, double shift) {
        return TestResidue.at(chain, number)
                .with(ResidueMetric.CA_RMSD, spread)
                .with(ResidueMetric.CA_SHIFT, shift)
                .build();
    }

    private static MeasuredResidue start(int number, double cc, String ramachandran) {
        return TestResidue.at("A", number)
                .with(ResidueMetric.CC, cc)
                .with(ResidueMetric.RAMACHANDRAN, ramachandran)
                .build();
    }

    @Test
    void oddsAreThoseOfTheWeights() {
        Confidence confidence = confidence(-2, "cc", 10, 0.3);
        assertEquals(1 / (1 + Math.exp(-2)), confidence.probability(Map.of(ConfidenceFeature.CC, 0.3)), EXACT);
        assertEquals(1 / (1 + Math.exp(1)), confidence.probability(Map.of(ConfidenceFeature.CC, 0.6)), EXACT);
        assertEquals(
                1 / (1 + Math.exp(-2)),
                confidence.probability(Map.of(ConfidenceFeature.CC, Double.NaN)),
                EXACT,
                "what is not defined counts as typical");
    }

    @Test
    void aFeatureThatIsNotKnownIsAFaultOfTheBuild() {
        assertThrows(IllegalStateException.class, () -> confidence(0, "luck", 1, 0));
    }

    @Test
    void theShippedWeightsNeverRaiseTheConfidence() {
        Map<ConfidenceFeature, Double> features = new EnumMap<>(ConfidenceFeature.class);
        for (ConfidenceFeature feature : ConfidenceFeature.values()) {
            features.put(feature, 0.0);
        }
        double before = Confidence.shipped().probability(features);
        int used = 0;
        for (ConfidenceFeature feature : ConfidenceFeature.values()) {
            Map<ConfidenceFeature, Double> worse = new EnumMap<>(features);
            worse.put(feature, 1.0);
            double after = Confidence.shipped().probability(worse);
            assertTrue(after <= before, feature.label());
            used += after < before ? 1 : 0;
        }
        assertTrue(used >= 3, "only " + used + " features count");
    }

    @Test
    void featuresAreThoseOfTheResidueAndItsSurroundings() {
        List<MeasuredResidue> ensemble = new ArrayList<>();
        List<MeasuredResidue> start = new ArrayList<>();
        for (int number = 1; number <= 9; number++) {
            ensemble.add(residue("A", number, 0.3, number == 9 ? 1.2 : 0.4));
            start.add(start(number, number == 5 ? 0.4 : 0.7, number == 1 ? "outlier" : "favoured"));
        }
        ensemble.add(residue("B", 1, 3, 4));
        List<Map<ConfidenceFeature, Double>> rows = ConfidenceFeature.of(ensemble, start);
        assertEquals(Math.log(0.7), rows.get(0).get(ConfidenceFeature.DISAGREEMENT), EXACT, "0.2 + √(0.3² + 0.4²)");
        assertEquals(0.6, rows.get(4).get(ConfidenceFeature.CC), EXACT);
        assertEquals(0.3, rows.get(4).get(ConfidenceFeature.RELATIVE_CC), EXACT);
        assertEquals(1.0 / 9, rows.get(4).get(ConfidenceFeature.RAMACHANDRAN_AROUND), EXACT, "nine residues");
        assertEquals(1.0 / 5, rows.get(0).get(ConfidenceFeature.RAMACHANDRAN_AROUND), EXACT, "the chain begins");
        assertTrue(Double.isNaN(rows.get(9).get(ConfidenceFeature.CC)), "the start lacks chain B");
        assertTrue(
                Double.isNaN(rows.get(9).get(ConfidenceFeature.RAMACHANDRAN_AROUND)), "and nothing is another chain's");
    }

    @Test
    void aResidueWithoutAStartHasNoConfidence() {
        MeasuredResidue lone = residue("A", 1, 0.3, Double.NaN);
        MeasuredResidue judged =
                Confidence.shipped().judge(List.of(lone), List.of()).get(0);
        assertTrue(Double.isNaN(judged.number(ResidueMetric.CONFIDENCE)));
    }

    @Test
    void theScriptsCoefficientsAreShipped() {
        JsonNode shipped = Json.resource(Confidence.class, "confidence.json");
        assertTrue(shipped.path("wrong").asInt() > 300 && shipped.path("maps").size() >= 5, "of the benchmark");
    }
}
