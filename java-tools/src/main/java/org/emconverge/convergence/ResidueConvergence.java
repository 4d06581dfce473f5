package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.emconverge.density.DensityMap;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueId;

/** What is measured of each residue over all models together: the rows of {@code residues.csv}. */
final class ResidueConvergence {
    private ResidueConvergence() {}

    /**
     * All residues that any refined model has, in the order of the first; residues it lacks follow at the end of their
     * chain.
     *
     * @param refined refined models, best first
     * @param sampled the same models before refinement; empty when there are none
     * @param start the model they were made from, or are compared with; null when there is none
     * @param localResolution map, Å, 0 where there is none; or null
     * @param validated the residues' metrics of single models, over the refined ones; may lack some
     */
    static List<MeasuredResidue> of(
            List<ModelAtoms> refined,
            List<ModelAtoms> sampled,
            ModelAtoms start,
            DensityMap map,
            DensityMap localResolution,
            Map<ResidueId, MeasuredResidue> validated) {
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
                        start == null ? null : start.residues().get(entry.getKey()),
                        map,
                        localResolution,
                        validated.get(entry.getKey())))
                .toList();
    }

    /**
     * Which residues have more ways to exchange symmetric atoms than were tried, as a sentence for the reader; empty
     * where all were.
     */
    static Optional<String> limits(List<ModelAtoms> refined) {
        List<String> residues = byResidue(refined).entrySet().stream()
                .filter(residue -> residue.getValue().size() > 1
                        && !residue.getValue().get(0).isStandardAminoAcid()
                        && SymmetricAtoms.of(residue.getValue()).isCutShort())
                .map(residue ->
                        residue.getKey() + " (" + residue.getValue().get(0).name() + ")")
                .toList();
        return residues.isEmpty()
                ? Optional.empty()
                : Optional.of("Of the ways to exchange symmetric atoms of " + String.join(", ", residues)
                        + " only some were tried, because they are too many: the all-atom RMSD there may be less than"
                        + " is told.");
    }

    private static MeasuredResidue of(
            ResidueId id,
            List<ResidueAtoms> refined,
            List<ResidueAtoms> sampled,
            ResidueAtoms start,
            DensityMap map,
            DensityMap localResolution,
            MeasuredResidue validated) {
        Map<ResidueMetric, Double> numbers = new EnumMap<>(ResidueMetric.class);
        Map<ResidueMetric, String> verdicts = new EnumMap<>(ResidueMetric.class);
        if (validated != null) {
            numbers.putAll(validated.numbers());
            verdicts.putAll(validated.verdicts());
        }
        List<HeavyAtom> ca = atoms(refined, ResidueAtoms::ca);
        List<HeavyAtom> representatives = refined.get(0).isOfPolymer()
                ? atoms(refined, ResidueAtoms::representative)
                : refined.stream()
                        .flatMap(residue -> residue.atoms().values().stream())
                        .toList();
        double bIso =
                representatives.stream().mapToDouble(HeavyAtom::b).average().orElse(Double.NaN);
        numbers.put(ResidueMetric.CA_RMSD, Spread.pairwise(ca));
        numbers.put(ResidueMetric.CA_RMSD_ABOUT_MEAN, Spread.aboutMean(ca));
        numbers.put(ResidueMetric.CA_RMSD_SAMPLED, Spread.pairwise(atoms(sampled, ResidueAtoms::ca)));
        numbers.put(ResidueMetric.ALL_ATOM_RMSD, Spread.allAtom(refined));
        numbers.put(ResidueMetric.B_ISO, bIso);
        numbers.put(ResidueMetric.B_RMSD, displacement(bIso));
        numbers.put(ResidueMetric.DENSITY_CA, mean(representatives, map, value -> true));
        numbers.put(ResidueMetric.CA_SHIFT, start == null ? Double.NaN : Spread.fromMean(ca, start.ca()));
        // in the place of the validation's, which is rounded and which models have only where half maps were validated
        numbers.put(
                ResidueMetric.LOCAL_RESOLUTION,
                localResolution == null ? Double.NaN : mean(representatives, localResolution, value -> value > 0));
        verdicts.put(ResidueMetric.KIND, refined.get(0).kind().label());
        numbers.put(ResidueMetric.RMSD, rmsd(refined));
        numbers.put(ResidueMetric.RMSD_SAMPLED, rmsd(sampled));
        numbers.put(ResidueMetric.P_RMSD, Spread.pairwise(atoms(refined, ResidueAtoms::phosphorus)));
        return new MeasuredResidue(id, refined.get(0).name(), numbers, verdicts);
    }

    /** Of the atom that stands for a residue of a polymer, Å; of other molecules that of all heavy atoms. */
    private static double rmsd(List<ResidueAtoms> residues) {
        return residues.isEmpty() || residues.get(0).isOfPolymer()
                ? Spread.pairwise(atoms(residues, ResidueAtoms::representative))
                : Spread.allAtom(residues);
    }

    /**
     * Displacement that a B factor stands for, Å: sqrt(3 B / 8π²), from B = 8π²⟨u²⟩ along one axis (Willis & Pryor
     * 1975).
     */
    static double displacement(double bIso) {
        return Math.sqrt(3 * bIso / (8 * Math.PI * Math.PI));
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

    private static List<HeavyAtom> atoms(List<ResidueAtoms> residues, Function<ResidueAtoms, HeavyAtom> atom) {
        return residues.stream().map(atom).filter(Objects::nonNull).toList();
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
