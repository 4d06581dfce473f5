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
    private static final double MEDIUM = 3.4;
    private static final int MIDDLE = 45;
    private static final int COARSE = 60;

    /** A number that is given. */
    static SampleSize of(int models) {
        return new SampleSize(models, models);
    }

    /** @param resolution Å, or null where it is not known */
    int at(Double resolution) {
        return Math.max(least, Math.min(most, usual(resolution)));
    }

    /** After how many models the maps of docs/results.md ("As many as needed") were known. */
    private static int usual(Double resolution) {
        if (resolution == null) {
            return MIDDLE;
        }
        return resolution <= FINE ? 20 : resolution <= MEDIUM ? 30 : COARSE;
    }

    @Override
    public String toString() {
        return least == most ? String.valueOf(least) : least + " to " + most;
    }
}
