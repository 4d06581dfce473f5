package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * What tells whether the starting model has a residue in its right place. Every feature rises with the suspicion that
 * it has not. Others that were tried tell nothing more (docs/results.md).
 */
enum ConfidenceFeature {
    /** ln(0.2 Å + √(spread² + shift²)): how far the models lie from each other, and from their start. */
    DISAGREEMENT(Judged::disagreement, 0),
    /** −ln of the probability that the density shows this residue here, and not its neighbours along the chain. */
    REGISTER(Judged::register, 0),
    /** 1 − CC of the residue in the start. */
    CC(judged -> 1 - judged.start(ResidueMetric.CC), 0),
    /** How much lower the CC is than the start's median. */
    RELATIVE_CC(judged -> judged.belowMedian(ResidueMetric.CC), 0),
    /** How much lower SMOC is than the start's median. */
    RELATIVE_SMOC(judged -> judged.belowMedian(ResidueMetric.SMOC), 0),
    /** Share of Ramachandran outliers in the start, over the residue and its neighbours. */
    RAMACHANDRAN_AROUND(judged -> judged.outlier(ResidueMetric.RAMACHANDRAN), ConfidenceFeature.REACH);

    /** Neighbours to each side. */
    static final int REACH = 4;

    @SuppressWarnings("ImmutableEnumChecker") // functions without a state
    private final ToDoubleFunction<Judged> ofResidue;

    private final int reach;

    ConfidenceFeature(ToDoubleFunction<Judged> ofResidue, int reach) {
        this.ofResidue = ofResidue;
        this.reach = reach;
    }

    /** Its name in tables and in the coefficients. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * One residue.
     *
     * @param ensemble what was measured of it over all models
     * @param ofStart what was measured of it in the starting model
     * @param medians over the residues of the start
     */
    private record Judged(MeasuredResidue ensemble, MeasuredResidue ofStart, Map<ResidueMetric, Double> medians) {
        /** A disagreement below it says no more, Å. */
        private static final double LEAST_DISAGREEMENT = 0.2;

        private static final double LEAST_PROBABILITY = 1e-3;

        double disagreement() {
            double spread = ensemble.number(ResidueMetric.CA_RMSD);
            return Math.log(LEAST_DISAGREEMENT + Math.hypot(spread, ensemble.number(ResidueMetric.CA_SHIFT)));
        }

        double register() {
            return -Math.log(Math.max(LEAST_PROBABILITY, start(ResidueMetric.REGISTER_PROBABILITY)));
        }

        double start(ResidueMetric metric) {
            return ofStart == null ? Double.NaN : ofStart.number(metric);
        }

        double belowMedian(ResidueMetric metric) {
            return medians.get(metric) - start(metric);
        }

        double outlier(ResidueMetric metric) {
            String verdict = ofStart == null ? "" : ofStart.verdict(metric);
            return verdict.isEmpty() ? Double.NaN : verdict.equals("outlier") ? 1 : 0;
        }
    }

    /**
     * Computes all features of all residues.
     *
     * @param ensemble residues in the order of their chains
     * @param start the same residues in the starting model, as it was validated
     * @return a row for each residue of the ensemble, NaN where a feature is not defined
     */
    static List<Map<ConfidenceFeature, Double>> of(List<MeasuredResidue> ensemble, List<MeasuredResidue> start) {
        Map<ResidueId, MeasuredResidue> byId = new HashMap<>();
        start.forEach(residue -> byId.put(residue.id(), residue));
        Map<ResidueMetric, Double> medians = new EnumMap<>(ResidueMetric.class);
        for (ResidueMetric metric : List.of(ResidueMetric.CC, ResidueMetric.SMOC)) {
            medians.put(metric, median(start, metric));
        }
        List<Judged> judged = ensemble.stream()
                .map(residue -> new Judged(residue, byId.get(residue.id()), medians))
                .toList();
        List<Map<ConfidenceFeature, Double>> rows = new ArrayList<>();
        for (int at = 0; at < judged.size(); at++) {
            Map<ConfidenceFeature, Double> row = new EnumMap<>(ConfidenceFeature.class);
            for (ConfidenceFeature feature : values()) {
                row.put(feature, feature.at(judged, at));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The mean of what is defined within its reach. */
    private double at(List<Judged> judged, int at) {
        String chain = judged.get(at).ensemble.id().chain();
        return judged.subList(Math.max(0, at - reach), Math.min(judged.size(), at + reach + 1)).stream()
                .filter(near -> near.ensemble.id().chain().equals(chain))
                .mapToDouble(ofResidue)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static double median(List<MeasuredResidue> residues, ResidueMetric metric) {
        return Distribution.median(residues.stream()
                .filter(residue -> residue.kind() == ResidueKind.PROTEIN)
                .mapToDouble(r -> r.number(metric)));
    }
}
