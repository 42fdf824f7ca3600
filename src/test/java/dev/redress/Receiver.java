package dev.redress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// An HTTP server on loopback that keeps what it is sent and answers as a test tells it to.
public final class Receiver implements AutoCloseable {

    /// One request; header names in small letters.
    public record Got(String method, String path, Map<String, String> headers, String body) {}

    /// @param afterMillis how long to wait before the answer; a negative time closes the connection without one
    public record Answer(int status, Map<String, String> headers, String body, long afterMillis) {
        public static Answer of(int status) {
            return new Answer(status, Map.of(), "", 0);
        }

        public Answer with(String name, String value) {
            return new Answer(status, Map.of(name, value), body, afterMillis);
        }

        public Answer after(Duration time) {
            return new Answer(status, headers, body, time.toMillis());
        }
    }

    public interface Behaviour {
        Answer answer(Got got) throws Exception;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    public Receiver(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public static Receiver answering(int status) {
        return new Receiver(_ -> Answer.of(status));
    }

    public void now(Behaviour other) {
        behaviour = other;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public List<Got> got() {
        return got;
    }

    /// Waits until it has been sent so many requests.
    public List<Got> await(int requests) {
        Instant end = Instant.now().plus(PATIENCE);
        while (got.size() < requests) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("only " + got.size() + " of " + requests + " requests came");
            }
            pause();
        }
        return List.copyOf(got);
    }

    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        Got request = new Got(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        got.add(request);
        Answer answer;
        try {
            answer = behaviour.answer(request);
            Thread.sleep(Math.max(0, answer.afterMillis()));
        } catch (Exception e) {
            exchange.close();
            throw new IOException(e);
        }
        if (answer.afterMillis() >= 0) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
