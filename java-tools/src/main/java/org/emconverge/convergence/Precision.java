package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.emconverge.conformations.TwoClusters;
import org.emconverge.structure.ResidueId;

/**
 * How well the spread of every residue is known from the models that there are, and whether more are needed: the same
 * question of the sampled and of the refined models.
 *
 * <p>Where the evidence itself is divided, an RMSD is a matter of how many models took the rarer state. With k of them
 * its relative error is about 1/(2 √k), whatever the number of the others, and a stretch that moves as one is as
 * uncertain in all of its residues. Such residues are therefore judged apart: they may ask for more models than the
 * others do, but only until a state that one model in ten takes can be expected to have shown itself.
 *
 * @param residues that at least two models have, in the order of the models
 * @param all of these
 * @param undivided those whose evidence is not divided
 */
public record Precision(int models, List<Known> residues, Means all, Means undivided) {
    /** The RMSD of a residue is known when its standard error is below the greater of the two, Å and share of it. */
    public static final double TOLERATED = 0.1;

    public static final double TOLERATED_SHARE = 0.15;
    /** So many of the residues must be known, and the mean to the greater of the two, share of it and Å. */
    public static final double KNOWN_SHARE = 0.95;

    public static final double MEAN_SHARE = 0.05;

    public static final double MEAN_TOLERATED = 0.01;
    /** Where the evidence is divided, an error of up to this many times what is tolerated asks for no more models. */
    public static final double CONTESTED_FACTOR = 2;
    /** So many models are enough of residues of divided evidence, however well they are known. */
    static final int CONTESTED_MODELS = 30;
    /** A state of the models counts from this share of them on. */
    static final double LEAST_SHARE = 0.1;
    /** Distance of the means of two states, Å, from which on they are two. */
    static final double APART = 2;

    /**
     * One residue.
     *
     * @param rmsd over all pairs of models, Å
     * @param error its standard error, Å; NaN for fewer than three models
     * @param contested where the evidence itself is divided: the register of the sequence, or models in two places
     */
    public record Known(ResidueId id, double rmsd, double error, boolean contested) {
        boolean isKnown() {
            return isKnown(1);
        }

        private boolean isKnown(double factor) {
            return error <= factor * Math.max(TOLERATED, TOLERATED_SHARE * rmsd);
        }
    }

    /**
     * Some residues together.
     *
     * @param residues how many
     * @param known how many of them
     * @param mean of their RMSDs, Å; NaN for no residue
     * @param error its standard error, Å; NaN for fewer than three models
     */
    public record Means(int residues, int known, double mean, double error) {
        private boolean isKnown() {
            return residues == 0
                    || known >= KNOWN_SHARE * residues && error <= Math.max(MEAN_TOLERATED, MEAN_SHARE * mean);
        }
    }

    /** @param disputed residues whose register is */
    public static Precision of(List<ModelAtoms> models, Set<ResidueId> disputed) {
        Set<ResidueId> ids = new LinkedHashSet<>();
        models.forEach(model -> ids.addAll(model.residues().keySet()));
        List<Known> residues = new ArrayList<>();
        List<double[]> without = new ArrayList<>();
        for (ResidueId id : ids) {
            List<ResidueAtoms> atoms =
                    models.stream().map(model -> model.residues().get(id)).toList();
            Jackknife jackknife = jackknife(atoms);
            if (!Double.isNaN(jackknife.value())) {
                boolean contested = disputed.contains(id) || isInTwoPlaces(representatives(atoms), jackknife.value());
                residues.add(new Known(id, jackknife.value(), jackknife.error(), contested));
                without.add(jackknife.without());
            }
        }
        return new Precision(
                models.size(),
                residues,
                means(residues, without, residue -> true),
                means(residues, without, residue -> !residue.contested()));
    }

    private static Means means(List<Known> residues, List<double[]> without, Predicate<Known> counted) {
        int[] those = IntStream.range(0, residues.size())
                .filter(r -> counted.test(residues.get(r)))
                .toArray();
        int models = without.isEmpty() ? 0 : without.get(0).length;
        double[] means = IntStream.range(0, models)
                .mapToDouble(k -> Arrays.stream(those)
                        .mapToDouble(r -> without.get(r)[k])
                        .average()
                        .orElse(Double.NaN))
                .toArray();
        return new Means(
                those.length,
                (int) Arrays.stream(those)
                        .filter(r -> residues.get(r).isKnown())
                        .count(),
                Arrays.stream(those)
                        .mapToDouble(r -> residues.get(r).rmsd())
                        .average()
                        .orElse(Double.NaN),
                Jackknife.standardError(means));
    }

    /**
     * Whether the models have a residue in two places, in either of which there is a share of them, and not only one
     * that strays. Two such places make an RMSD of √(2 p (1 − p)) times their distance or more, so that most residues
     * need not be looked at.
     */
    private static boolean isInTwoPlaces(List<HeavyAtom> positions, double rmsd) {
        int models = positions.size();
        if (rmsd < APART * Math.sqrt(2 * LEAST_SHARE * (1 - LEAST_SHARE)) || models < 4) {
            return false;
        }
        TwoClusters split = TwoClusters.of(positions.stream()
                .map(atom -> new double[] {atom.x(), atom.y(), atom.z()})
                .toArray(double[][]::new));
        List<HeavyAtom> one = inCluster(positions, split.cluster(), 0);
        List<HeavyAtom> other = inCluster(positions, split.cluster(), 1);
        return Math.min(one.size(), other.size()) >= Math.max(2, LEAST_SHARE * models)
                && Spread.mean(one).distance2(Spread.mean(other)) >= APART * APART
                && split.isSignificant();
    }

    private static List<HeavyAtom> inCluster(List<HeavyAtom> positions, int[] cluster, int number) {
        return IntStream.range(0, cluster.length)
                .filter(i -> cluster[i] == number)
                .mapToObj(positions::get)
                .toList();
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

    /** Residues that are not known, in their order. */
    public List<ResidueId> unknown() {
        return residues.stream()
                .filter(residue -> !residue.isKnown())
                .map(Known::id)
                .toList();
    }

    /** Residues whose evidence is divided and whose RMSD is not even known roughly. */
    public int contestedUnknown() {
        return (int) residues.stream()
                .filter(residue -> residue.contested() && !residue.isKnown(CONTESTED_FACTOR))
                .count();
    }

    /** Whether more models would tell little more. */
    public boolean isEnough() {
        return undivided.isKnown() && (models >= CONTESTED_MODELS || contestedUnknown() == 0);
    }
}
