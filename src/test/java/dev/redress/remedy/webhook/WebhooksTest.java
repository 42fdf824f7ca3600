package dev.redress.remedy.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.Receiver;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhooksTest {

    private static final List<String> ALL =
            List.of("appeal.filed", "appeal.withdrawn", "case.ruled", "remedy.ordered", "remedy.confirmed");

    private final Receiver receiver = Receiver.answering(204);
    private final String agent = Chain.fresh("hooked");
    private String key;
    private final String type = Chain.fresh("hooked");
    private Response webhook;

    @Inject
    Tables tables;

    @BeforeEach
    void anOperatorWantsToBeTold() {
        Chain.register(type, Map.of("blind", false));
        key = SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("agentId", agent))
                .post("/api/v1/agent-keys")
                .path("key");
        webhook = make(ALL);
    }

    @AfterEach
    void end() {
        SignIn.as("otto").delete("/api/v1/webhooks/" + webhook.path("id"));
        receiver.close();
    }

    @Test
    void tellWhatHappensSoThatThePublishedLibrariesReadIt() throws Exception {
        String token = recorded();
        Chain.appeal(token, """
                {"grounds": ["FACT_WRONG"], "statement": "My cat ate the receipt.",
                 "contact": {"email": "mona@example.org", "locale": "de"}}""").then().statusCode(201);
        Chain.overturn("rita", type);

        List<Receiver.Got> got = receiver.await(3);
        assertThat(Library.receive(secret(), got))
                .extracting(said -> said.at("/accepted/type").asText())
                .containsExactlyInAnyOrder("appeal.filed", "case.ruled", "remedy.ordered");
        for (Receiver.Got one : got) {
            assertThat(one.headers().get("content-type")).startsWith("application/cloudevents+json");
            CloudEvent event = EventFormatProvider.getInstance()
                    .resolveFormat(JsonFormat.CONTENT_TYPE)
                    .deserialize(one.body().getBytes(StandardCharsets.UTF_8));
            assertThat(event.getId()).isEqualTo(one.headers().get("webhook-id"));
            assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
            assertThat(event.getSource().toString()).startsWith("http");
            assertThat(event.getTime()).isNotNull();
            assertThat(one.body()).doesNotContain("rita", "mona@", "My cat", "Clear.", "The receipt shows");
        }
    }

    @Test
    void aTamperedAnOldAndARepeatedOneAreRefused() throws Exception {
        Chain.appeal(recorded());
        Receiver.Got good = receiver.await(1).getFirst();
        Receiver.Got tampered = new Receiver.Got(
                good.method(), good.path(), good.headers(), good.body().replace("FACT_WRONG", "RULE_UNFAIR"));
        Receiver.Got renamed = with(good, "webhook-id", "another");
        Receiver.Got dated = with(
                good,
                "webhook-timestamp",
                String.valueOf(Instant.now().minus(Duration.ofMinutes(6)).getEpochSecond()));
        assertThat(Library.receive(secret(), List.of(good, tampered, renamed, dated, good)))
                .extracting(said -> said.has("accepted"))
                .containsExactly(true, false, false, false, false);
    }

    @Test
    void whileTheSecretIsExchangedBothSign() throws Exception {
        Response exchanged = SignIn.as("otto").post("/api/v1/webhooks/" + webhook.path("id") + "/secret");
        exchanged.then().statusCode(201).body("secret", notNullValue());
        Chain.appeal(recorded());
        List<Receiver.Got> both = receiver.await(1);
        assertThat(both.getFirst().headers().get("webhook-signature").split(" "))
                .hasSize(2);
        assertThat(Library.receive(secret(), both).getFirst().has("accepted")).isTrue();
        assertThat(Library.receive(exchanged.path("secret"), both).getFirst().has("accepted"))
                .isTrue();
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofHours(25))) {
            Chain.appeal(recorded());
            Receiver.Got later = receiver.await(2).getLast();
            assertThat(later.headers().get("webhook-signature").split(" ")).hasSize(1);
        }
    }

    @Test
    void theSecretIsShownOnce() {
        webhook.then().statusCode(201).body("secret", org.hamcrest.Matchers.startsWith("whsec_"));
        SignIn.as("otto")
                .get("/api/v1/webhooks/" + webhook.path("id"))
                .then()
                .statusCode(200)
                .body("secret", nullValue())
                .body("url", equalTo(receiver.url("/news")));
    }

    @Test
    void oneThatWasNotTakenIsToldAgainUnderTheSameId() {
        receiver.now(_ -> Receiver.Answer.of(503));
        Chain.appeal(recorded());
        receiver.await(1);
        awaitAttempts(1);
        receiver.now(_ -> new Receiver.Answer(200, Map.of(), "thank you", 0));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofSeconds(7))) {
            receiver.await(2);
        }
        assertThat(receiver.got())
                .extracting(got -> got.headers().get("webhook-id"))
                .hasSize(2)
                .containsOnly(receiver.got().getFirst().headers().get("webhook-id"));
        JsonNode log = awaitState("DELIVERED");
        assertThat(log.findValuesAsText("outcome")).containsExactly("REFUSED", "TAKEN");
        assertThat(log.findValuesAsText("status")).containsExactly("503", "200");
        assertThat(log.at("/attempts/1/response").asText()).isEqualTo("thank you");
        assertThat(log.at("/payload/type").asText()).isEqualTo("appeal.filed");
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        receiver.now(_ -> Receiver.Answer.of(429).with("Retry-After", "3600"));
        Chain.appeal(recorded());
        receiver.await(1);
        JsonNode log = awaitAttempts(1);
        assertThat(Instant.parse(log.get("nextAt").asText()))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_601));
    }

    @Test
    void anAnswerThatDoesNotComeIsLostAndNotRefused() {
        receiver.now(_ -> Receiver.Answer.of(200).after(Duration.ofMillis(-1)));
        Chain.appeal(recorded());
        assertThat(awaitAttempts(1).findValuesAsText("outcome")).containsExactly("LOST");
    }

    @Test
    void endWhenTheReceiverSaysThatItIsGone() {
        receiver.now(_ -> Receiver.Answer.of(410));
        Chain.appeal(recorded());
        receiver.await(1);
        JsonNode log = awaitState("GIVEN_UP");
        SignIn.as("otto").get("/api/v1/webhooks/" + webhook.path("id")).then().body("endedAs", equalTo("GONE"));
        SignIn.as("otto")
                .post("/api/v1/webhooks/deliveries/" + log.get("id").asText() + "/replay")
                .then()
                .statusCode(409);
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (Receiver elsewhere = Receiver.answering(200)) {
            receiver.now(_ -> Receiver.Answer.of(307).with("Location", elsewhere.url("/")));
            Chain.appeal(recorded());
            assertThat(awaitAttempts(1).findValuesAsText("outcome")).containsExactly("REFUSED");
            assertThat(elsewhere.got()).isEmpty();
        }
    }

    @Test
    void areToldOnceMoreWhenAnOperatorWantsIt() {
        Chain.appeal(recorded());
        String id = awaitState("DELIVERED").get("id").asText();
        SignIn.as("otto")
                .post("/api/v1/webhooks/deliveries/" + id + "/replay")
                .then()
                .statusCode(202)
                .body("state", equalTo("WAITING"));
        List<Receiver.Got> got = receiver.await(2);
        assertThat(got.get(1).headers().get("webhook-id"))
                .isEqualTo(got.get(0).headers().get("webhook-id"));
        assertThat(got.get(1).body()).isEqualTo(got.get(0).body());
    }

    /// As after crashes in the middle of each try, the last one of them.
    @Test
    void giveUpInTheEndThoughEveryTryIsCutShort() throws Exception {
        receiver.now(_ -> Receiver.Answer.of(503));
        Chain.appeal(recorded());
        awaitAttempts(1);
        String delivery = deliveries().get(0).get("id").asText();
        tables.change("UPDATE delivery_attempt SET outcome = 'UNDER_WAY', status = NULL, ended_at = NULL"
                + " WHERE delivery_id = '" + delivery + "'");
        tables.change("UPDATE delivery SET state = 'UNDER_WAY', tries = 11, due_at = now() - interval '1 minute'"
                + " WHERE id = '" + delivery + "'");
        assertThat(awaitState("GIVEN_UP").findValuesAsText("outcome")).containsExactly("LOST");
        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void areListedBeforeThoseThatEnded() throws Exception {
        tables.change("INSERT INTO webhook (id, url, types, created_by, created_at, ended_at, ended_as)"
                + " SELECT gen_random_uuid(), 'https://old.example/', '{appeal.filed}', 'many', now(), now(), 'REMOVED'"
                + " FROM generate_series(1, 200)");
        SignIn.as("otto").get("/api/v1/webhooks").then().body("items.id", hasItem(webhook.<String>path("id")));
        tables.change("DELETE FROM webhook WHERE created_by = 'many'");
    }

    @Test
    void areNotMadeForAPortThatThereIsNot() {
        SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("url", "https://example.com:99999/", "types", ALL))
                .post("/api/v1/webhooks")
                .then()
                .statusCode(422);
    }

    @Test
    void tellOfNothingOnceTheyAreRemoved() {
        SignIn.as("otto")
                .delete("/api/v1/webhooks/" + webhook.path("id"))
                .then()
                .statusCode(204);
        String token = recorded();
        Chain.appeal(token);
        RestAssured.delete("/api/v1/notices/" + token + "/appeal").then().statusCode(204);
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void tellOnlyOfTheirAgentAndTheirTypes() {
        Chain.appealed(type); // of demo-agent
        String token = recorded();
        Chain.appeal(token);
        RestAssured.delete("/api/v1/notices/" + token + "/appeal").then().statusCode(204);
        receiver.await(2);
        assertThat(receiver.got()).allMatch(got -> got.body().contains(agent));
    }

    @Test
    void areForOperatorsOnly() {
        for (String person : List.of("rita", "lena", "ana")) {
            SignIn.as(person).get("/api/v1/webhooks").then().statusCode(403);
        }
        Chain.agent().get("/api/v1/webhooks").then().statusCode(403);
        RestAssured.get("/api/v1/webhooks").then().statusCode(401);
    }

    private String recorded() {
        return Chain.token(Chain.agent(key)
                .body(Chain.decision(type).toString())
                .post("/api/v1/decisions")
                .then()
                .statusCode(201)
                .extract()
                .path("appealUrl"));
    }

    private Response make(List<String> types) {
        return SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("url", receiver.url("/news"), "types", types, "agentId", agent))
                .post("/api/v1/webhooks");
    }

    private String secret() {
        return webhook.path("secret");
    }

    private JsonNode deliveries() {
        return Chain.tree(SignIn.as("otto")
                        .get("/api/v1/webhooks/" + webhook.path("id") + "/deliveries")
                        .asString())
                .get("items");
    }

    private JsonNode awaitState(String state) {
        return await(log -> log.get("state").asText().equals(state));
    }

    private JsonNode awaitAttempts(int ended) {
        return await(log -> log.get("attempts").findValues("endedAt").size() >= ended);
    }

    private JsonNode await(java.util.function.Predicate<JsonNode> wanted) {
        for (int i = 0; i < 100; i++) {
            JsonNode items = deliveries();
            if (!items.isEmpty() && wanted.test(items.get(0))) {
                return items.get(0);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("not so after ten seconds: " + deliveries());
    }

    private static Receiver.Got with(Receiver.Got got, String header, String value) {
        Map<String, String> headers = new HashMap<>(got.headers());
        headers.put(header, value);
        return new Receiver.Got(got.method(), got.path(), headers, got.body());
    }
}
