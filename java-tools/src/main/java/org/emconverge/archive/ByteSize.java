package org.emconverge.archive;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.emconverge.InputException;

/** Sizes of files as people write them. */
public final class ByteSize {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,3})?) ?(B|[KMGT]I?B?)?");
    private static final Map<Character, Integer> POWERS = Map.of('K', 1, 'M', 2, 'G', 3, 'T', 4);

    private ByteSize() {}

    /**
     * Reads {@code 8GB} (powers of 1000), {@code 8GiB} (powers of 1024) or a number of bytes.
     *
     * @return bytes, at least 1
     * @throws InputException when the text is anything else
     */
    public static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(text);
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        int power = POWERS.getOrDefault(unit.charAt(0), 0);
        long base = unit.contains("I") ? 1024 : 1000;
        BigDecimal bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(base).pow(power));
        if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 2)) > 0) {
            throw wrong(text);
        }
        return bytes.longValue();
    }

    /** Writes a size for people: {@code 512 B}, {@code 25.3 MB}. */
    public static String format(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int power = 0;
        while (value >= 999.95 && power < 4) {
            value /= 1000;
            power++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, " kMGT".charAt(power));
    }

    private static InputException wrong(String text) {
        return new InputException("\"" + PlainText.plain(text) + "\" is not a size: give one such as 500MB or 8GB.");
    }
}
