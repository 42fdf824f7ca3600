package dev.redress.crash;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// An identity provider that nobody can sign in with: the two documents that the service reads at its start.
final class Provider implements AutoCloseable {

    private final HttpServer server;

    private Provider(HttpServer server) {
        this.server = server;
    }

    static Provider start() throws IOException {
        Provider provider =
                new Provider(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        provider.serve("/.well-known/openid-configuration", """
                {"issuer": "URL", "authorization_endpoint": "URL/authorize", "token_endpoint": "URL/token",
                 "jwks_uri": "URL/keys", "end_session_endpoint": "URL/logout"}""".replace("URL", provider.url()));
        provider.serve("/keys", "{\"keys\": []}");
        provider.server.start();
        return provider;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }
}
