package org.emconverge.archive;

import org.emconverge.InputException;

/**
 * Numbers from one to another, both of them too.
 *
 * @param from or −∞
 * @param to or ∞
 */
public record Range(double from, double to) {
    /**
     * Reads {@code FROM:TO}, {@code FROM:} or {@code :TO}.
     *
     * @param option for the sentence
     * @throws InputException when the text is anything else, or the range is empty
     */
    public static Range parse(String option, String text) {
        String[] ends = text.strip().split(":", -1);
        Double from = ends[0].isBlank() ? Double.valueOf(Double.NEGATIVE_INFINITY) : EmdbEntry.number(ends[0]);
        Double to = ends.length < 2 || ends[1].isBlank()
                ? Double.valueOf(Double.POSITIVE_INFINITY)
                : EmdbEntry.number(ends[1]);
        if (ends.length != 2 || from == null || to == null || from > to) {
            throw new InputException("\"" + PlainText.plain(text) + "\" is no range: give " + option
                    + " FROM:TO, of which one may be left out.");
        }
        return new Range(from, to);
    }

    boolean contains(double value) {
        return value >= from && value <= to;
    }
}
