package org.emconverge.archive;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An answer other than the file. */
final class HttpStatusException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int status;
    private final transient Duration retryAfter;

    HttpStatusException(HttpResponse<?> response) {
        super("HTTP " + response.statusCode()
                + (response.statusCode() / 100 == 3
                        ? " (a redirection that is not followed: from https to http, or too many)"
                        : ""));
        this.status = response.statusCode();
        this.retryAfter = Backoff.retryAfter(response.headers());
    }

    boolean notFound() {
        return status == 404 || status == 410;
    }

    /** Whether the same request may succeed later. */
    boolean passing() {
        return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
