package org.emconverge.metrics;

import java.util.EnumMap;
import java.util.Map;
import org.emconverge.structure.ResidueId;

/** Builds a glycine of which only what a test is about was measured. */
public final class TestResidue {
    private final ResidueId id;
    private final Map<ResidueMetric, Double> numbers = new EnumMap<>(ResidueMetric.class);
    private final Map<ResidueMetric, String> verdicts = new EnumMap<>(ResidueMetric.class);

    private TestResidue(ResidueId id) {
        this.id = id;
    }

    public static TestResidue at(String chain, int number) {
        return new TestResidue(new ResidueId(chain, number, ""));
    }

    public TestResidue with(ResidueMetric metric, double number) {
        numbers.put(metric, number);
        return this;
    }

    public TestResidue with(ResidueMetric metric, String verdict) {
        verdicts.put(metric, verdict);
        return this;
    }

    public MeasuredResidue build() {
        return new MeasuredResidue(id, "GLY", numbers, verdicts);
    }
}
