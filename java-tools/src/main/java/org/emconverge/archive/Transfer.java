package org.emconverge.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One GET into a part file, continuing what is there where the server can (RFC 9110 §14). */
final class Transfer {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

    private final HttpClient client;
    private final Duration timeout;
    private final String agent;

    /**
     * @param timeout longest wait for a connection, for an answer, and for the next bytes of a body
     * @param agent who asks, for the servers' records
     */
    Transfer(Duration timeout, String agent) {
        this.timeout = timeout;
        this.agent = agent;
        // NORMAL follows redirections except from https to http. HTTP/1.1: one stream of HTTP/2 is slower for one large
        // file.
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .proxy(EnvironmentProxy.orJavas())
                .build();
    }

    /**
     * Brings the file, or as much of it as comes.
     *
     * @throws HttpStatusException for an answer other than the file
     * @throws BadContentException when the file is larger than {@code limit} bytes
     * @throws UncheckedIOException when the disk fails, and not the network
     * @throws IOException when the connection fails; the part keeps what came
     */
    void get(URI uri, PartFile part, long limit) throws IOException, InterruptedException {
        long have = part.resumable(uri);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("User-Agent", agent)
                .header("Accept-Encoding", "identity");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", part.version(uri));
        }
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case 200 -> receive(response, body, part, uri, 0, limit);
                case 206 -> {
                    requireStart(response, part, have);
                    receive(response, body, part, uri, have, limit);
                }
                case 416 -> requireWhole(response, part, have);
                default -> throw new HttpStatusException(response);
            }
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (RuntimeException e) {
            // what the JDK throws for a redirection to something that is no address
            throw new IOException("the answer cannot be followed", e);
        }
    }

    private static void requireStart(HttpResponse<?> response, PartFile part, long have) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
        if (have == 0 || !range.matches() || Long.parseLong(range.group(1)) != have) {
            part.delete();
            throw new IOException("the server answers with another part of the file");
        }
    }

    /** Nothing is left to send: the part is the whole file, or else stale. */
    private static void requireWhole(HttpResponse<?> response, PartFile part, long have) throws IOException {
        if (have == 0
                || !response.headers().firstValue("Content-Range").orElse("").equals("bytes */" + have)) {
            part.delete();
            throw new IOException("the server has no such part of the file");
        }
    }

    private void receive(HttpResponse<?> response, InputStream body, PartFile part, URI uri, long have, long limit)
            throws IOException {
        long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (have + announced > limit) {
            throw new BadContentException("the file is " + ByteSize.format(have + announced) + ", above the limit of "
                    + ByteSize.format(limit) + " (see --max-size)");
        }
        long received;
        try (OutputStream out = open(response, part, uri, have);
                StallGuard guard = new StallGuard(body, timeout)) {
            received = copy(new LimitedStream(body, limit - have), out, guard);
        }
        if (announced >= 0 && received != announced) {
            throw new IOException("the connection ended after " + received + " of " + announced + " bytes");
        }
    }

    private static OutputStream open(HttpResponse<?> response, PartFile part, URI uri, long have) {
        try {
            return have > 0 ? part.append() : part.create(uri, response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long copy(InputStream in, OutputStream out, StallGuard guard) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                guard.progress();
                write(out, buffer, n);
                length += n;
            }
        } catch (BadContentException e) {
            throw e;
        } catch (IOException e) {
            throw guard.stalled() ? new IOException("nothing came for " + timeout.toSeconds() + " s", e) : e;
        }
        if (guard.stalled()) {
            throw new IOException("nothing came for " + timeout.toSeconds() + " s");
        }
        return length;
    }

    private static void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
