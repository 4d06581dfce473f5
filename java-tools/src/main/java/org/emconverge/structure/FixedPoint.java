package org.emconverge.structure;

/** Fixed-point numbers, many times faster than a Formatter: ensembles have hundreds of thousands of them. */
final class FixedPoint {
    private static final long[] POWERS = {1, 10, 100, 1_000};

    private FixedPoint() {}

    /**
     * Appends {@code value} with 1 to 3 decimals, right-justified.
     *
     * @param width least number of characters; 0 for no padding
     */
    static void append(StringBuilder text, double value, int decimals, int width) {
        long scaled = Math.round(Math.abs(value) * POWERS[decimals]);
        String whole = (value < 0 && scaled > 0 ? "-" : "") + scaled / POWERS[decimals];
        String fraction = Long.toString(scaled % POWERS[decimals] + POWERS[decimals]);
        for (int i = whole.length() + 1 + decimals; i < width; i++) {
            text.append(' ');
        }
        text.append(whole).append('.').append(fraction, 1, fraction.length());
    }

    /** Appends an integer, right-justified. */
    static void append(StringBuilder text, int value, int width) {
        String digits = Integer.toString(value);
        text.append(" ".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
