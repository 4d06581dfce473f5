package org.emconverge.metrics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * A residue and what was measured of it, in one model or over all of them. What is not defined or was not asked for is
 * missing in the maps.
 *
 * @param name residue name
 * @param numbers by metric, in the units of its column; NaN is the same as missing
 * @param verdicts favoured, allowed or outlier, or another word, by metric
 */
public record MeasuredResidue(
        ResidueId id, String name, Map<ResidueMetric, Double> numbers, Map<ResidueMetric, String> verdicts) {
    public MeasuredResidue {
        numbers = copy(numbers);
        verdicts = copy(verdicts);
    }

    private static <V> Map<ResidueMetric, V> copy(Map<ResidueMetric, V> values) {
        Map<ResidueMetric, V> copy = new EnumMap<>(ResidueMetric.class);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }

    /** A number; NaN where it is not defined. */
    public double number(ResidueMetric metric) {
        return numbers.getOrDefault(metric, Double.NaN);
    }

    /** A verdict or another word; empty where it is not defined. */
    public String verdict(ResidueMetric metric) {
        return verdicts.getOrDefault(metric, "");
    }

    /** What kind of residue it is; a protein's where that was not told. */
    public ResidueKind kind() {
        ResidueKind kind = ResidueKind.ofLabel(verdict(ResidueMetric.KIND));
        return kind == null ? ResidueKind.PROTEIN : kind;
    }

    /** The same values with one number more, or another one. */
    public MeasuredResidue with(ResidueMetric metric, double number) {
        Map<ResidueMetric, Double> more = new EnumMap<>(ResidueMetric.class);
        more.putAll(numbers);
        more.put(metric, number);
        return new MeasuredResidue(id, name, more, verdicts);
    }

    /** The same values with one word more, or another one. */
    public MeasuredResidue with(ResidueMetric metric, String word) {
        Map<ResidueMetric, String> more = new EnumMap<>(ResidueMetric.class);
        more.putAll(verdicts);
        more.put(metric, word);
        return new MeasuredResidue(id, name, numbers, more);
    }

    /** The same values for another residue, a copy of this one. */
    public MeasuredResidue at(ResidueId other) {
        return new MeasuredResidue(other, name, numbers, verdicts);
    }
}
