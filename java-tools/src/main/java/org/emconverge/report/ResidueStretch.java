package org.emconverge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.emconverge.metrics.ResidueMetric;

/**
 * Consecutive residues of one chain, at least one.
 *
 * @param residues in the order of the chain
 */
record ResidueStretch(List<ResidueRow> residues) {
    /** Finds the longest runs of consecutive residues that pass. A break in the numbering ends a run. */
    static List<ResidueStretch> where(List<ResidueRow> rows, Predicate<ResidueRow> passes) {
        return where(rows, passes, (previous, row) -> true);
    }

    /**
     * Likewise, of residues that also belong together.
     *
     * @param together whether a residue that passes may follow another one in its run
     */
    static List<ResidueStretch> where(
            List<ResidueRow> rows, Predicate<ResidueRow> passes, BiPredicate<ResidueRow, ResidueRow> together) {
        List<ResidueStretch> stretches = new ArrayList<>();
        List<ResidueRow> run = new ArrayList<>();
        for (ResidueRow row : rows) {
            boolean inside = passes.test(row);
            ResidueRow previous = run.isEmpty() ? null : run.get(run.size() - 1);
            if (previous != null && !(inside && row.follows(previous) && together.test(previous, row))) {
                stretches.add(new ResidueStretch(List.copyOf(run)));
                run.clear();
            }
            if (inside) {
                run.add(row);
            }
        }
        if (!run.isEmpty()) {
            stretches.add(new ResidueStretch(List.copyOf(run)));
        }
        return stretches;
    }

    int length() {
        return residues.size();
    }

    /** The largest of a number that every residue has. */
    double worst(ResidueMetric metric) {
        return residues.stream().mapToDouble(row -> row.value(metric)).max().orElseThrow();
    }

    /** The mean Cα RMSD, Å. */
    double mean() {
        return mean(ResidueMetric.CA_RMSD);
    }

    /** The mean over the residues that have a number; NaN where none has. */
    double mean(ResidueMetric metric) {
        return residues.stream()
                .mapToDouble(row -> row.value(metric))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** {@code A 12–27}, or {@code A 12} for one residue. */
    String range() {
        ResidueRow first = residues.get(0);
        ResidueRow last = residues.get(residues.size() - 1);
        return first.chain() + " " + first.label() + (length() > 1 ? "–" + last.label() : "");
    }
}
