package dev.redress.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The packaged service in production mode, as a process of its own.
final class Service implements AutoCloseable {

    static final String KEY = "rdk_bench_" + random();
    static final String APPEAL = """
            {"grounds":["FACT_WRONG"],"statement":"I bought it later.","contact":{"email":"a@example.org"}}""";
    private static final String LINK_KEY = random();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final int port;
    private final Duration toReady;

    Service(List<String> command, Issuer issuer, Path log) throws IOException, InterruptedException {
        this(command, issuer, log, Map.of());
    }

    /// Starts it and waits until it says that it is ready.
    ///
    /// @param settings beside the usual ones
    Service(List<String> command, Issuer issuer, Path log, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> own = System.getenv();
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                        Map.entry("QUARKUS_HTTP_PORT", "" + port),
                        Map.entry(
                                "QUARKUS_DATASOURCE_JDBC_URL",
                                "jdbc:postgresql://" + own.get("PGHOST") + ":" + own.get("PGPORT") + "/"
                                        + own.get("PGDATABASE")),
                        Map.entry("QUARKUS_DATASOURCE_USERNAME", own.get("PGUSER")),
                        Map.entry("QUARKUS_DATASOURCE_PASSWORD", own.get("PGPASSWORD")),
                        Map.entry("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url()),
                        Map.entry("QUARKUS_OIDC_CLIENT_ID", "redress"),
                        Map.entry("QUARKUS_OIDC_CREDENTIALS_SECRET", random()),
                        Map.entry("QUARKUS_MAILER_MOCK", "true"),
                        Map.entry("REDRESS_PUBLIC_URL", "http://localhost:" + port),
                        // All the load comes from one address.
                        Map.entry("REDRESS_LIMIT_ADDRESS", "1000000/PT1M"),
                        Map.entry("REDRESS_LINK_CURRENT", "1"),
                        Map.entry("REDRESS_LINK_KEYS_1", LINK_KEY),
                        Map.entry("REDRESS_AGENT_ID", "bench-agent"),
                        Map.entry("REDRESS_AGENT_KEY", KEY)));
        builder.environment().putAll(settings);
        long start = System.nanoTime();
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - start > 180e9) {
                close();
                throw new IOException("the service did not start, see " + log);
            }
            Thread.sleep(20);
        }
        toReady = Duration.ofNanos(System.nanoTime() - start);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    Duration toReady() {
        return toReady;
    }

    long cpuMicros() {
        return Cpu.micros(process.pid());
    }

    long residentMib() throws IOException {
        return Cpu.residentMib(process.pid());
    }

    /// One request, for what is not measured.
    HttpResponse<String> call(String method, String path, String credential, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /// The first story: a decision, an appeal by its link, a claim, a ruling, its label.
    void story(Issuer issuer) throws Exception {
        String reviewer = issuer.token("first-reviewer", "reviewer");
        appeal();
        String claim = call("POST", "/api/v1/claims", reviewer, "{}").body();
        String path = "/api/v1/cases/" + member(claim, "caseId");
        call("PUT", path + "/first-view", reviewer, "{\"leaning\":\"UNSURE\"}");
        String etag =
                call("GET", path, reviewer, null).headers().firstValue("ETag").orElseThrow();
        call("POST", path + "/ruling", reviewer, """
                {"fence":%s,"verdict":"UPHELD","reasons":"The purchase was outside the window."}""".formatted(member(claim, "fence")), "If-Match", etag);
        call("GET", "/api/v1/labels", issuer.token("first-analyst", "analyst"), null);
    }

    /// A decision, and an appeal by its link.
    void appeal() throws IOException, InterruptedException {
        String decision = Documents.all().getFirst().replace(Documents.SLOT, "story-" + System.nanoTime());
        String token = member(call("POST", "/api/v1/decisions", KEY, decision).body(), "appealUrl")
                .replaceAll(".*/", "");
        call("POST", "/api/v1/notices/" + token + "/appeal", null, APPEAL);
    }

    @Override
    public void close() {
        Processes.end(process);
    }

    private boolean isReady() throws InterruptedException {
        try {
            call("GET", "/q/health/ready", null, null);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String member(String json, String name) {
        Matcher matcher = Pattern.compile('"' + name + "\":\"?([^\",}]*)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
