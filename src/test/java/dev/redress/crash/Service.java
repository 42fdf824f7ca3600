package dev.redress.crash;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packaged service as a process of its own, as it runs in production.
final class Service implements AutoCloseable {

    static final String KEY = "rdk_crash_" + "k".repeat(32);

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path PREPARED = Path.of("target/crash.aot");
    private static final Duration PATIENCE = Duration.ofMinutes(3); // for machines that do much else

    private final Map<String, String> settings = new HashMap<>();
    private final List<String> flags = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log;
    private final int port;
    private Process process;

    Service(Path home, Postgres postgres, Provider provider) throws IOException {
        this(home, postgres, provider.url());
    }

    Service(Path home, Postgres postgres, String provider) throws IOException {
        this(home, postgres, provider, Postgres.freePort());
    }

    Service(Path home, Postgres postgres, String provider, int port) throws IOException {
        this.port = port;
        log = Files.createDirectories(home).resolve("service.log");
        set("QUARKUS_HTTP_HOST", "127.0.0.1");
        set("QUARKUS_HTTP_PORT", "" + port);
        set("QUARKUS_DATASOURCE_JDBC_URL", postgres.url());
        set("QUARKUS_DATASOURCE_USERNAME", "postgres");
        set("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        set("QUARKUS_OIDC_AUTH_SERVER_URL", provider);
        set("QUARKUS_OIDC_CLIENT_ID", "redress");
        set("QUARKUS_OIDC_CREDENTIALS_SECRET", "a-secret-of-thirty-two-characters");
        set("REDRESS_PUBLIC_URL", "http://localhost:" + port);
        set(
                "REDRESS_LINK_KEYS_1",
                Base64.getEncoder().encodeToString("k".repeat(32).getBytes()));
        set("REDRESS_AGENT_KEY", KEY);
    }

    /// Null takes a setting away.
    Service set(String name, String value) {
        settings.put(name, value);
        return this;
    }

    void start() throws IOException, InterruptedException {
        spawn();
        Instant end = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException("the service does not start: " + log());
            }
            Thread.sleep(100);
        }
    }

    /// Starts and ends it once to prepare its classes (an AOT cache), so that every later start takes half the time.
    void prepare() throws IOException, InterruptedException {
        if (!Files.exists(PREPARED)
                || Files.getLastModifiedTime(PREPARED).compareTo(Files.getLastModifiedTime(JAR)) < 0) {
            Files.deleteIfExists(PREPARED);
            flags.add("-XX:AOTCacheOutput=" + PREPARED);
            start();
            terminate();
            flags.clear();
        }
        flags.add("-XX:AOTCache=" + PREPARED);
    }

    /// Starts the service and waits for it to give up: its exit code, or null if it runs after all.
    Integer refuse() throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        spawn();
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && !isReady() && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        if (process.isAlive()) {
            kill();
            return null;
        }
        return process.exitValue();
    }

    /// `kill -9`
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// SIGTERM; the exit code.
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the service does not end");
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /// The first error in the log, with what follows it.
    String errors() {
        try {
            String log = log();
            int at = log.indexOf(" ERROR ");
            return at < 0 ? "no error in the log" : log.substring(at, Math.min(at + 6_000, log.length()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }

    private void spawn() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(flags);
        command.addAll(List.of("-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("REDRESS_"));
        settings.forEach((name, value) -> {
            if (value != null) {
                builder.environment().put(name, value);
            }
        });
        File file = log.toFile();
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
                .start();
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(at("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
