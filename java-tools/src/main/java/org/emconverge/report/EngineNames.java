package org.emconverge.report;

import java.util.Map;
import org.emconverge.convergence.Trend;

/** The programs that an entry's numbers depend on, in words. */
final class EngineNames {
    private static final Map<String, String> NAMES =
            Map.of("openmm", "OpenMM", "rosetta", "Rosetta", "servalcat", "Servalcat", "phenix", "Phenix");

    private EngineNames() {}

    /** {@code sampler} or {@code refiner} as its authors write it: {@code OpenMM}. */
    static String name(EntryResults results, String role) {
        String engine = results.text("/engines/" + role);
        return NAMES.getOrDefault(engine, engine);
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
