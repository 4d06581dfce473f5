package org.emconverge.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;

/**
 * Brings files from the first mirror that has them complete. A file appears under its name only when it has been
 * checked; until then it is a hidden part beside it, which the next run continues.
 */
public final class Downloader {
    /** Between the beginnings of two requests: the archives ask for no more than two a second. */
    private static final Duration PACE = Duration.ofMillis(500);

    private final Transfer transfer;
    private final Backoff backoff;
    private final long limit;
    private final Duration pace;
    private long next = System.nanoTime();

    /**
     * @param timeout longest wait for a connection, an answer, or the next bytes
     * @param limit largest file, as it comes and unpacked, bytes
     * @param contact who asks, told to the archives
     * @throws InputException when the timeout is not above zero
     */
    public Downloader(Duration timeout, Backoff backoff, long limit, Contact contact) {
        this(timeout, backoff, limit, contact, PACE);
    }

    /** @param pace shortest time between the beginnings of two requests */
    Downloader(Duration timeout, Backoff backoff, long limit, Contact contact, Duration pace) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new InputException("--timeout " + timeout.toSeconds() + " is out of range: give 1 s or more.");
        }
        this.transfer = new Transfer(timeout, contact.userAgent());
        this.backoff = backoff;
        this.limit = limit;
        this.pace = pace;
    }

    /**
     * A file that is wanted.
     *
     * @param what what it is, for messages: "map of EMD-2566"
     * @param target where it goes; a gzipped answer is unpacked unless this name ends in .gz
     * @param mirrors its addresses, tried in turn
     * @param check what makes it complete
     * @param limit largest length that makes sense for it, bytes; the downloader's own limit also holds
     * @param anyAbsence whether one mirror that has no such file settles that there is none; else all must say so
     * @param remedy what to do when no mirror has it complete, for messages
     */
    record Wanted(
            String what,
            Path target,
            List<URI> mirrors,
            ContentCheck check,
            long limit,
            boolean anyAbsence,
            String remedy) {}

    /**
     * A file that is there.
     *
     * @param source the address it came from; null when it was there before
     * @param size bytes
     */
    record Fetched(URI source, long size) {}

    /**
     * Brings a file, unless it is already there and complete.
     *
     * @return nothing when the mirrors say that it does not exist
     * @throws InputException when no mirror gives it complete
     * @throws IOException when it cannot be written
     */
    Optional<Fetched> fetch(Wanted wanted) throws IOException {
        return complete(wanted) ? Optional.of(new Fetched(null, Files.size(wanted.target()))) : refresh(wanted);
    }

    /**
     * Brings a file, in the place of the one that may be there; that stays when no mirror gives it complete.
     *
     * @return nothing when the mirrors say that it does not exist
     * @throws InputException when no mirror gives it complete
     * @throws IOException when it cannot be written
     */
    Optional<Fetched> refresh(Wanted wanted) throws IOException {
        Files.createDirectories(wanted.target().toAbsolutePath().getParent());
        List<String> failures = new ArrayList<>();
        int absences = 0;
        try {
            for (URI uri : wanted.mirrors()) {
                try {
                    return Optional.of(fromMirror(wanted, uri));
                } catch (HttpStatusException e) {
                    absences += e.notFound() ? 1 : 0;
                    failures.add(uri.getHost() + ": " + e.getMessage());
                } catch (IOException e) {
                    failures.add(uri.getHost() + ": " + reason(e));
                }
                if (absences > 0 && wanted.anyAbsence()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The download of " + wanted.target() + " was interrupted");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (absences == wanted.mirrors().size() || absences > 0 && wanted.anyAbsence()) {
            return Optional.empty();
        }
        throw new InputException("The " + wanted.what() + " could not be fetched (" + String.join("; ", failures)
                + "): " + wanted.remedy());
    }

    /** Asks one mirror, again and again while its failures look as if they pass. */
    private Fetched fromMirror(Wanted wanted, URI uri) throws IOException, InterruptedException {
        PartFile part = new PartFile(wanted.target());
        for (int attempt = 0; ; attempt++) {
            Duration askedFor = Duration.ZERO;
            awaitTurn();
            try {
                transfer.get(uri, part, limitOf(wanted));
                return new Fetched(uri, install(wanted, part));
            } catch (BadContentException e) {
                part.delete();
                throw e;
            } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
                throw e;
            } catch (HttpStatusException e) {
                if (!e.passing() || attempt == backoff.retries()) {
                    throw e;
                }
                askedFor = e.retryAfter();
            } catch (IOException e) {
                if (attempt == backoff.retries()) {
                    throw e;
                }
            }
            backoff.await(attempt, askedFor);
        }
    }

    private void awaitTurn() throws InterruptedException {
        long wait = next - System.nanoTime();
        if (wait > 0) {
            backoff.sleeper().sleep(Duration.ofNanos(wait));
        }
        next = System.nanoTime() + pace.toNanos();
    }

    private long limitOf(Wanted wanted) {
        return Math.min(limit, wanted.limit());
    }

    private boolean complete(Wanted wanted) throws IOException {
        if (!Files.isRegularFile(wanted.target())) {
            return false;
        }
        try {
            wanted.check().verify(wanted.target(), limitOf(wanted));
            return true;
        } catch (BadContentException e) {
            return false;
        }
    }

    /** Checks what came and gives it its name; its length. */
    private long install(Wanted wanted, PartFile part) throws BadContentException {
        try {
            wanted.check().verify(part.path(), limitOf(wanted));
            Path target = wanted.target();
            if (ContentCheck.isGzip(part.path())
                    && !target.getFileName().toString().endsWith(".gz")) {
                AtomicOutput.write(
                        target, out -> ContentCheck.unpacked(part.path(), limitOf(wanted), in -> in.transferTo(out)));
            } else {
                Files.move(part.path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            part.delete();
            return Files.size(target);
        } catch (BadContentException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "no connection";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : PlainText.plain(e.getMessage());
    }
}
