package org.emconverge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.emconverge.density.QScores;
import org.emconverge.metrics.ResidueMetric;

/**
 * One line of the chart that judges every residue by every criterion, after MolProbity's multi-criterion chart (Chen et
 * al. 2010, Acta Cryst D66:12).
 *
 * @param key column of residues.csv or criterion of outliers.csv, by which scripts tell the lines apart
 * @param title of the line
 * @param watch what earns the middle grade, in words
 * @param bad what earns the worst, in words
 * @param grades a character a row of residues.csv: {@code 0} good, {@code 1} to be watched, {@code 2} bad, {@code -}
 *     not known
 * @param counts in how many models a row is an outlier, of rows that are one in some; empty for a criterion that is not
 *     counted
 */
record ResidueCriterion(
        String key, String title, String watch, String bad, String grades, Map<Integer, Integer> counts) {
    private static final char GOOD = '0';
    private static final char WATCH = '1';
    private static final char BAD = '2';
    private static final char UNKNOWN = '-';
    /** As far below what is typical of a map at this resolution a residue is to be watched; twice as far, bad. */
    private static final double LOW_Q = 0.1;
    /** Limits of the correlation, after those of whole models (Afonine et al. 2018, Acta Cryst D74:814). */
    private static final double GOOD_CC = 0.7;

    private static final double BAD_CC = 0.5;
    private static final Set<OutlierKind> OTHERS = Set.of(
            OutlierKind.BOND,
            OutlierKind.ANGLE,
            OutlierKind.CHIRALITY,
            OutlierKind.PLANARITY,
            OutlierKind.PEPTIDE,
            OutlierKind.FUSED,
            OutlierKind.PUCKER,
            OutlierKind.SUITE,
            OutlierKind.RING,
            OutlierKind.ANOMER);

    /** Those that some residue has. */
    static List<ResidueCriterion> of(EntryResults results, ModelGeometry geometry) {
        List<ResidueCriterion> all = new ArrayList<>();
        List<ResidueRow> rows = results.residues();
        all.add(of(
                ResidueMetric.CA_RMSD.column(),
                "spread",
                SpreadClass.VARIABLE.label,
                SpreadClass.UNCERTAIN.label,
                rows,
                row -> row.isDefined() ? grade(SpreadClass.of(row.rmsd()).ordinal()) : UNKNOWN));
        all.add(of(
                ResidueMetric.CONFIDENCE.column(),
                "confidence",
                ConfidenceClass.IN_DOUBT.limits(),
                ConfidenceClass.PROBABLY_WRONG.limits(),
                rows,
                row -> Double.isNaN(row.confidence())
                        ? UNKNOWN
                        : grade(ConfidenceClass.of(row.confidence()).ordinal())));
        all.add(fit(results));
        addGeometry(all, results, geometry);
        all.add(register(rows));
        return all.stream()
                .filter(criterion -> criterion.grades.chars().anyMatch(grade -> grade != UNKNOWN))
                .toList();
    }

    private static void addGeometry(List<ResidueCriterion> all, EntryResults results, ModelGeometry geometry) {
        all.add(outliers(
                "ramachandran",
                "Ramachandran",
                Set.of(OutlierKind.RAMACHANDRAN),
                results,
                geometry,
                row -> row.verdict(ResidueMetric.RAMACHANDRAN)));
        all.add(outliers(
                "rotamer",
                "rotamer",
                Set.of(OutlierKind.ROTAMER),
                results,
                geometry,
                row -> row.verdict(ResidueMetric.ROTAMER)));
        Function<ResidueRow, String> judged =
                row -> geometry.outliers().isPresent() && row.isDefined() ? GOOD + "" : "";
        all.add(outliers(
                "cbeta",
                "Cβ",
                Set.of(OutlierKind.CBETA),
                results,
                geometry,
                row -> Double.isNaN(row.value(ResidueMetric.CBETA_DEVIATION)) ? "" : judged.apply(row)));
        all.add(outliers("clash", "clash", Set.of(OutlierKind.CLASH), results, geometry, judged));
        all.add(outliers("others", "other geometry", OTHERS, results, geometry, judged));
    }

    private static ResidueCriterion of(
            String key,
            String title,
            String watch,
            String bad,
            List<ResidueRow> rows,
            Function<ResidueRow, Character> grade) {
        String grades = rows.stream().map(grade).map(String::valueOf).collect(Collectors.joining());
        return new ResidueCriterion(key, title, watch, bad, grades, Map.of());
    }

    /** By the Q-score, and where there is none, or nothing typical is known at the resolution, by the correlation. */
    private static ResidueCriterion fit(EntryResults results) {
        List<ResidueRow> rows = results.residues();
        double typical = QScores.expected(QScores.FIRST_SIGMA, results.number("/resolution"));
        if (!Double.isNaN(typical) && rows.stream().anyMatch(row -> !Double.isNaN(row.value(ResidueMetric.Q_SCORE)))) {
            double low = typical - LOW_Q;
            double lowest = typical - 2 * LOW_Q;
            return of(
                    ResidueMetric.Q_SCORE.column(),
                    "fit to the map",
                    "Q-score below " + ReadableText.number(low) + ", which is " + LOW_Q + " less than is typical",
                    "below " + ReadableText.number(lowest),
                    rows,
                    row -> grade(row.value(ResidueMetric.Q_SCORE), low, lowest));
        }
        return of(
                ResidueMetric.CC.column(),
                "fit to the map",
                "correlation below " + GOOD_CC,
                "below " + BAD_CC,
                rows,
                row -> grade(row.value(ResidueMetric.CC), GOOD_CC, BAD_CC));
    }

    private static ResidueCriterion register(List<ResidueRow> rows) {
        Set<ResidueRow> elsewhere = RegisterStretch.of(rows).stream()
                .flatMap(stretch -> stretch.stretch().residues().stream())
                .collect(Collectors.toSet());
        return of(
                ResidueMetric.REGISTER_PROBABILITY.column(),
                "register",
                "the density alone would have the residue elsewhere",
                "that of three residues in a row or more, and all by the same shift",
                rows,
                row -> {
                    double probability = row.value(ResidueMetric.REGISTER_PROBABILITY);
                    boolean stays =
                            !(probability < RegisterStretch.ELSEWHERE) || row.value(ResidueMetric.REGISTER_SHIFT) == 0;
                    return Double.isNaN(probability) ? UNKNOWN : elsewhere.contains(row) ? BAD : stays ? GOOD : WATCH;
                });
    }

    /**
     * By how many models have an outlier there.
     *
     * @param judged the verdict that most models have; empty where a row is not judged
     */
    private static ResidueCriterion outliers(
            String key,
            String title,
            Set<OutlierKind> kinds,
            EntryResults results,
            ModelGeometry geometry,
            Function<ResidueRow, String> judged) {
        Map<Integer, Integer> counts = counts(kinds, geometry);
        List<ResidueRow> rows = results.residues();
        StringBuilder grades = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            String verdict = judged.apply(rows.get(row));
            int models = counts.getOrDefault(row, 0);
            boolean most = 2 * models >= geometry.models().size() && models > 0;
            boolean some = models > 0 || "allowed".equals(verdict);
            grades.append(most || "outlier".equals(verdict) ? BAD : some ? WATCH : verdict.isEmpty() ? UNKNOWN : GOOD);
        }
        String what = kinds.equals(OTHERS)
                ? "an outlying bond, angle, chirality, plane, peptide, sugar or RNA backbone, or atoms as near as bonded"
                        + " ones,"
                : "an outlier";
        boolean allowed = kinds.contains(OutlierKind.RAMACHANDRAN) || kinds.contains(OutlierKind.ROTAMER);
        return new ResidueCriterion(
                key,
                title,
                (allowed ? "allowed in most models, or " : "") + what + " in some",
                what + " in half of the models or more",
                grades.toString(),
                counts);
    }

    /** Both residues of a contact have it. */
    private static Map<Integer, Integer> counts(Set<OutlierKind> kinds, ModelGeometry geometry) {
        Map<Integer, Set<Integer>> models = new TreeMap<>();
        for (OutlierGroup group : geometry.outliers().orElse(List.of())) {
            if (kinds.contains(group.kind())) {
                for (int row : new int[] {group.row(), group.partner()}) {
                    if (row >= 0) {
                        models.computeIfAbsent(row, key -> new TreeSet<>()).addAll(group.models());
                    }
                }
            }
        }
        Map<Integer, Integer> counts = new TreeMap<>();
        models.forEach((row, of) -> counts.put(row, of.size()));
        return counts;
    }

    private static char grade(int place) {
        return (char) (GOOD + place);
    }

    private static char grade(double value, double low, double lowest) {
        return Double.isNaN(value) ? UNKNOWN : value < lowest ? BAD : value < low ? WATCH : GOOD;
    }
}
