package org.emconverge.convergence;

import java.util.List;
import org.emconverge.trend.Trends;

/**
 * What the convergence of an entry is computed with, beside its files.
 *
 * @param id of the entry
 * @param resolution of the map, Å
 * @param engines that made the models
 * @param minModels fewest models that make an ensemble; two are needed at least
 * @param refined how many of the chosen models were to be refined, the best first; null where all were
 * @param secondStates whether further models were to be made where density is left over
 * @param emtools version of this program
 * @param trends by which the mean spread is judged
 * @param notes sentences on the input, for the reader
 */
public record ConvergenceSettings(
        String id,
        double resolution,
        Engines engines,
        int minModels,
        Integer refined,
        boolean secondStates,
        String emtools,
        Trends trends,
        List<String> notes) {}
