package org.emconverge.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A real HTTP server on this machine that plays an archive, with its bad days. */
final class ArchiveServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<HttpHandler>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    ArchiveServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers to requests for a path in turn; the last goes on for ever. */
    ArchiveServer serve(String path, HttpHandler... inTurn) {
        answers.put(path, new ArrayDeque<>(Arrays.asList(inTurn)));
        return this;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Requests so far: the path, and the Range where there was one. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** A good server: it knows ranges and versions. */
    static HttpHandler file(byte[] content) {
        return file(content, "\"v1\"");
    }

    static HttpHandler file(byte[] content, String etag) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", etag);
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null || !etag.equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
                send(exchange, 200, content);
                return;
            }
            int start = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
            if (start >= content.length) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
                send(exchange, 416, new byte[0]);
                return;
            }
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + start + "-" + (content.length - 1) + "/" + content.length);
            send(exchange, 206, Arrays.copyOfRange(content, start, content.length));
        };
    }

    /** A server that knows neither ranges nor versions nor lengths. */
    static HttpHandler plain(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
        };
    }

    /** Announces the whole content and drops the connection after some of it. */
    static HttpHandler dropped(byte[] content, int after, String... headers) {
        return exchange -> {
            header(exchange, headers);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, after);
            exchange.getResponseBody().flush();
        };
    }

    static HttpHandler status(int status, String... headers) {
        return exchange -> {
            header(exchange, headers);
            send(exchange, status, "<html>no</html>".getBytes(StandardCharsets.UTF_8));
        };
    }

    private static void header(HttpExchange exchange, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(path + (range == null ? "" : " " + range));
        Deque<HttpHandler> inTurn = answers.get(path);
        HttpHandler handler = inTurn == null ? status(404) : inTurn.size() > 1 ? inTurn.poll() : inTurn.peek();
        try {
            handler.handle(exchange);
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
