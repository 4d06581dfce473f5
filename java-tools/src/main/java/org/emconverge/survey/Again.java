package org.emconverge.survey;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.emconverge.InputException;
import org.emconverge.SharedFacts;

/**
 * Which entries that were run before are run again, whatever came of them. It is told by what an entry was run with or
 * when, not as "all", so that a survey that is killed and begun again does not begin with its first entry.
 *
 * @param otherVersion those that another version of emconverge ran
 * @param before those whose run ended before this time; or null
 */
public record Again(boolean otherVersion, Instant before) {
    public static final Again NEVER = new Again(false, null);

    /**
     * Reads {@code version}, a date or a time (UTC).
     *
     * @throws InputException when it is none of them
     */
    public static Again parse(String text) {
        if (text.equalsIgnoreCase("version")) {
            return new Again(true, null);
        }
        try {
            return new Again(false, text.contains("T") ? Instant.parse(text) : startOf(LocalDate.parse(text)));
        } catch (DateTimeException e) {
            throw new InputException(
                    "--again '" + text + "' is not known: give 'version', or a date such as 2026-11-20 or"
                            + " 2026-11-20T12:00:00Z before which entries were run.",
                    e);
        }
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    boolean asksFor(SurveyState.Known known) {
        return otherVersion && !SharedFacts.version().equals(known.version())
                || before != null
                        && known.ended() != null
                        && Instant.parse(known.ended()).isBefore(before);
    }
}
