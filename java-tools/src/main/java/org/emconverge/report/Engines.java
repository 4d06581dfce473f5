package org.emconverge.report;

import java.util.Objects;
import java.util.stream.Stream;
import org.emconverge.ParameterSchema;
import org.emconverge.convergence.Trend;

/** The programs that an entry's numbers depend on, in words. */
final class Engines {
    private Engines() {}

    /** An engine as its authors write it; the text itself where it is no engine of emconverge. */
    static String name(String engine) {
        return Stream.of("sampler", "refiner")
                .map(role -> ParameterSchema.of(role).choiceNames().get(engine))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(engine);
    }

    /** {@code sampler} or {@code refiner} as its authors write it: {@code OpenMM}. */
    static String name(Facts facts, String role) {
        return name(facts.text("/engines/" + role));
    }

    /** With its version where that is known: {@code OpenMM 8.6.1}. */
    static String withVersion(Facts facts, String role) {
        return (name(facts, role) + " " + facts.text("/versions/" + facts.text("/engines/" + role))).strip();
    }

    /** {@code OpenMM with Servalcat}. */
    static String pair(Facts facts) {
        return facts.given() ? IndexEntry.GIVEN : name(facts, "sampler") + " with " + name(facts, "refiner");
    }

    /** An ending for names of numbers that must not be taken for those of the usual engines; empty for those. */
    static String suffix(Facts facts) {
        String sampler = facts.text("/engines/sampler");
        String refiner = facts.text("/engines/refiner");
        return Trend.knows(sampler, refiner) ? "" : facts.given() ? "_given" : "_" + sampler + "_" + refiner;
    }
}
