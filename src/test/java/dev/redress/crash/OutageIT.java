package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What callers see while the database is away, and when the service is told to end.
class OutageIT {

    /// How long the service remembers an agent's key, in milliseconds, and a little more.
    private static final int KEYS_FORGOTTEN = 5_500;

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private Postgres postgres;
    private Provider provider;
    private Service service;
    private Ledger ledger;
    private Sender sender;

    @BeforeEach
    void start() throws Exception {
        postgres = Postgres.in(home);
        provider = Provider.start();
        service = new Service(home, postgres, provider);
        service.start();
        ledger = new Ledger(home.resolve("ledger"));
        sender = new Sender(service.at("/api/v1/decisions"), ledger);
    }

    @AfterEach
    void stop() throws Exception {
        ledger.close();
        service.close();
        postgres.close();
        provider.close();
    }

    @Test
    void answersBusyWhileTheDatabaseIsAwayAndWorksOnWhenItIsBack() throws Exception {
        JsonNode receipt = new ObjectMapper().readTree(sender.answer("before").body());
        String appeal = URI.create(receipt.get("appealUrl").asText()).getPath();
        List<String> readings = List.of(
                "/api/v1/decisions/" + receipt.get("id").asText(),
                "/api/v1/decisions?limit=5",
                "/api/v1/notices/" + appeal.substring("/a/".length()));
        postgres.stop();

        assertBusy(sender.answer("away"));
        readings.forEach(path -> assertBusy(get(path)));
        assertThat(get(appeal).statusCode()).isEqualTo(503);
        Thread.sleep(KEYS_FORGOTTEN);
        assertBusy(sender.answer("away"));
        readings.forEach(path -> assertBusy(get(path)));
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);

        postgres.start();
        assertThat(sender.answer("away").statusCode()).isEqualTo(201);
        readings.forEach(path -> assertThat(get(path).statusCode()).isEqualTo(200));
        assertThat(get(appeal).statusCode()).isEqualTo(200);
    }

    /// A lock keeps the posts waiting, so that all of them are surely under way at the signal.
    @Test
    void answersWhatIsUnderWayBeforeItEnds() throws Exception {
        List<CompletableFuture<Integer>> posts = new ArrayList<>();
        try (var agents = Executors.newVirtualThreadPerTaskExecutor();
                Connection lock = postgres.connect()) {
            lock.setAutoCommit(false);
            try (var statement = lock.createStatement()) {
                statement.execute("LOCK TABLE decision IN SHARE MODE");
            }
            for (int i = 0; i < 20; i++) {
                String externalId = "under-way-" + i;
                ledger.sent(externalId);
                posts.add(CompletableFuture.supplyAsync(() -> post(externalId), agents));
            }
            Thread.sleep(1_000);
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(this::terminate, agents);
            Thread.sleep(1_000);
            assertThat(service.isAlive()).as("waits for what is under way").isTrue();
            lock.rollback();
            assertThat(posts).allMatch(post -> post.join() == 201);
            assertThat(end.join()).as("the exit code of SIGTERM").isEqualTo(143);
        }
        assertNothingLost(20);
    }

    /// What reaches a connection at the moment it is closed is cut; HTTP/1.1 has no word for it. It may be repeated.
    @Test
    void losesNothingWhenItIsToldToEndWhileDecisionsComeIn() throws Exception {
        sender.start("ending");
        Thread.sleep(1_000);
        service.terminate();
        sender.stop();
        System.out.println("SIGTERM while posting: answers by status " + sender.answers());
        assertThat(sender.answers().keySet()).isSubsetOf(Sender.REFUSED, Sender.CUT, 201, 503);
        assertNothingLost(1);
        service.start();
        for (String externalId : ledger.open()) {
            assertThat(sender.post(externalId)).isIn(200, 201);
        }
        assertNothingLost(ledger.sent().size());
    }

    private void assertNothingLost(int least) throws Exception {
        try (Connection connection = postgres.connect()) {
            assertThat(Findings.of(ledger, connection))
                    .matches(Findings::none)
                    .extracting(Findings::stored)
                    .matches(stored -> stored.size() >= least);
        }
    }

    private static void assertBusy(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.uri().getPath()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    private HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(service.at(path))
                    .header("Authorization", "Bearer " + Service.KEY)
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (Exception e) {
            throw new IllegalStateException(path, e);
        }
    }

    private int post(String externalId) {
        try {
            return sender.post(externalId);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int terminate() {
        try {
            return service.terminate();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
