package dev.redress.appeal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import dev.redress.platform.Json;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LowLimits.class)
class SendingLimitTest {

    private static final int WARNED_AT = LowLimits.SENDING * 4 / 5;

    @Inject
    Tables tables;

    @Inject
    SendingBlocks blocks;

    private final Caller caller = Caller.somewhere();
    private String token;
    private String page;
    private String api;

    @BeforeEach
    void aLink() {
        token = Caller.link();
        page = "/a/" + token;
        api = "/api/v1/notices/" + token;
    }

    @Test
    void atFourFifthsTheNextPagesSayWhatWillHappen() {
        caller.sends(token, WARNED_AT - 1).get(page).then().body(not(containsString("A lot was sent")));
        caller.get(api).then().header("RateLimit", nullValue());
        caller.sends(token, 1);
        for (String next : List.of(page, page + "/appeal/grounds")) {
            caller.get(next)
                    .then()
                    .statusCode(200)
                    .body(containsString("A lot was sent with this link"))
                    .body(containsString("The most is 10 times in 60 minutes."));
        }
        caller.request()
                .header("Accept-Language", "en")
                .get(page + "?lang=de")
                .then()
                .body(containsString("Mit diesem Link wurde viel abgeschickt"));
        caller.get(api)
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"link\";q=10;w=3600")
                .header("RateLimit", containsString("\"link\";r=2;t="));
        assertThat(journal()).endsWith("SENDING_WARNED MACHINE limits");
    }

    @Test
    void pastTheLimitSendingRestsForAnHourAndReadingGoesOn() {
        Instant begin = Instant.now();
        caller.sends(token, LowLimits.SENDING);
        Response stopped = caller.send(token);
        stopped.then()
                .statusCode(429)
                .contentType("text/html")
                .body(containsString("You cannot send anything for a while"))
                .body(containsString("What you sent last was not saved."))
                .body(containsString("More than 10 things were sent with this link in 60 minutes."))
                .body(containsString("action=\"" + page + "/objection\""));
        assertThat(Integer.parseInt(stopped.header("Retry-After"))).isBetween(3_590, 3_600);

        Response problem = caller.post(api + "/appeal", Map.of("grounds", List.of("SOMETHING_ELSE")));
        problem.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("RateLimit", containsString("\"link\";r=0;t=3"))
                .body("type", containsString("/problems/sending-blocked"))
                .body("violated-policies", equalTo(List.of("link")))
                .body("objectionUrl", containsString(api + "/objection"))
                .body("reason", containsString("More than 10 things were sent in 3600 seconds"));
        assertThat(Duration.between(begin, Instant.parse(problem.path("until"))))
                .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusMinutes(1));

        caller.get(api).then().statusCode(200).header("RateLimit", containsString("r=0"));
        caller.get(page + "/notice")
                .then()
                .statusCode(200)
                .body(containsString("Your refund was refused."))
                .body(containsString("Sending works again at this time:"))
                .body(containsString("href=\"" + page + "/objection\""));
        assertThat(journal()).endsWith("SENDING_WARNED MACHINE limits", "SENDING_BLOCKED MACHINE limits");
    }

    @Test
    void whateverIsSentBelowTheLinkCountsWhateverComesOfIt() {
        for (int i = 0; i < LowLimits.SENDING / 5; i++) {
            caller.post(api + "/appeal", Map.of("grounds", List.of())).then().statusCode(422);
            caller.request().delete(api + "/appeal").then().statusCode(404);
            caller.post(page + "/withdraw").then().statusCode(303);
            caller.form(page + "/appeal/statement", "statement", "a").then().statusCode(303);
            caller.form(page + "/verification", "answer", "a").then().statusCode(303);
        }
        caller.send(token).then().statusCode(429);
    }

    @Test
    void whoeverHasNotAnsweredTheQuestionUsesUpNothing() {
        ObjectNode decision = Chain.decision("limits");
        decision.withObjectProperty("subject")
                .putPOJO("verification", Map.of("hint", "your number", "digest", "sha256:" + "0".repeat(64)));
        String locked = Chain.token(Chain.post(Chain.tree(decision.toString()))
                .then()
                .statusCode(201)
                .extract()
                .path("appealUrl"));
        caller.sends(locked, LowLimits.SENDING + 5);
        assertThat(tables.column("SELECT 1 FROM sending_warning w "
                        + "JOIN decision d ON d.id = w.decision_id WHERE d.external_id = '"
                        + decision.get("externalId").textValue() + "'"))
                .isEmpty();
    }

    @Test
    void afterTheTimeItNamesSendingWorksAgainWithAFreshWarningBeforeTheNextStop() {
        caller.sends(token, LowLimits.SENDING);
        long seconds = Long.parseLong(caller.send(token).header("Retry-After"));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofSeconds(seconds - 5))) {
            caller.send(token).then().statusCode(429);
        }
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofSeconds(seconds))) {
            caller.get(page).then().body(not(containsString("Sending works again")));
            caller.get(page + "/objection").then().body(containsString("You can send again"));
            caller.sends(token, LowLimits.SENDING).send(token).then().statusCode(429);
        }
        assertThat(journal().stream().filter(act -> act.startsWith("SENDING")))
                .containsExactly(
                        "SENDING_WARNED MACHINE limits",
                        "SENDING_BLOCKED MACHINE limits",
                        "SENDING_WARNED MACHINE limits",
                        "SENDING_BLOCKED MACHINE limits");
    }

    @Test
    void manyWhoComeNearTheLimitAtOnceFindOneWarning() throws Exception {
        caller.sends(token, WARNED_AT - 5);
        assertThat(Together.call(8, i -> caller.send(token).statusCode())).doesNotContain(500);
        assertThat(rows("sending_warning")).isEqualTo(1);
        assertThat(rows("sending_block")).isLessThanOrEqualTo(1);
    }

    @Test
    void manyWhoPassTheLimitAtOnceFindOneBlock() throws Exception {
        caller.sends(token, WARNED_AT);
        List<Integer> answers = Together.call(8, i -> caller.send(token).statusCode());
        assertThat(answers).filteredOn(status -> status == 303).hasSize(2);
        assertThat(answers).filteredOn(status -> status == 429).hasSize(6);
        assertThat(rows("sending_warning")).isEqualTo(1);
        assertThat(rows("sending_block")).isEqualTo(1);
        assertThat(tables.column("SELECT warned_at < started_at FROM sending_block WHERE decision_id = '" + id() + "'"))
                .containsExactly("t");
    }

    @Test
    void theDatabaseKnowsNoBlockWithoutAnEarlierWarning() {
        caller.sends(token, WARNED_AT);
        String copy =
                "INSERT INTO sending_block (id, decision_id, warning_id, warned_at, started_at, until, reason, quota, "
                        + "window_seconds) SELECT '" + UUID.randomUUID()
                        + "', decision_id, %s, at, at + interval '%d s', "
                        + "at + interval '1 h', 'TOO_MUCH_SENT', 10, 3600 FROM sending_warning WHERE decision_id = '"
                        + id() + "'";
        assertThatThrownBy(() -> tables.change(copy.formatted("'" + UUID.randomUUID() + "'", 1)))
                .hasMessageContaining("sending_block_follows_its_warning");
        assertThatThrownBy(() -> tables.change(copy.formatted("id", 0)))
                .hasMessageContaining("sending_block_after_its_warning");
        assertThatThrownBy(() -> tables.change("DELETE FROM sending_warning")).hasMessageContaining("append-only");
    }

    @Test
    void readingChangesNoRowHoweverItStands() {
        for (int sent : new int[] {WARNED_AT, LowLimits.SENDING - WARNED_AT, 1}) {
            for (int i = 0; i < sent; i++) {
                caller.send(token);
            }
            Map<String, String> before = tables.state();
            for (String method : List.of("GET", "HEAD", "OPTIONS")) {
                for (String path : List.of(page, page + "/objection", page + "/renewal", api, api + "/objection")) {
                    caller.request().request(method, path);
                }
            }
            assertThat(tables.state()).isEqualTo(before);
        }
    }

    @Test
    void aPersonCanObjectOnThePage() {
        caller.sends(token, LowLimits.SENDING).send(token);
        caller.form(page + "/objection", "text", "a".repeat(4_001))
                .then()
                .statusCode(422)
                .body(containsString("Error: "));
        caller.form(page + "/objection", "text", "My <b>helper</b> pressed twice.")
                .then()
                .statusCode(303)
                .header("Location", containsString(page + "/objection"));
        caller.get(page + "/objection")
                .then()
                .statusCode(200)
                .body(containsString("You asked a person to lift this"))
                .body(not(containsString("<form")));
        caller.form(page + "/objection", "text", "Once more").then().statusCode(303);
        assertThat(tables.column("SELECT objection FROM sending_block WHERE decision_id = '" + id() + "'"))
                .containsExactly("My <b>helper</b> pressed twice.");
        assertThat(journal().stream().filter(act -> act.startsWith("BLOCK_OBJECTED")))
                .containsExactly("BLOCK_OBJECTED APPELLANT " + id());
    }

    @Test
    void noOtherAddressPassesForAnObjection() {
        caller.sends(token, LowLimits.SENDING).send(token);
        caller.form(page + "/appeal/objection", "ground", "SOMETHING_ELSE")
                .then()
                .statusCode(429);
        caller.form(page + "/appeal/renewal", "ground", "SOMETHING_ELSE").then().statusCode(429);
    }

    /// It was read before somebody lifted it, and written after.
    @Test
    void anObjectionLeavesALiftedBlockLifted() {
        caller.sends(token, LowLimits.SENDING).send(token);
        UUID id = UUID.fromString(block("ACTIVE").path("id").textValue());
        QuarkusTransaction.requiringNew().run(() -> {
            SendingBlock block = blocks.findById(id);
            SignIn.as("otto").delete("/api/v1/sending-blocks/" + id).then().statusCode(204);
            block.object("It was a program.", Instant.now());
        });
        assertThat(block(null).path("liftedBy").textValue()).isNotBlank();
    }

    @Test
    void anOperatorSeesTheObjectionAndLiftsTheBlockAtOnce() {
        caller.sends(token, LowLimits.SENDING).send(token);
        caller.post(api + "/objection", Map.of("text", "A program went wrong."))
                .then()
                .statusCode(202)
                .body("objectedAt", notNullValue())
                .body("until", notNullValue());
        JsonNode block = block("OBJECTED");
        assertThat(block.at("/objection/text").textValue()).isEqualTo("A program went wrong.");
        assertThat(block.path("quota").intValue()).isEqualTo(LowLimits.SENDING);
        assertThat(block("ACTIVE")).isEqualTo(block);

        String address = "/api/v1/sending-blocks/" + block.path("id").textValue();
        SignIn.as("otto").delete(address).then().statusCode(204);
        SignIn.as("otto").delete(address).then().statusCode(204);
        assertThat(block("OBJECTED")).isNull();
        assertThat(block("ACTIVE")).isNull();
        assertThat(block(null).path("liftedBy").textValue()).isNotBlank();
        caller.sends(token, LowLimits.SENDING).send(token).then().statusCode(429);
        assertThat(journal().stream().filter(act -> act.startsWith("BLOCK_LIFTED")))
                .hasSize(1);
    }

    @Test
    void withoutABlockThereIsNothingToObjectTo() {
        caller.post(api + "/objection", Map.of()).then().statusCode(409);
        caller.form(page + "/objection", "text", "").then().statusCode(303);
        caller.get(page + "/objection").then().statusCode(200).body(containsString("You can send again"));
    }

    @Test
    void anObjectionHasALimitOfItsOwn() {
        caller.sends(token, LowLimits.SENDING).send(token);
        caller.post(api + "/objection", Map.of("text", "a".repeat(4_001)))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/text"));
        caller.post(api + "/objection", Map.of("text", "a\u0000")).then().statusCode(422);
        caller.post(api + "/objection", Map.of("words", "a")).then().statusCode(422);
        caller.post(api + "/objection", Map.of()).then().statusCode(202);
        String first = caller.post(api + "/objection", Map.of("text", "again")).path("objectedAt");
        caller.post(api + "/objection", Map.of()).then().statusCode(202).body("objectedAt", equalTo(first));
    }

    @Test
    void onlyOperatorsSeeAndLiftBlocks() {
        SignIn.as("rita").get("/api/v1/sending-blocks").then().statusCode(403);
        SignIn.as("rita")
                .delete("/api/v1/sending-blocks/" + UUID.randomUUID())
                .then()
                .statusCode(403);
        Chain.agent().get("/api/v1/sending-blocks").then().statusCode(403);
        caller.get("/api/v1/sending-blocks").then().statusCode(401);
        SignIn.as("otto")
                .delete("/api/v1/sending-blocks/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        SignIn.as("otto").delete("/api/v1/sending-blocks/x").then().statusCode(404);
        SignIn.as("otto").get("/api/v1/sending-blocks?state=NONE").then().statusCode(400);
        SignIn.as("otto").get("/api/v1/sending-blocks?cursor=x").then().statusCode(400);
        SignIn.as("otto").get("/api/v1/sending-blocks?limit=0").then().statusCode(400);
    }

    private String id() {
        byte[] bytes = java.util.Base64.getUrlDecoder().decode(token);
        var buffer = java.nio.ByteBuffer.wrap(bytes, 7, 16);
        return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }

    private List<String> journal() {
        return tables.column("SELECT act || ' ' || actor_kind || ' ' || actor_id FROM journal WHERE decision_id = '"
                + id() + "' ORDER BY id");
    }

    private int rows(String table) {
        return tables.column("SELECT id FROM " + table + " WHERE decision_id = '" + id() + "'")
                .size();
    }

    /// The block of this test's decision in the operator's list; null when it is not there.
    private JsonNode block(String state) {
        byte[] body = SignIn.as("otto")
                .get("/api/v1/sending-blocks?limit=200" + (state == null ? "" : "&state=" + state))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        for (JsonNode item : Json.tree(body).get("items")) {
            if (item.path("decisionId").textValue().equals(id())) {
                return item;
            }
        }
        return null;
    }
}
