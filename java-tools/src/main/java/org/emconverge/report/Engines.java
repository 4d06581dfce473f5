package org.emconverge.report;

import java.util.Map;
import org.emconverge.convergence.Trend;

/** The programs that an entry's numbers depend on, in words. */
final class Engines {
    private static final Map<String, String> NAMES =
            Map.of("openmm", "OpenMM", "rosetta", "Rosetta", "servalcat", "Servalcat", "phenix", "Phenix");

    private Engines() {}

    /** {@code sampler} or {@code refiner} as its authors write it: {@code OpenMM}. */
    static String name(Facts facts, String role) {
        String engine = facts.text("/engines/" + role);
        return NAMES.getOrDefault(engine, engine);
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
