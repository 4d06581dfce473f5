package org.emconverge.entry;

import java.util.Locale;

/** What a model of an entry is, in the order in which a run makes them. Its record of validation carries it. */
public enum ModelStage {
    /** The model as it was prepared, or the reference of models of another program. */
    START,
    /** The prepared model after the sampler's minimisation. */
    RELAXED,
    /** A model of the sampler. */
    SAMPLED,
    /** A sampled model after refinement. */
    REFINED,
    /** A model of another program. */
    GIVEN;

    /** As files name it: {@code start}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
