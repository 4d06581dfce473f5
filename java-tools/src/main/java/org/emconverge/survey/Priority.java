package org.emconverge.survey;

import java.util.Comparator;
import java.util.function.Function;

/** Which entries of a survey come first. What is unknown comes last, and else ids decide. */
public enum Priority {
    /** The cheapest first, so that most entries are there soonest. */
    SMALL("size", Comparator.comparing(item -> item.sizeKnown() ? item.coreHours() : null, last())),
    NEWEST(
            "date of release",
            Comparator.comparing(item -> item.candidate().released(), Comparator.nullsLast(Comparator.reverseOrder()))),
    /** The best resolved first. */
    RESOLUTION("resolution", Comparator.comparing(PlanItem::resolution, last()));

    private final String what;
    private final Comparator<PlanItem> order;

    Priority(String what, Comparator<PlanItem> order) {
        this.what = what;
        this.order = order;
    }

    private static Comparator<Double> last() {
        return Comparator.nullsLast(Comparator.naturalOrder());
    }

    /** What it asks of an entry, for a sentence. */
    String what() {
        return what;
    }

    /** Whether an entry has what decides. */
    boolean knows(PlanItem item) {
        return switch (this) {
            case SMALL -> item.sizeKnown();
            case NEWEST -> item.candidate().released() != null;
            case RESOLUTION -> item.resolution() != null;
        };
    }

    Comparator<PlanItem> order() {
        Function<PlanItem, String> id = item -> item.candidate().id();
        // EMD-999 comes before EMD-1000
        return order.thenComparing(item -> id.apply(item).length()).thenComparing(id);
    }
}
