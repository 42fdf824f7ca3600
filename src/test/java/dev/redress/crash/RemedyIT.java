package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.bench.Issuer;
import dev.redress.refunds.Refunds;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A ruling orders a refund, and the service is killed at the two moments at which that could get lost or doubled. In
/// the end there is one row in the database of the refunds service, and the remedy is confirmed.
class RemedyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private Postgres postgres;
    private Provider provider;
    private Issuer issuer;
    private Service service;
    private Refunds refunds;

    @BeforeEach
    void start() throws Exception {
        postgres = Postgres.in(home);
        provider = Provider.start();
        issuer = new Issuer();
        service = new Service(home, postgres, provider)
                .set("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url())
                .set("REDRESS_WEBHOOKS_ALLOW_PRIVATE", "true")
                .set("REDRESS_WEBHOOKS_PATIENCE", "PT2S")
                .set("REDRESS_WEBHOOKS_WAITS", "PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S");
        service.start();
        refunds = new Refunds(postgres.url(), Service.KEY, Refunds.Manner.RIGHT);
        put("otto", "operator", "/api/v1/decision-types/refund.request", """
                {"name": "Refund", "appealable": true, "blind": false}""");
        put("otto", "operator", "/api/v1/probes/refunds", """
                {"url": "%s", "credential": "%s", "expect": [{"pointer": "/0/amount", "value": "{/remedy/target/amount}"},
                 {"pointer": "/1", "absent": true}]}""".formatted(refunds.refunds(), Refunds.CREDENTIAL));
        post("otto", "operator", "/api/v1/webhooks", """
                {"url": "%s", "types": ["remedy.ordered"]}""".formatted(refunds.orders()));
    }

    @AfterEach
    void stop() throws Exception {
        refunds.close();
        service.close();
        postgres.close();
        issuer.close();
        provider.close();
    }

    @Test
    void paysOnceWhenKilledBetweenRulingAndDispatch() throws Exception {
        String remedy = null;
        for (int i = 0; remedy == null; i++) {
            assertThat(i).as("tries to be quicker than the courier").isLessThan(10);
            String ruled = ruled();
            service.kill();
            remedy = refunds.paid(ruled).isEmpty() ? ruled : null;
            service.start();
        }
        awaitConfirmed(remedy);
        assertThat(refunds.paid(remedy)).hasSize(1);
    }

    @Test
    void paysOnceWhenKilledBetweenDispatchAndConfirmation() throws Exception {
        CountDownLatch paid = refunds.holdAfterPaying();
        String remedy = ruled();
        assertThat(paid.await(30, TimeUnit.SECONDS)).isTrue();
        service.kill();
        refunds.goOn();
        service.start();
        awaitConfirmed(remedy);
        Thread.sleep(12_000); // the lease of the try that was cut short ends, and nothing is paid again
        assertThat(refunds.paid(remedy)).hasSize(1);
        assertThat(state(remedy)).isEqualTo("CONFIRMED");
    }

    /// Sent at the desk, killed within the undo window, and made after the restart: once.
    @Test
    void makesARulingThatWasSentBeforeTheKill() throws Exception {
        String caseId = sentAtTheDesk();
        service.kill();
        service.start();
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode view = readCase(caseId);
        while (!view.get("state").asText().equals("RULED")) {
            assertThat(view.get("state").asText()).isEqualTo("SENT");
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(200);
            view = readCase(caseId);
        }
        assertThat(view.findValuesAsText("act"))
                .containsOnlyOnce("RULING_SENT", "CASE_RULED", "LABEL_CREATED", "REMEDY_ORDERED");
    }

    private String sentAtTheDesk() throws Exception {
        JsonNode claim = appealedAndClaimed();
        String caseId = claim.get("caseId").asText();
        String form = "etag=1&fence=" + claim.get("fence").asText()
                + "&verdict=OVERTURNED&cause=WRONG_FACT&reasons=Yes.&correctedOutcome-code=granted"
                + "&correctedOutcome-summary=Yes.&remedy-type=COMPENSATE&remedy-description=Pay.&readAll=yes";
        HttpRequest sent = HttpRequest.newBuilder(service.at("/desk/cases/" + caseId + "/ruling"))
                .POST(BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer " + issuer.token("rita", "reviewer"))
                .build();
        assertThat(client.send(sent, BodyHandlers.ofString()).statusCode()).isEqualTo(303);
        return caseId;
    }

    private JsonNode readCase(String caseId) throws Exception {
        return json(send("GET", "/api/v1/cases/" + caseId, issuer.token("rita", "reviewer"), null, Map.of()));
    }

    private JsonNode appealedAndClaimed() throws Exception {
        String externalId = Chain.fresh("crash");
        JsonNode recorded = json(send("POST", "/api/v1/decisions", Service.KEY, Sender.body(externalId), Map.of()));
        String token = Chain.token(recorded.get("appealUrl").asText());
        send("POST", "/api/v1/notices/" + token + "/appeal", null, """
                {"grounds": ["SOMETHING_ELSE"], "statement": "No."}""", Map.of());
        return json(post("rita", "reviewer", "/api/v1/claims", "{}"));
    }

    private String ruled() throws Exception {
        JsonNode claim = appealedAndClaimed();
        ObjectNode ruling = Chain.overturned(claim.get("fence").asLong());
        ruling.remove("correctedFacts");
        ruling.withObjectProperty("remedy").putPOJO("target", Map.of("amount", 49.90));
        return json(send(
                        "POST",
                        "/api/v1/cases/" + claim.get("caseId").asText() + "/ruling",
                        issuer.token("rita", "reviewer"),
                        ruling.toString(),
                        Map.of("If-Match", "*")))
                .get("remedyId")
                .asText();
    }

    private void awaitConfirmed(String remedy) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!state(remedy).equals("CONFIRMED")) {
            assertThat(Instant.now()).as("state " + state(remedy)).isBefore(end);
            Thread.sleep(200);
        }
    }

    private String state(String remedy) throws Exception {
        return json(send("GET", "/api/v1/remedies/" + remedy, Service.KEY, null, Map.of()))
                .get("state")
                .asText();
    }

    private HttpResponse<String> post(String person, String role, String path, String body) throws Exception {
        return send("POST", path, issuer.token(person, role), body, Map.of());
    }

    private void put(String person, String role, String path, String body) throws Exception {
        send("PUT", path, issuer.token(person, role), body, Map.of());
    }

    private HttpResponse<String> send(
            String method, String path, String credential, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.at(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as(method + " " + path + ": " + response.body())
                .isBetween(200, 201);
        return response;
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Chain.tree(response.body());
    }
}
