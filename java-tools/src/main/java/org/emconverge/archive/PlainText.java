package org.emconverge.archive;

/** Makes text from outside fit to show. */
public final class PlainText {
    private static final int LONGEST = 200;

    private PlainText() {}

    /** One line without control characters, at most 200 characters long. */
    public static String plain(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
