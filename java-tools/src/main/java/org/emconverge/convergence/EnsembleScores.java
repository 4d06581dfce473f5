package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueId;

/**
 * The scores of a residue over the models of an ensemble: the mean of a number, and of a verdict the one most models
 * have.
 */
final class EnsembleScores {
    /** Of verdicts that equally many models have, the worse one counts. */
    private static final List<String> WORST_FIRST = List.of("outlier", "allowed", "favoured");

    private EnsembleScores() {}

    /**
     * Combines the scores of all models, residue by residue.
     *
     * @param models the residues of each model, by its name
     */
    static Map<ResidueId, MeasuredResidue> of(Map<String, List<MeasuredResidue>> models) {
        Map<ResidueId, List<MeasuredResidue>> byResidue = new LinkedHashMap<>();
        models.values()
                .forEach(rows -> rows.forEach(row -> byResidue
                        .computeIfAbsent(row.id(), id -> new ArrayList<>())
                        .add(row)));
        return byResidue.values().stream()
                .map(EnsembleScores::of)
                .collect(Collectors.toMap(MeasuredResidue::id, residue -> residue));
    }

    /**
     * The scores with what is told of the starting model in the place of the means.
     *
     * @param start residues of that model; none when there is none
     */
    static Map<ResidueId, MeasuredResidue> withStart(
            Map<ResidueId, MeasuredResidue> scores, List<MeasuredResidue> start) {
        Map<ResidueId, MeasuredResidue> all = new LinkedHashMap<>(scores);
        for (MeasuredResidue residue : start) {
            MeasuredResidue models = all.getOrDefault(
                    residue.id(), new MeasuredResidue(residue.id(), residue.name(), Map.of(), Map.of()));
            Map<ResidueMetric, Double> numbers = new EnumMap<>(ResidueMetric.class);
            numbers.putAll(models.numbers());
            for (ResidueMetric metric : ResidueMetric.values()) {
                if (metric.kind() == ResidueMetric.Kind.OF_START) {
                    numbers.put(metric, residue.number(metric));
                }
            }
            all.put(residue.id(), new MeasuredResidue(residue.id(), models.name(), numbers, models.verdicts()));
        }
        return all;
    }

    private static MeasuredResidue of(List<MeasuredResidue> all) {
        Map<ResidueMetric, Double> numbers = new EnumMap<>(ResidueMetric.class);
        Map<ResidueMetric, String> verdicts = new EnumMap<>(ResidueMetric.class);
        for (ResidueMetric metric : ResidueMetric.values()) {
            switch (metric.kind()) {
                case NUMBER, OF_START -> numbers.put(metric, mean(all, metric));
                case VERDICT -> verdicts.put(metric, verdict(all, metric));
                case WORD -> verdicts.put(metric, word(all, metric));
                case OF_ENSEMBLE, WORD_OF_ENSEMBLE -> {} // no model has it by itself
            }
        }
        String pair = verdicts.get(ResidueMetric.BASE_PAIR);
        if (!pair.isEmpty()) {
            numbers.put(
                    ResidueMetric.BASE_PAIR_SHARE,
                    (double) all.stream()
                                    .filter(residue -> residue.verdict(ResidueMetric.BASE_PAIR)
                                            .equals(pair))
                                    .count()
                            / all.size());
        }
        return new MeasuredResidue(all.get(0).id(), all.get(0).name(), numbers, verdicts);
    }

    private static String verdict(List<MeasuredResidue> all, ResidueMetric metric) {
        String most = "";
        long times = 0;
        for (String word : WORST_FIRST) {
            long models = all.stream()
                    .filter(residue -> residue.verdict(metric).equals(word))
                    .count();
            if (models > times) {
                most = word;
                times = models;
            }
        }
        return most;
    }

    /** That most models have; of equally many that of the first. */
    private static String word(List<MeasuredResidue> all, ResidueMetric metric) {
        Map<String, Long> models = all.stream()
                .collect(Collectors.groupingBy(
                        residue -> residue.verdict(metric), LinkedHashMap::new, Collectors.counting()));
        String most = all.get(0).verdict(metric);
        for (Map.Entry<String, Long> word : models.entrySet()) {
            most = word.getValue() > models.get(most) ? word.getKey() : most;
        }
        return most;
    }

    private static double mean(List<MeasuredResidue> all, ResidueMetric metric) {
        return all.stream()
                .mapToDouble(residue -> residue.number(metric))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
