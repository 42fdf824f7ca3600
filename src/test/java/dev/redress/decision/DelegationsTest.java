package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.access.Actor;
import dev.redress.platform.Refusal;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which agent acted for this person between two moments.
@QuarkusTest
class DelegationsTest {

    private static final String PATH = "/api/v1/delegations?subject=";

    private final String person = Chain.fresh("amal");
    private final Instant start = Instant.parse("2026-10-01T00:00:00Z");

    @Inject
    Tables tables;

    @Test
    void isAnsweredWithTheWholeChain() {
        for (int hour = 0; hour < 6; hour++) {
            record(
                    hour,
                    hour % 2 == 0 ? "{\"sub\": \"helper\"}" : "{\"sub\": \"booker\", \"act\": {\"sub\": \"helper\"}}");
        }
        JsonPath between = list("&from=" + start.plusSeconds(3_600) + "&to=" + start.plusSeconds(4 * 3_600));
        assertThat(between.<List<String>>getList("items.actors"))
                .containsExactly(List.of("booker", "helper"), List.of("helper"), List.of("booker", "helper"));
        assertThat(between.<String>getList("items.principal")).containsOnly(person);
        assertThat(between.<Boolean>getList("items.proven"))
                .as("an API key proves no delegation")
                .containsOnly(false);
        assertThat(between.<String>getList("items.agentId")).containsOnly("demo-agent");
        assertThat(between.<String>getList("items.outcome")).containsOnly("denied");
        assertThat(list("&actor=booker").getList("items")).hasSize(3);
        assertThat(list("&actor=nobody").getList("items")).isEmpty();
    }

