package org.emconverge.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.emconverge.metrics.ResidueMetric;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * What the spread says beside the fit to the map and the starting model, as stretches in the order of the chains.
 *
 * @param uncertain the models differ by more than 3 Å, in density that is no better than elsewhere
 * @param variable likewise by 1 to 3 Å
 * @param disagreeing the models differ by 1 Å or more where they fit the density better than at most residues
 * @param unlikeStart the models agree with each other and not with the starting model
 */
record SpreadFindings(
        List<ResidueStretch> uncertain,
        List<ResidueStretch> variable,
        List<ResidueStretch> disagreeing,
        List<ResidueStretch> unlikeStart) {
    /** Of models that part where the density is good. */
    static final String DISAGREEING = "the density is good and the models disagree, check them";

    /** Models whose mean lies farther than this from the start do not agree with it, Å. */
    static final double UNLIKE = 2;

    static SpreadFindings of(List<ResidueRow> rows) {
        List<ResidueStretch> apart =
                ResidueStretch.where(rows, row -> row.isDefined() && classOf(row) != SpreadClass.WELL_DETERMINED);
        ResidueMetric fit = rows.stream().anyMatch(row -> !Double.isNaN(row.value(ResidueMetric.Q_SCORE)))
                ? ResidueMetric.Q_SCORE
                : ResidueMetric.CC;
        double median = median(rows, fit);
        List<ResidueRow> weak = apart.stream()
                .filter(stretch -> !(stretch.mean(fit) > median))
                .flatMap(stretch -> stretch.residues().stream())
                .toList();
        return new SpreadFindings(
                ResidueStretch.where(weak, row -> classOf(row) == SpreadClass.UNCERTAIN),
                ResidueStretch.where(weak, row -> classOf(row) == SpreadClass.VARIABLE),
                apart.stream().filter(stretch -> stretch.mean(fit) > median).toList(),
                ResidueStretch.where(
                        rows,
                        row -> row.isDefined()
                                && classOf(row) == SpreadClass.WELL_DETERMINED
                                && row.value(ResidueMetric.CA_SHIFT) > UNLIKE));
    }

    /** Whether the models agree everywhere, with each other and with the start. */
    boolean isEmpty() {
        return Stream.of(uncertain, variable, disagreeing, unlikeStart).allMatch(List::isEmpty);
    }

    /**
     * What a reader should make of the residues at which fit and start add to the spread.
     *
     * @param start the starting model in words
     */
    Map<ResidueRow, String> words(String start) {
        Map<ResidueRow, String> words = new HashMap<>();
        put(words, disagreeing, DISAGREEING);
        put(
                words,
                unlikeStart,
                "the models agree with each other and not with the " + start + ": the start is probably wrong here");
        return words;
    }

    private static void put(Map<ResidueRow, String> words, List<ResidueStretch> stretches, String text) {
        stretches.forEach(stretch -> stretch.residues().forEach(row -> words.put(row, text)));
    }

    private static SpreadClass classOf(ResidueRow row) {
        return SpreadClass.of(row.rmsd());
    }

    /** Over the residues with an RMSD; NaN where none has the number. */
    private static double median(List<ResidueRow> rows, ResidueMetric metric) {
        return new Median()
                .evaluate(rows.stream()
                        .filter(ResidueRow::isDefined)
                        .mapToDouble(row -> row.value(metric))
                        .filter(value -> !Double.isNaN(value))
                        .toArray());
    }
}
