package org.emconverge.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.emconverge.metrics.ResidueMetric;

/**
 * A residue to look at: the worst of neighbours that are all doubtful. What is doubtful in strong density goes first,
 * because there one can see what is right.
 *
 * @param stretch of the doubtful neighbours
 * @param residue the one to look at
 * @param id its row among all residues
 * @param urgency 0 to 1
 * @param reasons in words
 */
record Suspect(ResidueStretch stretch, ResidueRow residue, int id, double urgency, List<String> reasons) {
    /** A spread, or a shift, of this many Å is as doubtful as can be. */
    private static final double FULL = SpreadClass.OMIT;
    /** How much of the urgency is left where the density is the weakest of all. */
    private static final double LEAST_WEIGHT = 0.5;
    /** What says how strong the density is, the first that is there. */
    private static final List<ResidueMetric> DENSITY =
            List.of(ResidueMetric.DENSITY_CA, ResidueMetric.Q_SCORE, ResidueMetric.CC);

    /** All of them, the most urgent first. */
    static List<Suspect> of(EntryResults results) {
        List<ResidueRow> rows = results.residues();
        boolean judged = ConfidenceClass.isKnown(rows);
        Map<ResidueRow, RegisterStretch> registers = new HashMap<>();
        RegisterStretch.of(rows)
                .forEach(register -> register.stretch().residues().forEach(row -> registers.put(row, register)));
        Map<ResidueRow, Double> shares = densityShares(rows);
        Map<ResidueRow, Double> urgencies = new HashMap<>();
        for (ResidueRow row : rows) {
            double doubt = !row.isDefined() ? 0 : judged ? doubt(row) : doubt(row, registers.containsKey(row));
            urgencies.put(row, doubt * (LEAST_WEIGHT + (1 - LEAST_WEIGHT) * shares.getOrDefault(row, 0.5)));
        }
        List<Suspect> suspects = new ArrayList<>();
        for (ResidueStretch stretch : ResidueStretch.where(rows, row -> urgencies.get(row) > 0)) {
            ResidueRow worst = stretch.residues().stream()
                    .max(Comparator.comparingDouble(urgencies::get))
                    .orElseThrow();
            suspects.add(new Suspect(
                    stretch,
                    worst,
                    rows.indexOf(worst),
                    urgencies.get(worst),
                    reasons(worst, results, registers.get(worst), shares.get(worst))));
        }
        suspects.sort(Comparator.comparingDouble(Suspect::urgency).reversed());
        return suspects;
    }

    /** By its confidence, where it is not determined. */
    private static double doubt(ResidueRow row) {
        double confidence = row.confidence();
        return confidence < ConfidenceClass.DETERMINED.from ? 1 - confidence : 0;
    }

    /** By what the models and the register say, where no confidence is calibrated. */
    private static double doubt(ResidueRow row, boolean elsewhere) {
        double spread = SpreadClass.of(row.rmsd()) == SpreadClass.WELL_DETERMINED ? 0 : row.rmsd() / FULL;
        double shift = isUnlikeStart(row) ? row.value(ResidueMetric.CA_SHIFT) / FULL : 0;
        double register = elsewhere ? 1 - row.value(ResidueMetric.REGISTER_PROBABILITY) : 0;
        return Math.min(1, Math.max(spread, Math.max(shift, register)));
    }

    private static boolean isUnlikeStart(ResidueRow row) {
        return row.value(ResidueMetric.CA_SHIFT) > SpreadFindings.UNLIKE;
    }

    private static List<String> reasons(
            ResidueRow row, EntryResults results, RegisterStretch register, Double densityShare) {
        List<String> reasons = new ArrayList<>();
        if (!Double.isNaN(row.confidence())) {
            reasons.add("confidence " + ReadableText.number(row.confidence()));
        }
        if (SpreadClass.of(row.rmsd()) != SpreadClass.WELL_DETERMINED) {
            reasons.add("the models differ by " + ReadableText.angstrom(row.rmsd()));
        } else if (isUnlikeStart(row)) {
            reasons.add("the models agree " + ReadableText.angstrom(row.value(ResidueMetric.CA_SHIFT))
                    + " away from the " + results.start());
        }
        if (register != null) {
            reasons.add(register.words());
        }
        if (densityShare != null) {
            reasons.add((results.residues().stream().anyMatch(r -> !Double.isNaN(r.value(ResidueMetric.DENSITY_CA)))
                            ? "denser"
                            : "fits better")
                    + " than " + ReadableText.percent(densityShare) + " of the residues");
        }
        return reasons;
    }

    /** Which share of the residues has weaker density; of those that have a number. */
    private static Map<ResidueRow, Double> densityShares(List<ResidueRow> rows) {
        Map<ResidueRow, Double> shares = new HashMap<>();
        DENSITY.stream()
                .filter(metric -> rows.stream().anyMatch(row -> !Double.isNaN(row.value(metric))))
                .findFirst()
                .ifPresent(metric -> {
                    double[] sorted = numbers(rows, metric)
                            .sorted()
                            .mapToDouble(value -> value)
                            .toArray();
                    for (ResidueRow row : rows) {
                        if (!Double.isNaN(row.value(metric))) {
                            shares.put(row, below(sorted, row.value(metric)) / (double) sorted.length);
                        }
                    }
                });
        return shares;
    }

    private static Stream<Double> numbers(List<ResidueRow> rows, ResidueMetric metric) {
        return rows.stream().map(row -> row.value(metric)).filter(value -> !Double.isNaN(value));
    }

    /** How many numbers of a sorted list are lower. */
    private static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
