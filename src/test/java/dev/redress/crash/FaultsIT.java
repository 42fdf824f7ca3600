package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Bad networks on both sides, slow callers, and a database that takes no more connections: what callers see meanwhile,
/// and that all is well afterwards without a restart. One service for all of them, which is part of the test.
@Timeout(90)
class FaultsIT {

    private static final int SLOTS = 30;
    private static final int SLOW_AGENTS = 40;

    /// In seconds, both shorter than what is shipped, so that the test need not wait as long.
    private static final int PATIENCE = 6;

    private static final int IDLE = 15;

    @TempDir
    static Path home;

    private static Postgres postgres;
    private static Provider provider;
    private static Gateway network;
    private static Service service;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Ledger ledger;
    private Sender sender;
    private String link;
    private String first;

    @BeforeAll
    static void startAll() throws Exception {
        postgres = Postgres.made(home);
        postgres.start("max_connections=" + SLOTS);
        provider = Provider.start();
        network = new Gateway(postgres.port());
        service = new Service(home, postgres, provider)
                .set("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + network.port() + "/postgres")
                .set("REDRESS_DATABASE_PATIENCE", "PT" + PATIENCE + "S")
                .set("QUARKUS_HTTP_IDLE_TIMEOUT", IDLE + "s");
        service.start();
    }

    @AfterAll
    static void stopAll() throws Exception {
        service.close();
        network.close();
        postgres.close();
        provider.close();
    }

    @BeforeEach
    void start() throws Exception {
        ledger = new Ledger(home.resolve("ledger")); // the same for all tests
        sender = new Sender(service.at("/api/v1/decisions"), ledger);
        first = "first-" + System.nanoTime();
        ledger.sent(first);
        HttpResponse<String> answer = sender.answer(first);
        assertThat(answer.statusCode()).isEqualTo(201);
        link = URI.create(new ObjectMapper()
                        .readTree(answer.body())
                        .get("appealUrl")
                        .asText())
                .getPath();
    }

    @AfterEach
    void nothingIsLost() throws Exception {
        network.open();
        try (Connection connection = postgres.connect()) {
            Findings found = Findings.of(ledger, connection);
            assertThat(found.lost()).isEmpty();
            assertThat(found.doubled()).isEmpty();
            assertThat(found.altered()).isEmpty();
            assertThat(found.foreign()).isEmpty();
        }
        ledger.close();
    }

    @Test
    void aLostConnectionToTheDatabaseIsToldAndComesBack() throws Exception {
        sender.start("cut-" + System.nanoTime());
        for (int i = 0; i < 3; i++) {
            Thread.sleep(400);
            network.cut();
            Thread.sleep(400);
            network.open();
        }
        Duration recovery = recovery();
        sender.stop();
        assertThat(sender.answers().keySet()).isSubsetOf(200, 201, 503).contains(503);
        assertThat(recovery).isLessThan(Duration.ofSeconds(3));
        System.out.println("connections to PostgreSQL cut three times: " + sender.answers() + ", well again after "
                + recovery.toMillis() + " ms");
    }

    /// Both sides believe in a connection over which nothing passes any more.
    @Test
    void aHalfOpenConnectionToTheDatabaseHoldsNobodyForLong() throws Exception {
        sender.start("silent-" + System.nanoTime());
        Thread.sleep(400);
        network.silence();
        Thread.sleep(500);
        Instant start = Instant.now();
        HttpResponse<String> person = get(link);
        Duration waited = Duration.between(start, Instant.now());
        Thread.sleep(3_000);
        network.open();
        Duration recovery = recovery();
        sender.stop();
        System.out.println("connections to PostgreSQL half open: " + sender.answers() + ", a person waits "
                + waited.toMillis() + " ms, well again after " + recovery.toMillis() + " ms");
        assertThat(person.statusCode()).isEqualTo(503);
        assertThat(sender.answers().keySet()).as(() -> service.errors()).isSubsetOf(200, 201, 503);
        assertThat(waited).isLessThan(Duration.ofSeconds(PATIENCE + 3));
        assertThat(recovery).isLessThan(Duration.ofSeconds(PATIENCE + 3));
    }

    @Test
    void aSlowNetworkToTheDatabaseLosesNothing() throws Exception {
        network.delay(150);
        sender.start("slow-" + System.nanoTime());
        Thread.sleep(2_000);
        sender.stop();
        assertThat(sender.answers().keySet()).containsOnly(201);
    }

    /// Everybody else holds what PostgreSQL has, and the pool of the service lost its own.
    @Test
    void noConnectionsLeftIsToldAndPasses() throws Exception {
        network.cut();
        List<Connection> others = new ArrayList<>();
        try {
            while (others.size() < SLOTS) {
                others.add(postgres.connect());
            }
        } catch (SQLException e) {
            // now there are none left
        }
        network.open();
        assertThat(others).hasSizeGreaterThan(SLOTS - 10);
        assertBusy(sender.answer("no-slots"));
        assertThat(get(link).statusCode()).isEqualTo(503);
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        for (Connection other : others) {
            other.close();
        }
        assertThat(recovery()).isLessThan(Duration.ofSeconds(3));
        assertThat(get(link).statusCode()).isEqualTo(200);
    }

    /// The client's side of the network ends after the request is sent: what it repeats is found.
    @Test
    void aLostAnswerIsFoundWhenItIsAskedForAgain() throws Exception {
        try (Gateway side = new Gateway(service.at("/").getPort())) {
            Sender through = new Sender(URI.create("http://127.0.0.1:" + side.port() + "/api/v1/decisions"), ledger);
            through.start("lost-" + System.nanoTime());
            for (int i = 0; i < 8; i++) {
                Thread.sleep(150);
                side.cut();
                side.open();
            }
            through.stop();
            assertThat(through.answers()).containsKeys(Sender.CUT, 201);
        }
        assertThat(ledger.open()).isNotEmpty();
        for (String externalId : ledger.open()) {
            assertThat(sender.post(externalId)).isIn(200, 201);
        }
        assertThat(ledger.open()).isEmpty();
    }

    /// Callers that say nothing are sent away; agents that send their bodies byte by byte hold up neither a person nor
    /// other agents.
    @Test
    void slowCallersHoldUpNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        Socket mute = connect();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SLOW_AGENTS; i++) {
                Socket socket = connect();
                slow.add(socket);
                boolean midHead = i % 2 == 0;
                String head = "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Service.KEY
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n";
                threads.submit(() -> trickle(socket, midHead ? head : head + "\r\n{"));
            }
            Thread.sleep(1_000);
            assertThat(timed(() -> assertThat(get(link).statusCode()).isEqualTo(200)))
                    .as("a person")
                    .isLessThan(Duration.ofSeconds(2));
            assertThat(timed(() -> assertThat(get("/api/v1/decisions?limit=1").statusCode())
                            .isEqualTo(200)))
                    .as("another agent")
                    .isLessThan(Duration.ofSeconds(2));
            Instant start = Instant.now();
            mute.setSoTimeout(2 * IDLE * 1_000);
            assertThat(mute.getInputStream().read())
                    .as("the end of the mute one")
                    .isEqualTo(-1);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(IDLE + 3));
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /// A person on a bad line: 120 KB in twelve seconds, with a pause in between.
    @Test
    void aSlowUploadOfAPersonWorks() throws Exception {
        byte[] file = new byte[120_000];
        java.util.Arrays.fill(file, (byte) ' ');
        byte[] start = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, file, 0, start.length);
        String token = link.substring("/a/".length());
        ledger.sent("appeal/" + first);
        HttpResponse<String> filed = client.send(
                HttpRequest.newBuilder(service.at("/api/v1/notices/" + token + "/appeal"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"grounds\": [\"SOMETHING_ELSE\"], \"statement\": \""
                                        + Crowd.statement("appeal/" + first) + "\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(filed.statusCode()).isEqualTo(201);
        ledger.acknowledged("appeal/" + first);
        String open = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\n";
        String end = "\r\n--b--\r\n";
        try (Socket socket = connect()) {
            var out = socket.getOutputStream();
            out.write(("POST /api/v1/notices/" + token + "/evidence HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: multipart/form-data; boundary=b\r\nConnection: close\r\nContent-Length: "
                            + (open.length() + file.length + end.length()) + "\r\n\r\n" + open)
                    .getBytes(StandardCharsets.US_ASCII));
            for (int at = 0; at < file.length; at += 10_000) {
                out.write(file, at, 10_000);
                out.flush();
                Thread.sleep(at == 60_000 ? 3_000 : 800);
            }
            out.write(end.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 201");
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Duration timed(Work work) throws Exception {
        Instant start = Instant.now();
        work.run();
        return Duration.between(start, Instant.now());
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), service.at("/").getPort());
    }

    /// The beginning at once, then a byte every 300 ms until somebody closes.
    private static Void trickle(Socket socket, String beginning) throws InterruptedException {
        try {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                Thread.sleep(300);
                socket.getOutputStream().write('x');
            }
        } catch (IOException e) {
            return null;
        }
    }

    /// From now to the first post that is acknowledged.
    private Duration recovery() throws Exception {
        Instant start = Instant.now();
        while (Duration.between(start, Instant.now()).toSeconds() < 60) {
            String id = "probe-" + System.nanoTime();
            ledger.sent(id);
            if (sender.post(id) == 201) {
                return Duration.between(start, Instant.now());
            }
            Thread.sleep(50);
        }
        throw new AssertionError("nothing is acknowledged a minute after the fault is over");
    }

    private static void assertBusy(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    private HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(service.at(path))
                    .timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Bearer " + Service.KEY)
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (Exception e) {
            throw new IllegalStateException(path, e);
        }
    }
}
