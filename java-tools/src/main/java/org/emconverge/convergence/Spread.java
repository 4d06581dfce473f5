package org.emconverge.convergence;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * The spread of one residue over the models that have it, without superposition: all models lie in the frame of the
 * map.
 */
public final class Spread {
    private Spread() {}

    /**
     * Root mean square distance over all pairs, Å: sqrt(2 / (n (n - 1)) · Σ_{i<j} |x_i - x_j|²). For positions
     * scattered with standard deviation σ along each axis it is √6 σ. NaN for fewer than two positions.
     */
    public static double pairwise(List<HeavyAtom> positions) {
        return pairwise(positions, HeavyAtom::distance2);
    }

    /** Root mean square distance to the mean position, Å: sqrt(Σ |x_i - x̄|² / n). NaN for fewer than two positions. */
    public static double aboutMean(List<HeavyAtom> positions) {
        if (positions.size() < 2) {
            return Double.NaN;
        }
        HeavyAtom mean = mean(positions);
        return Math.sqrt(
                positions.stream().mapToDouble(mean::distance2).average().orElseThrow());
    }

    /** Distance of a position from the mean of others, Å. NaN for a position that is null or without others. */
    public static double fromMean(List<HeavyAtom> positions, HeavyAtom position) {
        return position == null || positions.isEmpty()
                ? Double.NaN
                : Math.sqrt(mean(positions).distance2(position));
    }

    static HeavyAtom mean(List<HeavyAtom> positions) {
        return new HeavyAtom(
                positions.stream().mapToDouble(HeavyAtom::x).average().orElseThrow(),
                positions.stream().mapToDouble(HeavyAtom::y).average().orElseThrow(),
                positions.stream().mapToDouble(HeavyAtom::z).average().orElseThrow(),
                0);
    }

    /**
     * Root mean square deviation of all heavy atoms over all pairs, Å, every pair with the naming of symmetric atoms
     * that fits it best: of the twenty amino acids those of their side chains, of others all {@link SymmetricAtoms}. A
     * pair compares the atoms both have, and every pair counts the same. NaN for fewer than two residues.
     */
    public static double allAtom(List<ResidueAtoms> residues) {
        return residues.size() < 2 ? Double.NaN : pairwise(residues, allAtomSquared(residues));
    }

    /** The mean squared deviation of two of these residues, Å², with the naming of symmetric atoms that fits best. */
    static ToDoubleBiFunction<ResidueAtoms, ResidueAtoms> allAtomSquared(List<ResidueAtoms> residues) {
        return residues.get(0).isStandardAminoAcid()
                ? SymmetricSideChains::meanSquaredDeviation
                : SymmetricAtoms.of(residues)::meanSquaredDeviation;
    }

    /** Root of the mean of {@code squared} over all pairs; pairs where it is NaN are left out. */
    private static <T> double pairwise(List<T> items, ToDoubleBiFunction<T, T> squared) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < items.size(); i++) {
            for (int j = i + 1; j < items.size(); j++) {
                double value = squared.applyAsDouble(items.get(i), items.get(j));
                if (!Double.isNaN(value)) {
                    sum += value;
                    pairs++;
                }
            }
        }
        return Math.sqrt(sum / pairs);
    }
}
