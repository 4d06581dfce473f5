package org.emconverge.archive;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.emconverge.InputException;

/**
 * How often and after what wait a failed request is repeated: twice as long after every failure, at least as long as
 * the server asks (Retry-After, RFC 9110 §10.2.3), never longer than {@code cap}. Without jitter, so that a run can be
 * repeated.
 *
 * @param retries repetitions after the first try, per mirror
 * @param first wait after the first failure
 * @param cap longest wait
 * @param sleeper how to wait; tests record instead
 */
public record Backoff(int retries, Duration first, Duration cap, Sleeper sleeper) {
    /** Waits. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration wait) throws InterruptedException;
    }

    private static final int MOST_RETRIES = 100;

    /**
     * 1, 2, 4, … s, at most 60 s.
     *
     * @throws InputException when {@code retries} is not 0 to 100
     */
    public static Backoff of(int retries) {
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new InputException("--retries " + retries + " is out of range: give 0 to " + MOST_RETRIES + ".");
        }
        return new Backoff(
                retries, Duration.ofSeconds(1), Duration.ofMinutes(1), wait -> Thread.sleep(wait.toMillis()));
    }

    /** @param attempt 0 after the first failure */
    void await(int attempt, Duration askedFor) throws InterruptedException {
        Duration wait = first.multipliedBy(1L << Math.min(attempt, 20));
        wait = wait.compareTo(askedFor) < 0 ? askedFor : wait;
        sleeper.sleep(wait.compareTo(cap) > 0 ? cap : wait);
    }

    /** What a server asks for, seconds or a date; zero when it asks for nothing. */
    static Duration retryAfter(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant now = headers.firstValue("Date").flatMap(Backoff::date).orElseGet(Instant::now);
        return date(value)
                .map(then -> Duration.between(now, then))
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
