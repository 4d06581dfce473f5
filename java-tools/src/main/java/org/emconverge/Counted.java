package org.emconverge;

import java.util.Locale;

/** A number with the word for what is counted. */
public final class Counted {
    private Counted() {}

    /** {@code 1 entry}, {@code 20,000 entries}. */
    public static String of(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }
}
