package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTheCapAndHeedsTheServer() throws Exception {
        List<Long> waits = new ArrayList<>();
        Backoff backoff =
                new Backoff(9, Duration.ofSeconds(1), Duration.ofSeconds(60), wait -> waits.add(wait.toSeconds()));
        for (int attempt = 0; attempt < 8; attempt++) {
            backoff.await(attempt, Duration.ZERO);
        }
        backoff.await(0, Duration.ofSeconds(17));
        backoff.await(0, Duration.ofDays(9));
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 17L, 60L), waits);
    }

    @Test
    void readsRetryAfter() {
        assertEquals(Duration.ofSeconds(120), retryAfter(Map.of("Retry-After", List.of("120"))));
        assertEquals(
                Duration.ofSeconds(90),
                retryAfter(Map.of(
                        "Date",
                        List.of("Wed, 21 Oct 2015 07:28:00 GMT"),
                        "Retry-After",
                        List.of("Wed, 21 Oct 2015 07:29:30 GMT"))));
        assertEquals(Duration.ZERO, retryAfter(Map.of("Retry-After", List.of("soon"))));
        assertEquals(Duration.ZERO, retryAfter(Map.of("Retry-After", List.of("Wed, 21 Oct 2015 07:28:00 GMT"))));
        assertEquals(Duration.ZERO, retryAfter(Map.of()));
    }

    @Test
    void refusesSillyNumbers() {
        assertThrows(InputException.class, () -> Backoff.of(-1));
        assertThrows(InputException.class, () -> Backoff.of(101));
    }

    private static Duration retryAfter(Map<String, List<String>> headers) {
        return Backoff.retryAfter(HttpHeaders.of(headers, (name, value) -> true));
    }
}
