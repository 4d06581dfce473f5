package org.emconverge.archive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes the body of an answer that brings nothing for a while, so that its blocked reader fails instead of waiting for
 * ever: HttpClient's own timeout ends with the headers.
 */
final class StallGuard implements AutoCloseable {
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stall-guard");
        thread.setDaemon(true);
        return thread;
    });

    private final InputStream body;
    private final long patience;
    private final ScheduledFuture<?> watch;
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration patience) {
        this.body = body;
        this.patience = patience.toNanos();
        long period = Math.max(1, this.patience / 4);
        this.watch = TIMER.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
    }

    void progress() {
        last = System.nanoTime();
    }

    boolean stalled() {
        return stalled;
    }

    @Override
    public void close() {
        watch.cancel(false);
    }

    private void look() {
        if (System.nanoTime() - last > patience) {
            stalled = true;
            watch.cancel(false);
            try {
                body.close();
            } catch (IOException e) {
                // the reader fails either way
            }
        }
    }
}
