package org.emconverge.report;

import java.util.Objects;
import java.util.stream.Stream;
import org.emconverge.ParameterSchema;
import org.emconverge.convergence.Trend;

/** The programs that an entry's numbers depend on, in words. */
final class EngineNames {
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
        return results.given() ? IndexEntry.GIVEN : name(results, "sampler") + " with " + name(results, "refiner");
    }

    /** An ending for names of numbers that must not be taken for those of the usual engines; empty for those. */
    static String suffix(EntryResults results) {
        String sampler = results.text("/engines/sampler");
        String refiner = results.text("/engines/refiner");
        return Trend.knows(sampler, refiner) ? "" : results.given() ? "_given" : "_" + sampler + "_" + refiner;
    }
}
