package org.emconverge.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** What the atoms of each residue have in common. */
final class Residues {
    private Residues() {}

    /** The atoms of each residue, in their order. */
    static List<List<FitAtom>> group(List<FitAtom> atoms, int residues) {
        List<List<FitAtom>> groups = new ArrayList<>();
        for (int r = 0; r < residues; r++) {
            groups.add(new ArrayList<>());
        }
        atoms.forEach(atom -> groups.get(atom.residue()).add(atom));
        return groups;
    }

    /**
     * The means of atoms' values over residues, or chains.
     *
     * @param values one per atom; NaN is left out
     * @param of the number of an atom's residue, or chain
     * @return NaN where there is no value
     */
    static double[] means(List<FitAtom> atoms, double[] values, ToIntFunction<FitAtom> of, int number) {
        double[] sums = new double[number];
        int[] counts = new int[number];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                sums[of.applyAsInt(atoms.get(i))] += values[i];
                counts[of.applyAsInt(atoms.get(i))]++;
            }
        }
        for (int r = 0; r < number; r++) {
            sums[r] = counts[r] == 0 ? Double.NaN : sums[r] / counts[r];
        }
        return sums;
    }

    /** The mean of what is defined; NaN when nothing is. */
    static double mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }
}