    @Test
    void comesInPagesThatLeaveNothingOut() {
        for (int i = 0; i < 7; i++) {
            record(i / 3, "{\"sub\": \"helper\"}"); // several at one moment
        }
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = list("&limit=2&cursor=" + cursor);
            all.addAll(page.getList("items.decisionId"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(all).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void isTheBusinessOfOperatorsAndAuditors() {
        SignIn.as("ada").get(PATH + person).then().statusCode(200);
        SignIn.as("rita").get(PATH + person).then().statusCode(403);
        Chain.agent().get(PATH + person).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x&from=yesterday", "x&to=2026", "x&limit=0", "x&cursor=zz", "\u0000", "x&actor=\u0000"})
    void refusesWhatItDoesNotUnderstand(String query) {
        SignIn.as("otto").get(PATH + query).then().statusCode(400);
    }

    /// One person's page is a walk along the index, however many others there are.
    @Test
    void readsAlongItsIndex() {
        String plan = String.join(
                "\n",
                tables.column(
                        "EXPLAIN SELECT * FROM delegation d WHERE d.principal = 'x' AND d.decided_at >= '2026-01-01'"
                                + " AND (d.decided_at, d.decision_id) < ('2026-02-01', '" + new java.util.UUID(0, 0)
                                + "') ORDER BY d.decided_at DESC, d.decision_id DESC LIMIT 50"));
        assertThat(plan).contains("delegation_of_principal").doesNotContain("Sort");
    }

    @Test
    void isNeverChanged() {
        record(0, "{\"sub\": \"helper\"}");
        assertThatThrownBy(() -> tables.change("DELETE FROM delegation WHERE principal = '" + person + "'"))
                .hasMessageContaining("append-only");
    }

    @Test
    void isToldToTheReviewer() {
        String type = Chain.fresh("delegated");
        Chain.register(type, Map.of());
        ObjectNode decision = decision(0, "{\"sub\": \"booker\", \"act\": {\"sub\": \"helper\"}}");
        decision.put("type", type);
        String token = Chain.token(
                Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        String caseId =
                Chain.claim("rita", type).then().statusCode(201).extract().path("caseId");
        Chain.firstView("rita", caseId).then().statusCode(200);
        assertThat(SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath().getList("background.delegation.actors"))
                .containsExactly("booker", "helper");
        SignIn.as("rita")
                .get("/desk/cases/" + caseId)
                .then()
                .body(containsString("the agent says so, no token shows it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\": \"amal\"}",
                "{\"act\": {\"sub\": \"helper\"}}",
                "{\"sub\": \"amal\", \"act\": \"helper\"}",
                "{\"sub\": \"amal\", \"act\": {}}",
                "{\"sub\": \"amal\", \"act\": {\"sub\": \"helper\", \"act\": {\"sub\": 7}}}",
                "{\"sub\": \"amal\", \"act\": {\"sub\": \"\"}}"
            })
    void mustNameWhoActsForWhom(String actor) {
        Chain.post(decision(actor)).then().statusCode(422).body("errors.pointer", hasItem(containsString("/actor")));
    }

    @Test
    void hasAnEnd() {
        StringBuilder nested = new StringBuilder("{\"sub\": \"0\"}");
        for (int i = 1; i < 17; i++) {
            nested.insert(0, "{\"sub\": \"" + i + "\", \"act\": ").append("}");
        }
        Chain.post(decision("{\"sub\": \"amal\", \"act\": " + nested + "}"))
                .then()
                .statusCode(422)
                .body("errors.detail", hasItem(containsString("at most 16")));
    }

    @Test
    void keepsTheNameOfWhoActedAsItIs() {
        String odd = "a\u001fb\"c\\d,{e} NULL";
        ObjectNode decision = decision(0, "{\"sub\": \"x\"}");
        decision.withObjectProperty("actor")
                .putObject("act")
                .put("sub", odd)
                .putObject("act")
                .put("sub", "NULL");
        Chain.post(decision).then().statusCode(201);
        assertThat(list("").<List<String>>getList("items.actors")).containsExactly(List.of(odd, "NULL"));
    }

    /// The order of members does not count, and neither does what a token may say of an actor beside its name.
    @Test
    void readsTheChainInWhateverOrderItStands() {
        Incoming sent = incoming(
                "{\"act\": {\"act\": {\"iss\": \"x\", \"sub\": \"helper\"}, \"sub\": \"booker\"}, \"sub\": \"amal\"}");
        assertThat(Delegation.of(sent, new Actor.Agent("booker")))
                .isEqualTo(new Delegation("amal", List.of("booker", "helper"), false));
    }

    @Test
    void isWhatTheTokenSaysAndNothingElse() {
        Actor.Agent booker = new Actor.Agent("booker", "amal", List.of("booker", "helper"));
        Delegation proven = new Delegation("amal", List.of("booker", "helper"), true);
        assertThat(Delegation.of(incoming(null), booker)).isEqualTo(proven);
        assertThat(Delegation.of(
                        incoming("{\"sub\": \"amal\", \"act\": {\"sub\": \"booker\", \"act\": {\"sub\": \"helper\"}}}"),
                        booker))
                .isEqualTo(proven);
        for (String other : List.of(
                "{\"sub\": \"bela\", \"act\": {\"sub\": \"booker\", \"act\": {\"sub\": \"helper\"}}}",
                "{\"sub\": \"amal\", \"act\": {\"sub\": \"booker\"}}")) {
            assertThatThrownBy(() -> Delegation.of(incoming(other), booker))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.type()).isEqualTo(DecisionProblem.DELEGATION_DIFFERS));
        }
        assertThat(Delegation.of(incoming(null), new Actor.Agent("booker"))).isNull();
    }

    @Test
    void aRepeatedDecisionIsOneDelegation() {
        ObjectNode decision = decision(0, "{\"sub\": \"helper\"}");
        for (int i = 0; i < 2; i++) {
            Chain.post(decision)
                    .then()
                    .body("externalId", equalTo(decision.get("externalId").asText()));
        }
        assertThat(list("").getList("items")).hasSize(1);
    }

    private void record(int hour, String act) {
        Chain.post(decision(hour, act)).then().statusCode(201);
    }

    private ObjectNode decision(int hour, String act) {
        ObjectNode decision = decision("{\"sub\": \"" + person + "\", \"act\": " + act + "}");
        decision.put("decidedAt", start.plusSeconds(3_600L * hour).toString());
        return decision;
    }

    private static ObjectNode decision(String actor) {
        ObjectNode decision = Chain.decision("delegated");
        decision.set("actor", Chain.tree(actor));
        return decision;
    }

    private static Incoming incoming(String actor) {
        ObjectNode decision = Chain.decision("delegated");
        if (actor != null) {
            decision.set("actor", Chain.tree(actor));
        }
        byte[] body = decision.toString().getBytes(StandardCharsets.UTF_8);
        return Incoming.read(body, 0, body.length, "demo-agent", Instant.now());
    }

    private JsonPath list(String query) {
        return SignIn.as("otto")
                .get(PATH + person + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
