package org.emconverge.survey;

/**
 * How many models of an entry a run samples, for a forecast: a number of them, or with {@code --models auto} as many as
 * entries of its resolution have taken.
 *
 * @param least models that are sampled of every entry
 * @param most models that are sampled of any; the same for a number that is given
 */
public record SampleSize(int least, int most) {
    private static final double FINE = 2.5;
    private static final double MEDIUM = 3.5;

    /** A number that is given. */
    static SampleSize of(int models) {
        return new SampleSize(models, models);
    }

    /** @param resolution Å; null where it is not known, which counts as a low one */
    int at(Double resolution) {
        return Math.max(least, Math.min(most, usual(resolution)));
    }

    /** After about how many models the maps of docs/results.md ("As many as needed") were known. */
    private static int usual(Double resolution) {
        if (resolution == null || resolution > MEDIUM) {
            return 50;
        }
        return resolution > FINE ? 30 : 20;
    }

    @Override
    public String toString() {
        return least == most ? String.valueOf(least) : least + " to " + most;
    }
}
