package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.ResidueScores;

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
    static Map<ResidueId, ResidueScores> of(Map<String, List<ResidueScores>> models) {
        Map<ResidueId, List<ResidueScores>> byResidue = new LinkedHashMap<>();
        models.values()
                .forEach(rows -> rows.forEach(row -> byResidue
                        .computeIfAbsent(row.id(), id -> new ArrayList<>())
                        .add(row)));
        return byResidue.values().stream()
                .map(EnsembleScores::of)
                .collect(Collectors.toMap(ResidueScores::id, scores -> scores));
    }

    private static ResidueScores of(List<ResidueScores> all) {
        return new ResidueScores(
                all.get(0).id(),
                all.get(0).name(),
                verdict(all, ResidueScores::ramachandran),
                verdict(all, ResidueScores::rotamer),
                mean(all, ResidueScores::cbetaDeviation),
                mean(all, ResidueScores::cc),
                mean(all, ResidueScores::qScore),
                mean(all, ResidueScores::smoc),
                mean(all, ResidueScores::inclusion),
                mean(all, ResidueScores::localResolution),
                mean(all, ResidueScores::qScore04));
    }

    private static String verdict(List<ResidueScores> all, Function<ResidueScores, String> verdict) {
        String most = "";
        long times = 0;
        for (String word : WORST_FIRST) {
            long models = all.stream()
                    .filter(scores -> verdict.apply(scores).equals(word))
                    .count();
            if (models > times) {
                most = word;
                times = models;
            }
        }
        return most;
    }

    private static double mean(List<ResidueScores> all, ToDoubleFunction<ResidueScores> number) {
        return all.stream()
                .mapToDouble(number)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
