package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.stream.Stream;
import org.emconverge.ParameterSchema;
import org.emconverge.trend.Trends;

/** The programs that an entry's numbers depend on, in words. */
final class EngineNames {
    /** Behind the names of engines that have a trend, when they ran with other settings than it was fitted to. */
    static final String OTHER_SETTINGS = ", other settings";

    private EngineNames() {}

    /** An engine as its authors write it; the text itself where it is no engine of emconverge. */
    static String name(String engine) {
        return Stream.of("sampler", "refiner")
                .map(role -> ParameterSchema.of(role).choiceNames().get(engine))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(engine);
    }

    /** {@code sampler} or {@code refiner} as its authors write it: {@code OpenMM}. */
    static String name(EntryResults results, String role) {
        return name(results.text("/engines/" + role));
    }

    /** With its version where that is known: {@code OpenMM 8.6.1}. */
    static String withVersion(EntryResults results, String role) {
        return (name(results, role) + " " + results.text("/versions/" + results.text("/engines/" + role))).strip();
    }

    /** {@code OpenMM with Servalcat}. */
    static String pair(EntryResults results) {
        return results.given()
                ? IndexEntry.GIVEN
                : name(results, "sampler") + " with " + name(results, "refiner")
                        + (areSetOtherwise(results.summary()) ? OTHER_SETTINGS : "");
    }

    /** Whether the engines are those of the trend, but not their settings. */
    static boolean areSetOtherwise(JsonNode summary) {
        return !summary.path("trend").isObject()
                && Trends.shipped()
                        .haveEngines(
                                summary.at("/engines/sampler").asText(),
                                summary.at("/engines/refiner").asText());
    }

    /**
     * An ending for names of numbers that must not be taken for those of the usual engines and settings; empty for
     * those.
     */
    static String suffix(EntryResults results) {
        String sampler = results.text("/engines/sampler");
        String refiner = results.text("/engines/refiner");
        if (results.given()) {
            return "_given";
        }
        String engines = "_" + sampler + "_" + refiner;
        if (!Trends.shipped().haveEngines(sampler, refiner)) {
            return engines;
        }
        return areSetOtherwise(results.summary()) ? engines + "_other_settings" : "";
    }
}
