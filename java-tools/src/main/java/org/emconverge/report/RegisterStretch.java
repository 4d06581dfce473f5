package org.emconverge.report;

import java.util.List;
import java.util.stream.Collectors;
import org.emconverge.metrics.ResidueMetric;

/**
 * Neighbouring residues that all fit better the same number of places along the chain.
 *
 * @param shift in places, not 0; positive: further along the chain
 */
record RegisterStretch(ResidueStretch stretch, int shift) {
    /** Fewer residues of one shift are taken for noise. */
    private static final int SHORTEST = 3;
    /** Below this probability the density places a residue elsewhere. */
    static final double ELSEWHERE = 0.5;

    private static final List<String> NUMBERS = List.of("one", "two", "three", "four", "five", "six", "seven", "eight");

    /** All of them, in the order of the chains. */
    static List<RegisterStretch> of(List<ResidueRow> rows) {
        return ResidueStretch.where(rows, RegisterStretch::isElsewhere, (a, b) -> shift(a) == shift(b)).stream()
                .filter(stretch -> stretch.length() >= SHORTEST)
                .map(stretch ->
                        new RegisterStretch(stretch, shift(stretch.residues().get(0))))
                .toList();
    }

    private static boolean isElsewhere(ResidueRow row) {
        return row.isDefined()
                && row.value(ResidueMetric.REGISTER_PROBABILITY) < ELSEWHERE
                && Math.abs(row.value(ResidueMetric.REGISTER_SHIFT)) > 0;
    }

    private static int shift(ResidueRow row) {
        return (int) row.value(ResidueMetric.REGISTER_SHIFT);
    }

    /** {@code one place further along the chain}, {@code two places back}. */
    String place() {
        int places = Math.abs(shift);
        String number = places <= NUMBERS.size() ? NUMBERS.get(places - 1) : Integer.toString(places);
        return number + (places == 1 ? " place " : " places ") + (shift > 0 ? "further along the chain" : "back");
    }

    /** {@code fits better two places back}. */
    String words() {
        return "fits better " + place();
    }

    /** What the register says of a stretch of any kind: empty, or for instance {@code one place further (A 85–105)}. */
    static String words(ResidueStretch of, List<RegisterStretch> all) {
        return all.stream()
                .filter(register -> register.stretch.residues().stream().anyMatch(of.residues()::contains))
                .map(register ->
                        register.place() + (register.stretch.equals(of) ? "" : " (" + register.stretch.range() + ")"))
                .collect(Collectors.joining("; "));
    }
}
