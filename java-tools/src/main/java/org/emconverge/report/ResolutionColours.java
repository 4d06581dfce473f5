package org.emconverge.report;

import java.util.List;
import org.emconverge.series.ResidueLoss;

/**
 * The colours of a resolution within a series, and of the one at which a residue is lost: from vermilion, for what only
 * the finest maps have, to green. The colours of Okabe & Ito (2008) are told apart with any colour vision, on light
 * paper and on dark.
 */
final class ResolutionColours {
    /** From the finest resolution to the coarsest, evenly. */
    static final List<String> STOPS = List.of("#d55e00", "#e69f00", "#009e73");
    /** Of what is never lost. */
    static final String KEPT = "#0072b2";
    /** Of what is lost in the finest map already. */
    static final String LOST_BEFORE = "#8f1149";

    private ResolutionColours() {}

    /**
     * The resolution of a loss as a number for viewers, which have no words: of what is never lost the coarsest one, of
     * what is lost already the finest one; NaN of what is not known.
     */
    static double clipped(ResidueLoss loss, double finest, double coarsest) {
        return switch (loss.fate()) {
            case LOST -> loss.resolution();
            case KEPT -> coarsest;
            case LOST_BEFORE -> finest;
            case UNKNOWN -> Double.NaN;
        };
    }

    /** {@code 3.42 Å}, {@code nowhere in the series}, {@code the finest map already}. */
    static String words(ResidueLoss loss) {
        return switch (loss.fate()) {
            case LOST -> ReadableText.angstrom(loss.resolution());
            case KEPT -> "no map of the series";
            case LOST_BEFORE -> "the finest map already";
            case UNKNOWN -> "not known";
        };
    }
}
