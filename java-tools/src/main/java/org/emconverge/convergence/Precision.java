package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.emconverge.structure.ResidueId;

/**
 * How well the spread of every residue is known from the models that there are, and whether more are needed: the same
 * question of the sampled and of the refined models.
 *
 * @param residues that at least two models have, in the order of the models
 * @param mean of their RMSDs, Å
 * @param meanError its standard error, Å
 */
public record Precision(int models, List<Known> residues, double mean, double meanError) {
    /** The RMSD of a residue is known when its standard error is below the greater of the two, Å and share of it. */
    public static final double TOLERATED = 0.1;

    public static final double TOLERATED_SHARE = 0.15;
    /** So many of the residues must be known, and the mean to the greater of the two, share of it and Å. */
    public static final double KNOWN_SHARE = 0.95;

    public static final double MEAN_SHARE = 0.05;

    public static final double MEAN_TOLERATED = 0.01;
    /** Where the evidence is divided no residue may be worse known than this many times what is tolerated. */
    static final double CONTESTED_FACTOR = 2;

    /**
     * One residue.
     *
     * @param rmsd over all pairs of models, Å
     * @param error its standard error, Å; NaN for fewer than three models
     * @param contested where the evidence itself is divided: the register of the sequence, or models in two clusters.
     *     Such a residue is among the few that may stay unknown only as far as {@link #CONTESTED_FACTOR} lets it
     */
    public record Known(ResidueId id, double rmsd, double error, boolean contested) {
        boolean isKnown() {
            return isKnown(1);
        }

        private boolean isKnown(double factor) {
            return error <= factor * Math.max(TOLERATED, TOLERATED_SHARE * rmsd);
        }
    }

    /** @param disputed residues whose register is */
    public static Precision of(List<ModelAtoms> models, Set<ResidueId> disputed) {
        Set<ResidueId> ids = new LinkedHashSet<>();
        models.forEach(model -> ids.addAll(model.residues().keySet()));
        List<Known> residues = new ArrayList<>();
        double[] without = new double[models.size()];
        for (ResidueId id : ids) {
            List<ResidueAtoms> atoms =
                    models.stream().map(model -> model.residues().get(id)).toList();
            Jackknife jackknife = jackknife(atoms);
            if (!Double.isNaN(jackknife.value())) {
                boolean contested = disputed.contains(id) || TwoStates.are(representatives(atoms));
                residues.add(new Known(id, jackknife.value(), jackknife.error(), contested));
                IntStream.range(0, without.length)
                        .forEach(k -> without[k] += jackknife.without()[k]);
            }
        }
        double[] means = IntStream.range(0, without.length)
                .mapToDouble(k -> without[k] / residues.size())
                .toArray();
        return new Precision(
                models.size(),
                residues,
                residues.stream().mapToDouble(Known::rmsd).average().orElse(Double.NaN),
                Jackknife.standardError(means));
    }

    /** Of the atom that stands for a residue of a polymer; of other molecules that of all heavy atoms. */
    private static Jackknife jackknife(List<ResidueAtoms> residues) {
        List<ResidueAtoms> there = residues.stream().filter(Objects::nonNull).toList();
        return there.get(0).isOfPolymer()
                ? Jackknife.of(atoms(residues, ResidueAtoms::representative), HeavyAtom::distance2)
                : Jackknife.of(residues, Spread.allAtomSquared(there));
    }

    private static List<HeavyAtom> representatives(List<ResidueAtoms> residues) {
        return atoms(residues, ResidueAtoms::representative).stream()
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<HeavyAtom> atoms(List<ResidueAtoms> residues, Function<ResidueAtoms, HeavyAtom> atom) {
        return residues.stream()
                .map(residue -> residue == null ? null : atom.apply(residue))
                .toList();
    }

    /** How many residues are known. */
    public int known() {
        return (int) residues.stream().filter(Known::isKnown).count();
    }

    /** Residues that are not known, in their order. */
    public List<ResidueId> unknown() {
        return residues.stream()
                .filter(residue -> !residue.isKnown())
                .map(Known::id)
                .toList();
    }

    /** Residues whose evidence is divided. */
    public int contested() {
        return (int) residues.stream().filter(Known::contested).count();
    }

    /** Those of them that ask for more models. */
    public int contestedUnknown() {
        return (int) residues.stream()
                .filter(residue -> residue.contested() && !residue.isKnown(CONTESTED_FACTOR))
                .count();
    }

    /** Whether more models would tell little more. */
    public boolean isEnough() {
        return known() >= KNOWN_SHARE * residues.size()
                && contestedUnknown() == 0
                && meanError <= Math.max(MEAN_TOLERATED, MEAN_SHARE * mean);
    }
}
