package org.emconverge.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Numbers and lists as a reader likes them. */
final class ReadableText {
    /** Below this value two decimals say too little. */
    private static final double SMALL = 0.095;

    private ReadableText() {}

    /** {@code 0.58 Å}, {@code 0.021 Å}; "not defined" for NaN. */
    static String angstrom(double value) {
        return Double.isNaN(value) ? "not defined" : number(value) + "\u00a0Å";
    }

    /** Two decimals, three when small; a dash for NaN. */
    static String number(double value) {
        return Double.isNaN(value)
                ? "–"
                : String.format(Locale.ROOT, Math.abs(value) < SMALL && value != 0 ? "%.3f" : "%.2f", value);
    }

    /** A number with no more digits than it needs: {@code 3.8}. */
    static String shortest(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** A fraction as {@code 90 %}; never rounded to 0 % or 100 % unless it is exactly that. */
    static String percent(double fraction) {
        double percent = 100 * fraction;
        if (Double.isNaN(percent)) {
            return "not defined";
        }
        if (percent > 0 && percent < 1) {
            return "less than 1\u00a0%";
        }
        return (percent > 99 && percent < 100 ? 99 : Math.round(percent)) + "\u00a0%";
    }

    /** {@code 1 residue}, {@code 2 residues}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s", number, noun) + (number == 1 ? "" : "s");
    }

    /** {@code a, b and c}. */
    static String list(List<String> items) {
        int last = items.size() - 1;
        return last < 1
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }
}
