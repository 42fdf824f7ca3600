package dev.redress.feedback.push;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that takes what is pushed and remembers it; the tests run beside it in another class loader, so it answers
/// questions over HTTP: `GET /got` lists `method path credential body`, `PUT /next/503` makes the next answer that.
public final class Receivers implements QuarkusTestResourceLifecycleManager {

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        List<String> got = new CopyOnWriteArrayList<>();
        Deque<Integer> next = new ArrayDeque<>();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] answer = new byte[0];
            int status = 200;
            if (path.equals("/got")) {
                answer = String.join("\n", got).getBytes();
            } else if (path.startsWith("/next/")) {
                next.add(Integer.parseInt(path.substring(6)));
            } else {
                got.add(String.join(
                        " ",
                        exchange.getRequestMethod(),
                        path,
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                                .replace(' ', '_'),
                        Base64.getEncoder().encodeToString(body)));
                status = next.isEmpty() ? 200 : next.poll();
            }
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "redress.push.every", "1h",
                "redress.push.langfuse.url", url,
                "redress.push.langfuse.public-key", "pk",
                "redress.push.langfuse.secret-key", "sk",
                "redress.push.langfuse.dataset", "appeals",
                "redress.push.otlp.url", url + "/otlp/",
                "redress.push.otlp.headers.authorization", "Bearer collector\n");
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
