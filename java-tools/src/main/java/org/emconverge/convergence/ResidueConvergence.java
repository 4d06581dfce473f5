package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoublePredicate;
import org.emconverge.density.DensityMap;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.ResidueScores;

/**
 * One row of {@code residues.csv}. NaN: not defined.
 *
 * @param id residue
 * @param name residue name
 * @param caRmsd Cα over all pairs of refined models, Å
 * @param caRmsdAboutMean Cα of refined models about their mean position, Å
 * @param caRmsdSampled Cα over all pairs of the same models before refinement, Å
 * @param allAtomRmsd heavy atoms over all pairs of refined models, Å
 * @param bIso mean B factor of the Cα in the refined models, Å²
 * @param densityCa mean density of the map at the Cα of the refined models, in the map's own units
 * @param localResolution mean local resolution at the Cα of the refined models, Å
 * @param scores validation of the residue over the refined models; null when it was not validated
 */
public record ResidueConvergence(
        ResidueId id,
        String name,
        double caRmsd,
        double caRmsdAboutMean,
        double caRmsdSampled,
        double allAtomRmsd,
        double bIso,
        double densityCa,
        double localResolution,
        ResidueScores scores) {
    /**
     * Displacement that the B factor stands for, Å: sqrt(3 B / 8π²), from B = 8π²⟨u²⟩ along one axis (Willis & Pryor
     * 1975).
     */
    public double bRmsd() {
        return Math.sqrt(3 * bIso / (8 * Math.PI * Math.PI));
    }

    /** The same numbers for another residue, a copy of this one. */
    ResidueConvergence at(ResidueId copy) {
        return new ResidueConvergence(
                copy,
                name,
                caRmsd,
                caRmsdAboutMean,
                caRmsdSampled,
                allAtomRmsd,
                bIso,
                densityCa,
                localResolution,
                scores);
    }

    /**
     * All residues that any refined model has, in the order of the first; residues it lacks follow at the end of their
     * chain.
     *
     * @param refined refined models, best first
     * @param sampled the same models before refinement; empty when there are none
     * @param localResolution map, Å, 0 where there is none; or null
     * @param scores of the refined models' residues; may lack some
     */
    public static List<ResidueConvergence> of(
            List<ModelAtoms> refined,
            List<ModelAtoms> sampled,
            DensityMap map,
            DensityMap localResolution,
            Map<ResidueId, ResidueScores> scores) {
        Map<ResidueId, List<ResidueAtoms>> after = byResidue(refined);
        Map<ResidueId, List<ResidueAtoms>> before = byResidue(sampled);
        List<String> chains =
                after.keySet().stream().map(ResidueId::chain).distinct().toList();
        return after.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> chains.indexOf(entry.getKey().chain())))
                .map(entry -> of(
                        entry.getKey(),
                        entry.getValue(),
                        before.getOrDefault(entry.getKey(), List.of()),
                        map,
                        localResolution,
                        scores.get(entry.getKey())))
                .toList();
    }

    private static ResidueConvergence of(
            ResidueId id,
            List<ResidueAtoms> refined,
            List<ResidueAtoms> sampled,
            DensityMap map,
            DensityMap localResolution,
            ResidueScores scores) {
        List<HeavyAtom> ca = caOf(refined);
        double bIso = ca.stream().mapToDouble(HeavyAtom::b).average().orElse(Double.NaN);
        double resolution = localResolution == null ? Double.NaN : mean(ca, localResolution, value -> value > 0);
        return new ResidueConvergence(
                id,
                refined.get(0).name(),
                Spread.pairwise(ca),
                Spread.aboutMean(ca),
                Spread.pairwise(caOf(sampled)),
                Spread.allAtom(refined),
                bIso,
                mean(ca, map, value -> true),
                resolution,
                scores);
    }

    /** Mean of a map at the atoms that lie in it, of those values that count; NaN when none does. */
    private static double mean(List<HeavyAtom> atoms, DensityMap map, DoublePredicate counts) {
        return atoms.stream()
                .mapToDouble(a -> map.at(a.x(), a.y(), a.z()))
                .filter(v -> !Double.isNaN(v))
                .filter(counts)
                .average()
                .orElse(Double.NaN);
    }

    private static List<HeavyAtom> caOf(List<ResidueAtoms> residues) {
        return residues.stream().map(ResidueAtoms::ca).filter(Objects::nonNull).toList();
    }

    private static Map<ResidueId, List<ResidueAtoms>> byResidue(List<ModelAtoms> models) {
        Map<ResidueId, List<ResidueAtoms>> all = new LinkedHashMap<>();
        for (ModelAtoms model : models) {
            model.residues()
                    .forEach((id, atoms) ->
                            all.computeIfAbsent(id, key -> new ArrayList<>()).add(atoms));
        }
        return all;
    }
}
