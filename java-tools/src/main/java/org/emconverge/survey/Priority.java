package org.emconverge.survey;

import java.util.Comparator;

/** Which entries of a survey come first. What is unknown comes last, and else ids decide. */
public enum Priority {
    /** The cheapest first, so that most entries are there soonest. */
    SMALL("size"),
    NEWEST("date of release"),
    /** The best resolved first. */
    RESOLUTION("resolution");

    private final String what;

    Priority(String what) {
        this.what = what;
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
            case RESOLUTION -> item.candidate().resolution() != null;
        };
    }

    Comparator<PlanItem> order() {
        Comparator<Double> last = Comparator.nullsLast(Comparator.naturalOrder());
        Comparator<PlanItem> order =
                switch (this) {
                    case SMALL -> Comparator.comparing(item -> item.sizeKnown() ? item.coreHours() : null, last);
                    case NEWEST ->
                        Comparator.comparing(
                                item -> item.candidate().released(), Comparator.nullsLast(Comparator.reverseOrder()));
                    case RESOLUTION ->
                        Comparator.comparing(item -> item.candidate().resolution(), last);
                };
        // EMD-999 comes before EMD-1000
        return order.thenComparing(item -> item.candidate().id().length())
                .thenComparing(item -> item.candidate().id());
    }
}
