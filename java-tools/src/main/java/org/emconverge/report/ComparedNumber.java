package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A number of summary.json that two entries are compared by, beside the columns of the index.
 *
 * @param group of numbers, under which it stands
 * @param title with its unit
 * @param better whether the lower is the better one, the higher, or neither
 * @param of the number in a summary; NaN where it has none
 */
record ComparedNumber(String group, String title, Better better, ToDoubleFunction<JsonNode> of) {
    /** Which of two numbers is the better one. */
    enum Better {
        NEITHER,
        LOWER,
        HIGHER;

        /** As the page's data name it; empty for neither. */
        String word() {
            return this == NEITHER ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** The heading of those that are columns of the index. */
    static final String HEADLINE = "At a glance";

    private static final String SPREAD = "The spread";
    private static final String REFINEMENT = "Refinement";
    private static final String VALIDATION = "Validation of the models compared";
    /** A resolution (Å) at which every measure of the validation that has an aim has one. */
    private static final double ANY_RESOLUTION = 3;

    static final List<ComparedNumber> ALL = all();

    double value(JsonNode summary) {
        return of.applyAsDouble(summary);
    }

    private static List<ComparedNumber> all() {
        List<ComparedNumber> numbers = new ArrayList<>(List.of(
                at(SPREAD, "lower quartile of the Cα RMSD, Å", Better.LOWER, "/ca_rmsd/q1", 1),
                at(SPREAD, "upper quartile of the Cα RMSD, Å", Better.LOWER, "/ca_rmsd/q3", 1),
                at(SPREAD, "residues above 4 Å, %", Better.LOWER, "/ca_rmsd/fractions/gt4", 100),
                at(SPREAD, "mean Cα RMSD before refinement, Å", Better.LOWER, "/ca_rmsd_sampled/mean", 1),
                at(SPREAD, "mean RMSD of all heavy atoms, Å", Better.LOWER, "/all_atom_rmsd/mean", 1),
                at(SPREAD, "residues probably wrong, %", Better.LOWER, "/confidence/probably_wrong", 100),
                at(REFINEMENT, "map correlation after refinement", Better.HIGHER, "/refinement/cc_after", 1),
                at(REFINEMENT, "FSC average after refinement", Better.HIGHER, "/refinement/fsc_average_after", 1),
                at(REFINEMENT, "mean B factor, Å²", Better.NEITHER, "/refinement/b_mean", 1)));
        ValidationMeasure.ALL.forEach(measure -> numbers.add(new ComparedNumber(
                VALIDATION, measure.title(), better(measure), summary -> measure.value(validation(summary)))));
        return List.copyOf(numbers);
    }

    private static ComparedNumber at(String group, String title, Better better, String pointer, double scale) {
        return new ComparedNumber(group, title, better, summary -> {
            JsonNode value = summary.at(pointer);
            return value.isNumber() ? scale * value.asDouble() : Double.NaN;
        });
    }

    /** Of the models that are compared: those refined, or those of another program. */
    private static JsonNode validation(JsonNode summary) {
        return Stream.of("refined", "given")
                .map(stage -> summary.at("/validation/" + stage))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseGet(() -> summary.at("/validation/refined"));
    }

    /** What fails the aim by more, the further it goes up, is better when lower. */
    private static Better better(ValidationMeasure measure) {
        double far = 1e9;
        return measure.excess().applyAsDouble(far, ANY_RESOLUTION) > 0
                ? Better.LOWER
                : measure.excess().applyAsDouble(-far, ANY_RESOLUTION) > 0 ? Better.HIGHER : Better.NEITHER;
    }
}
