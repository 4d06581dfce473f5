package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.emconverge.entry.ModelStage;

/**
 * A number of an entry that is held against those of other entries. Its column in a reference set, and in index.csv, is
 * its name in lower case.
 */
enum ReferenceMeasure {
    CA_RMSD_MEAN("/ca_rmsd/mean", false, Of.CONVERGENCE),
    FRACTION_LT1("/ca_rmsd/fractions/lt1", true, Of.CONVERGENCE),
    FRACTION_DETERMINED("/confidence/determined", true, Of.CONVERGENCE),
    CC_MASK("/fit/cc_mask", true, Of.MODELS),
    Q_SCORE("/fit/q_score/0.6", true, Of.MODELS),
    Q_SCORE_04("/fit/q_score/0.4", true, Of.MODELS),
    MOLPROBITY_SCORE("/molprobity_score", false, Of.MODELS),
    CLASHSCORE("/clashscore", false, Of.MODELS),
    RAMACHANDRAN_FAVOURED_PERCENT("/ramachandran/favoured_percent", true, Of.MODELS),
    RAMACHANDRAN_OUTLIERS_PERCENT("/ramachandran/outliers_percent", false, Of.MODELS),
    ROTAMERS_OUTLIERS_PERCENT("/rotamers/outliers_percent", false, Of.MODELS);

    /** What a number is of. */
    private enum Of {
        /** All models together: it depends on how they were made, so that only entries made alike compare. */
        CONVERGENCE,
        /** Each model by itself, the mean over those that are compared. */
        MODELS
    }

    /** Numbers of summary.json have four decimals; those of other tables may have more, and are equal all the same. */
    private static final double DECIMALS = 1e4;

    private final String pointer;
    /** Whether a higher number is the better one. */
    final boolean higherIsBetter;

    private final Of of;

    ReferenceMeasure(String pointer, boolean higherIsBetter, Of of) {
        this.pointer = pointer;
        this.higherIsBetter = higherIsBetter;
        this.of = of;
    }

    /** Those that index.csv has only for the sake of reference sets, in the order of its columns. */
    static List<ReferenceMeasure> ofModels() {
        return Stream.of(values()).filter(measure -> measure.of == Of.MODELS).toList();
    }

    /** Its name in tables. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the glossary says of it. */
    GlossaryTerm term() {
        return GlossaryTerm.of(this == FRACTION_DETERMINED ? "determined" : column());
    }

    /** Whether it compares only with entries whose models were made with the same settings. */
    boolean isOfConvergence() {
        return of == Of.CONVERGENCE;
    }

    /** The number of an entry by its summary.json, of the models that are compared; NaN where it has none. */
    double value(JsonNode summary) {
        JsonNode node = isOfConvergence() ? summary : compared(summary);
        return node.at(pointer).isNumber() ? rounded(node.at(pointer).asDouble()) : Double.NaN;
    }

    /** As exact as summary.json has numbers. */
    static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * DECIMALS) / DECIMALS : Double.NaN;
    }

    private static JsonNode compared(JsonNode summary) {
        JsonNode refined = summary.path("validation").path(ModelStage.REFINED.label());
        return refined.isObject() ? refined : summary.path("validation").path(ModelStage.GIVEN.label());
    }
}
