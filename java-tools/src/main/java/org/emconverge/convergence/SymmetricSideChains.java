package org.emconverge.convergence;

import java.util.Map;

/**
 * Side chains whose atom names may be exchanged without changing what the map shows: the two-fold axes of Phe, Tyr,
 * Asp, Glu and the guanidinium of Arg, and the names of the two methyl groups of Val and Leu, which programs do not
 * agree about.
 */
final class SymmetricSideChains {
    /** Maps each old name to the new one; each table is its own inverse. */
    private static final Map<String, Map<String, String>> EXCHANGES = Map.of(
            "PHE", Map.of("CD1", "CD2", "CD2", "CD1", "CE1", "CE2", "CE2", "CE1"),
            "TYR", Map.of("CD1", "CD2", "CD2", "CD1", "CE1", "CE2", "CE2", "CE1"),
            "ASP", Map.of("OD1", "OD2", "OD2", "OD1"),
            "GLU", Map.of("OE1", "OE2", "OE2", "OE1"),
            "ARG", Map.of("NH1", "NH2", "NH2", "NH1"),
            "LEU", Map.of("CD1", "CD2", "CD2", "CD1"),
            "VAL", Map.of("CG1", "CG2", "CG2", "CG1"));

    private SymmetricSideChains() {}

    /**
     * Mean squared deviation of the atoms both residues have, Å²: the smaller one of the two ways to name a symmetric
     * side chain. NaN when they share no atom. Atoms are exchanged only when both residues have all of them.
     */
    static double meanSquaredDeviation(ResidueAtoms a, ResidueAtoms b) {
        double direct = meanSquaredDeviation(a, b, Map.of());
        Map<String, String> exchange =
                a.name().equals(b.name()) ? EXCHANGES.getOrDefault(a.name(), Map.of()) : Map.of();
        boolean complete = a.atoms().keySet().containsAll(exchange.keySet())
                && b.atoms().keySet().containsAll(exchange.keySet());
        return exchange.isEmpty() || !complete ? direct : Math.min(direct, meanSquaredDeviation(a, b, exchange));
    }

    private static double meanSquaredDeviation(ResidueAtoms a, ResidueAtoms b, Map<String, String> exchange) {
        double sum = 0;
        int count = 0;
        for (Map.Entry<String, HeavyAtom> entry : a.atoms().entrySet()) {
            HeavyAtom other = b.atoms().get(exchange.getOrDefault(entry.getKey(), entry.getKey()));
            if (other != null) {
                sum += entry.getValue().distance2(other);
                count++;
            }
        }
        return sum / count;
    }
}
