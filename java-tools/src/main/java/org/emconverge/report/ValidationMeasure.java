package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import org.emconverge.density.QScores;
import org.emconverge.metrics.ResidueMetric;

/**
 * One number of the validation, and what is good, typical or bad of it at a resolution.
 *
 * @param title as a reader knows it
 * @param pointer where it stands in the validation of a stage
 * @param judged what the number, or its percentage, is of: a field of {@code judged}, or a pointer; empty where it is
 *     no share
 * @param aim what is aimed at, or typical, at a resolution (Å), in words; empty where nothing can be said
 * @param excess by how much, from 0, a value (of shares, percent) fails the aim at a resolution, more than 1 being bad;
 *     NaN where nothing can be said
 */
record ValidationMeasure(
        String title, String pointer, String judged, DoubleFunction<String> aim, DoubleBinaryOperator excess) {
    /** How a value compares with the aim. */
    enum Grade {
        NONE,
        GOOD,
        FAIR,
        POOR;

        String style() {
            return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String PERCENT = "_percent";
    /** A Q-score this far below the average one of maps of the resolution is bad. */
    private static final double LOW_Q = 0.1;
    /** EMRinger says nothing beyond this resolution, Å. */
    private static final double EMRINGER_UP_TO = 4.5;

    /**
     * Aims and what is bad are MolProbity's (Williams et al. 2018, Protein Sci 27:293); its score is made such that it
     * equals the resolution of the average crystal structure (Chen et al. 2010, Acta Cryst D66:12), so that a lower one
     * alone is no merit and only a higher one is told. EMRinger: Barad et al. 2015, Nat Methods 12:943. CC: Afonine et
     * al. 2018, Acta Cryst D74:814. Map and model agree to the stated resolution at FSC 0.5 (Rosenthal &amp; Henderson
     * 2003, JMB 333:721).
     */
    static final List<ValidationMeasure> ALL = List.of(
            of("Ramachandran favoured", "/ramachandran/favoured_percent", "ramachandran", "above 98 %", 98, 95),
            of("Ramachandran outliers", "/ramachandran/outliers_percent", "ramachandran", "below 0.2 %", 0.2, 0.5),
            of("rotamer outliers", "/rotamers/outliers_percent", "rotamers", "below 0.3 %", 0.3, 1.5),
            of("Cβ deviations above 0.25 Å", "/cbeta/outliers", "cbeta", "0", 0, 5),
            unjudged("clashscore", "/clashscore"),
            of("atom pairs as near as bonded ones", "/fused_atoms", "", "0", 0, 1e-9),
            new ValidationMeasure(
                    "MolProbity score",
                    "/molprobity_score",
                    "",
                    d -> ReadableText.shortest(d) + " in the average crystal structure",
                    (value, d) -> value > d ? 2 : Double.NaN),
            of("bonds beyond 4 σ", "/bonds/outliers", "bonds", "0", 0, 0.2),
            of("bonds, RMS Z", "/bonds/rmsz", "", "below 1", 1, 2),
            of("angles beyond 4 σ", "/angles/outliers", "angles", "below 0.1 %", 0.1, 0.5),
            of("angles, RMS Z", "/angles/rmsz", "", "below 1", 1, 2),
            of("cis peptides, not before Pro", "/peptides/cis_other", "peptides", "below 0.05 %", 0.05, 0.5),
            of("twisted peptides", "/peptides/twisted", "peptides", "0", 0, 0.5),
            of("RNA sugar pucker outliers", "/nucleic/pucker_outliers", "/nucleic/puckers", "0", 0, 5),
            of("RNA backbone outliers", "/nucleic/suite_outliers", "/nucleic/suites", "below 5 %", 5, 15),
            of("sugar ring outliers", "/glycans/ring_outliers", "/glycans/rings", "0", 0, 5),
            of("anomer outliers", "/glycans/anomer_outliers", "/glycans/anomers", "0", 0, 1e-9),
            of("CC mask", "/fit/cc_mask", "", "above 0.7", 0.7, 0.5),
            unjudged("CC box", "/fit/cc_box"),
            of("CC volume", "/fit/cc_volume", "", "above 0.7", 0.7, 0.5),
            unjudged("CC peaks", "/fit/cc_peaks"),
            qScore(QScores.FIRST_SIGMA),
            qScore(QScores.EMDB_SIGMA),
            new ValidationMeasure(
                    "map–model FSC 0.5, masked, Å",
                    "/fit/fsc_05",
                    "",
                    d -> "the resolution, " + ReadableText.shortest(d),
                    (value, d) -> value <= d ? 0 : 0.5),
            unjudged("map–model FSC 0.5, unmasked, Å", "/fit/fsc_05_unmasked"),
            unjudged("SMOC", "/fit/smoc"),
            unjudged("atoms inside the contour", "/fit/inclusion"),
            new ValidationMeasure(
                    "EMRinger score",
                    "/fit/emringer",
                    "",
                    d -> d <= EMRINGER_UP_TO ? "above 1" : "",
                    (value, d) -> d <= EMRINGER_UP_TO ? Math.max(0, 1 - value) : Double.NaN));

    /** With the same limits at every resolution; where the bad one is the lower, more is better. */
    private static ValidationMeasure of(
            String title, String pointer, String judged, String aim, double good, double bad) {
        return new ValidationMeasure(
                title, pointer, judged, d -> aim, (value, d) -> Math.max(0, (value - good) / (bad - good)));
    }

    private static ValidationMeasure unjudged(String title, String pointer) {
        return new ValidationMeasure(title, pointer, "", d -> "", (value, d) -> Double.NaN);
    }

    private static ValidationMeasure qScore(double sigma) {
        String of = ReadableText.shortest(sigma);
        return new ValidationMeasure(
                "Q-score, σ " + of + " Å",
                "/fit/q_score/" + of,
                "",
                d -> {
                    double expected = QScores.expected(sigma, d);
                    return Double.isNaN(expected) ? "" : "typical: " + ReadableText.number(expected);
                },
                (value, d) -> Math.max(0, (QScores.expected(sigma, d) - value) / LOW_Q));
    }

    /** Its key in the glossary: the pointer's names, those of residues.csv where it has them. */
    String term() {
        String name = pointer.replaceFirst("^/(fit/)?", "").replace('/', '_');
        return switch (name) {
            case "q_score_0.4" -> ResidueMetric.Q_SCORE_04.column();
            case "q_score_0.6" -> ResidueMetric.Q_SCORE.column();
            default -> name;
        };
    }

    private boolean isShare() {
        return !judged.isEmpty();
    }

    /** Whether a stage has the number. */
    boolean isIn(JsonNode stage) {
        return stage.at(pointer).isNumber();
    }

    /** Of a stage's validation; of shares in percent, and NaN where it is not known of how many. */
    double value(JsonNode stage) {
        double value = isIn(stage) ? stage.at(pointer).asDouble() : Double.NaN;
        return isShare() && !pointer.endsWith(PERCENT) ? 100 * value / number(stage) : value;
    }

    private double number(JsonNode stage) {
        double number =
                stage.at(judged.startsWith("/") ? judged : "/judged/" + judged).asDouble(0);
        return number > 0 ? number : Double.NaN;
    }

    /** For a reader: a share with the count that it stands for in brackets, or what of both is known. */
    String text(JsonNode stage) {
        double value = value(stage);
        if (!isShare() || !isIn(stage)) {
            return ReadableText.number(value);
        }
        if (Double.isNaN(value)) { // a count of nobody knows how many
            return count(stage.at(pointer).asDouble());
        }
        double number = number(stage);
        return ReadableText.number(value) + "\u00a0%"
                + (Double.isNaN(number) ? "" : " (" + count(value * number / 100) + ")");
    }

    /** A count, or the mean of counts. */
    private static String count(double count) {
        double rounded = Math.rint(10 * count) / 10;
        return String.format(Locale.ROOT, rounded == Math.rint(rounded) ? "%.0f" : "%.1f", rounded);
    }

    /** @param resolution Å, or NaN */
    Grade grade(JsonNode stage, double resolution) {
        double value = value(stage);
        if (Double.isNaN(value) || Double.isNaN(resolution)) {
            return Grade.NONE;
        }
        double of = excess.applyAsDouble(value, resolution);
        if (Double.isNaN(of)) {
            return Grade.NONE;
        }
        return of == 0 ? Grade.GOOD : of <= 1 ? Grade.FAIR : Grade.POOR;
    }
}
