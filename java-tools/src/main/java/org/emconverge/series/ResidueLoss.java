package org.emconverge.series;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of a residue as the map gets coarser: the resolution at which the spread of its models passes a limit.
 *
 * @param fate whether that happens within the series
 * @param resolution where it happens, Å; NaN for any other fate than {@link Fate#LOST}
 */
public record ResidueLoss(Fate fate, double resolution) {
    /** What can be said of a residue and a limit. */
    public enum Fate {
        /** Its models agree in every map that has it. */
        KEPT,
        /** They agree in the finest maps and part in the coarser ones. */
        LOST,
        /** They part in the finest map that has it. */
        LOST_BEFORE,
        /** No map has a spread of it. */
        UNKNOWN;

        /** As the table has it. */
        @JsonValue
        public String word() {
            return this == UNKNOWN ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A residue in the maps of one resolution.
     *
     * @param resolution of the maps, Å
     * @param spread mean Cα RMSD over the maps that have it, Å
     * @param maps how many these are, above 0
     */
    public record Point(double resolution, double spread, long maps) {}

    /**
     * The spread as a function of the resolution is taken as one that does not fall: the isotonic fit to the points,
     * each as heavy as it has maps, joined by straight lines. So a single map that differs from its neighbours is
     * averaged with them, and the limit is passed once.
     *
     * @param points from the finest resolution to the coarsest
     * @param limit Å
     */
    static ResidueLoss of(List<Point> points, double limit) {
        if (points.isEmpty()) {
            return new ResidueLoss(Fate.UNKNOWN, Double.NaN);
        }
        double[] fit = MonotonicFit.of(
                points.stream().mapToDouble(Point::spread).toArray(),
                points.stream().mapToDouble(Point::maps).toArray());
        if (fit[0] > limit) {
            return new ResidueLoss(Fate.LOST_BEFORE, Double.NaN);
        }
        for (int i = 1; i < fit.length; i++) {
            if (fit[i] > limit) {
                double share = (limit - fit[i - 1]) / (fit[i] - fit[i - 1]);
                double from = points.get(i - 1).resolution();
                return new ResidueLoss(Fate.LOST, from + share * (points.get(i).resolution() - from));
            }
        }
        return new ResidueLoss(Fate.KEPT, Double.NaN);
    }
}
