package dev.redress.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/// A real Keycloak with the realm of `docker/keycloak`, as a process of its own. Maven unpacks it before the tests that
/// need the packaged service.
final class Keycloak implements AutoCloseable {

    static final String PASSWORD = "demo-password";

    private static final Path UNPACKED = Path.of("target/keycloak");
    private static final Path REALM = Path.of("docker/keycloak/redress-realm.json");
    private static final String AGENT_SECRET = "agent-secret";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log;
    private final int port;
    private final Process process;

    /// @param service the address people use, which may be sent back to after a sign-in
    Keycloak(Path home, String service, String clientSecret) throws IOException, InterruptedException {
        Path unpacked;
        try (Stream<Path> found = Files.list(UNPACKED)) {
            unpacked = found.findFirst().orElseThrow();
        }
        Path realms = Files.createDirectories(unpacked.resolve("data/import"));
        Files.writeString(
                realms.resolve("redress-realm.json"),
                Files.readString(REALM).replace("http://localhost:8080", service));
        log = home.resolve("keycloak.log");
        port = Postgres.freePort();
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                unpacked.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--db=dev-mem",
                "--import-realm");
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "REDRESS_CLIENT_SECRET", clientSecret,
                        "DEMO_AGENT_SECRET", AGENT_SECRET,
                        "DEMO_PASSWORD", PASSWORD));
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Instant end = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                close();
                throw new IOException("Keycloak does not start: " + Files.readString(log));
            }
            Thread.sleep(200);
        }
    }

    String realm() {
        return "http://localhost:" + port + "/realms/redress";
    }

    HttpResponse<String> token(String form) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(realm() + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    static String agent() {
        return "grant_type=client_credentials&client_id=demo-agent&client_secret=" + AGENT_SECRET;
    }

    /// By a client of the same realm that is not Redress.
    static String elsewhere(String person) {
        return "grant_type=password&client_id=admin-cli&username=" + person + "&password=" + PASSWORD;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(realm())).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /// The script starts Java as a child.
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
