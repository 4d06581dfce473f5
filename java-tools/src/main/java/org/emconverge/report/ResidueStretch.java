package org.emconverge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * Consecutive residues of one chain, at least one.
 *
 * @param residues in the order of the chain
 */
record ResidueStretch(List<ResidueRow> residues) {
    /** Finds the longest runs of consecutive residues whose Cα RMSD passes. A break in the numbering ends a run. */
    static List<ResidueStretch> where(List<ResidueRow> rows, DoublePredicate passes) {
        List<ResidueStretch> stretches = new ArrayList<>();
        List<ResidueRow> run = new ArrayList<>();
        for (ResidueRow row : rows) {
            boolean inside = row.isDefined() && passes.test(row.rmsd());
            if (!run.isEmpty() && !(inside && row.follows(run.get(run.size() - 1)))) {
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

    double worst() {
        return residues.stream().mapToDouble(ResidueRow::rmsd).max().orElseThrow();
    }

    double mean() {
        return residues.stream().mapToDouble(ResidueRow::rmsd).average().orElseThrow();
    }

    /** {@code A 12–27}, or {@code A 12} for one residue. */
    String range() {
        ResidueRow first = residues.get(0);
        ResidueRow last = residues.get(residues.size() - 1);
        return first.chain() + " " + first.label() + (length() > 1 ? "–" + last.label() : "");
    }
}
