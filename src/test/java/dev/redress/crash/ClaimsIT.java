package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.Together;
import dev.redress.bench.Issuer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// 64 reviewers claim and type while the service, then PostgreSQL, is killed: no case has two holders, none is
/// lost, and neither is a claim or a draft that was acknowledged.
class ClaimsIT {

    private static final int REVIEWERS = 64;
    private static final int CASES = 5_000;

    @TempDir
    Path home;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> holders = new ConcurrentHashMap<>();
    private final Map<String, String> drafts = new ConcurrentHashMap<>();
    private final Set<String> doubled = ConcurrentHashMap.newKeySet();
    private Postgres postgres;
    private Provider provider;
    private Issuer issuer;
    private Service service;

    @BeforeEach
    void start() throws Exception {
        postgres = Postgres.in(home);
        provider = Provider.start();
        issuer = new Issuer();
        service = new Service(home, postgres, provider).set("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url());
        service.start();
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        postgres.close();
        issuer.close();
        provider.close();
    }

    @Test
    void loseAndDoubleNothingWhenTheServiceAndPostgresAreKilled() throws Exception {
        fill();
        round(() -> {
            service.kill();
            service.start();
        });
        round(() -> {
            postgres.kill();
            Thread.sleep(300);
            postgres.start();
        });
        assertThat(holders).as("acknowledged claims").hasSizeGreaterThan(8 * REVIEWERS);
        assertThat(drafts).as("acknowledged drafts").isNotEmpty();
        assertThat(doubled).isEmpty();
        assertThat(rows("SELECT case_id || ' ' || holder FROM claim"))
                .containsAll(holders.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .toList());
        assertThat(rows("SELECT case_id FROM claim UNION ALL SELECT case_id FROM queue_entry"))
                .hasSize(CASES)
                .doesNotHaveDuplicates();
        assertThat(
                        rows(
                                "SELECT case_id || ' ' || reviewer_id FROM ruling_draft WHERE body LIKE '%typed before the blow%'"))
                .containsAll(drafts.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .toList());
        System.out.printf("%d claims and %d drafts acknowledged, none lost%n", holders.size(), drafts.size());
    }

    private interface Blow {
        void fall() throws Exception;
    }

    /// Everybody claims one case after the other; the blow falls amid them.
    private void round(Blow blow) throws Exception {
        int before = holders.size();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> fallen = CompletableFuture.runAsync(() -> {
            try {
                while (holders.size() < before + 4 * REVIEWERS) {
                    Thread.sleep(5);
                }
                blow.fall();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                over.set(true);
            }
        });
        Together.call(REVIEWERS, i -> {
            while (!over.get()) {
                claimAndType("reviewer-" + i);
            }
            return i;
        });
        fallen.get();
        for (int i = 0; i < 300 && !claimAndType("reviewer-0"); i++) { // until it answers again
            Thread.sleep(100);
        }
    }

    /// What is not acknowledged may have happened or not.
    private boolean claimAndType(String reviewer) {
        try {
            String token = issuer.token(reviewer, "reviewer");
            HttpResponse<String> claimed = send("/api/v1/claims", token, "application/json", "{}");
            if (claimed.statusCode() != 201) {
                return false;
            }
            String caseId = Chain.tree(claimed.body()).get("caseId").asText();
            if (holders.putIfAbsent(caseId, reviewer) != null) {
                doubled.add(caseId);
            }
            HttpResponse<String> kept = send(
                    "/desk/cases/" + caseId + "/draft",
                    token,
                    "application/x-www-form-urlencoded",
                    "reasons=typed+before+the+blow");
            if (kept.statusCode() == 303) {
                drafts.put(caseId, reviewer);
            }
            return true;
        } catch (IOException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(String path, String token, String type, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(service.at(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /// Cases about one decision.
    private void fill() throws Exception {
        assertThat(send("/api/v1/decisions", Service.KEY, "application/json", Sender.body("claims"))
                        .statusCode())
                .isEqualTo(201);
        Cases.open(postgres, CASES);
    }

    private List<String> rows(String query) throws Exception {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
