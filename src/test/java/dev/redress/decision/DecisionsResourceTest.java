package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.Together;
import dev.redress.platform.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DecisionsResourceTest {

    @Inject
    Tables tables;

    @Test
    void answersWithAllThatTheAgentNeeds() {
        ObjectNode decision = Chain.decision("unregistered");
        Response answer = Chain.post(decision);
        answer.then()
                .statusCode(201)
                .header("Location", org.hamcrest.Matchers.endsWith("/api/v1/decisions/" + answer.path("id")))
                .body("externalId", equalTo(decision.get("externalId").textValue()))
                .body("receivedAt", matchesPattern(".*Z"))
                .body("contentDigest", matchesPattern("sha256:[0-9a-f]{64}"))
                .body("appealable", equalTo(true))
                .body("appealUrl", matchesPattern("http://localhost:[0-9]+/a/[A-Za-z0-9_-]{80}"))
                .body("appealClosesAt", matchesPattern(".*Z"))
                .body("notice.url", equalTo(answer.path("appealUrl")))
                .body("notice.text", org.hamcrest.Matchers.containsString(answer.path("appealUrl")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "order", "space", "numbers"})
    void theSameAgainIsAnsweredTheSame(String how) {
        ObjectNode decision = Chain.decision("unregistered").put("inputSnapshot", 1);
        Response first = Chain.agent().body(decision.toString()).post("/api/v1/decisions");
        String again = switch (how) {
            case "order" -> {
                ObjectNode turned = Chain.tree("{}");
                List<String> names = new ArrayList<>();
                decision.fieldNames().forEachRemaining(names::addFirst);
                names.forEach(name -> turned.set(name, decision.get(name)));
                yield turned.toString();
            }
            case "space" -> decision.toPrettyString();
            case "numbers" ->
                decision.toString()
                        .replace("\"inputSnapshot\":1", "\"inputSnapshot\":1.0")
                        .replace("49.90", "4.99e1");
            default -> decision.toString();
        };
        Response second = Chain.agent().body(again).post("/api/v1/decisions");
        second.then().statusCode(200).header("Idempotent-Replayed", "true");
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    @ParameterizedTest
    @CsvSource({"type, other", "decidedAt, 2026-01-01T00:00:00Z", "runId, run-2"})
    void otherContentUnderTheSameIdIsAConflictAndChangesNothing(String member, String value) {
        ObjectNode decision = Chain.decision("unregistered");
        String id = Chain.post(decision).path("id");
        String before = Chain.agent().get("/api/v1/decisions/" + id).asString();
        Chain.post(decision.deepCopy().put(member, value))
                .then()
                .statusCode(409)
                .body("id", equalTo(id))
                .body("type", org.hamcrest.Matchers.endsWith("/content-differs"));
        assertThat(Chain.agent().get("/api/v1/decisions/" + id).asString()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void theSameAtOnceIsRecordedOnce(int times) throws Exception {
        ObjectNode decision = Chain.decision("unregistered");
        List<Response> answers = Together.call(times, i -> Chain.post(decision));
        assertThat(answers)
                .extracting(Response::asString)
                .containsOnly(answers.getFirst().asString());
        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnlyOnce(201)
                .containsOnly(200, 201);
        assertThat(tables.column("SELECT id FROM decision WHERE external_id = '"
                        + decision.get("externalId").textValue() + "'"))
                .hasSize(1);
    }

    @Test
    void everyMemberComesBackAsItWasSent() {
        ObjectNode sent = Chain.decision("unregistered");
        sent.setAll(Chain.tree(Complete.MEMBERS));
        String id = Chain.post(sent).then().statusCode(201).extract().path("id");
        ObjectNode shown =
                Chain.tree(Chain.agent().get("/api/v1/decisions/" + id).asString());
        shown.retain(sent.propertyStream().map(Map.Entry::getKey).toList());
        assertThat(Json.same(shown, sent)).as(shown + "\n" + sent).isTrue();
    }

    @Test
    void whatIsForeignAndWhatIsMissingLookTheSame() {
        String id = Chain.post(Chain.decision("unregistered")).path("id");
        String other = SignIn.as("otto")
                .contentType("application/json")
                .body(Map.of("agentId", Chain.fresh("agent")))
                .post("/api/v1/agent-keys")
                .path("key");
        Response foreign = Chain.agent(other).get("/api/v1/decisions/" + id);
        Response missing = Chain.agent(other).get("/api/v1/decisions/" + UUID.randomUUID());
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.asString()).isEqualTo(missing.asString());
        assertThat(foreign.headers().asList())
                .hasToString(missing.headers().asList().toString());
        ObjectNode later = Chain.decision("unregistered").put("supersedes", id);
        Chain.agent(other)
                .body(later.toString())
                .post("/api/v1/decisions")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/supersedes"));
    }

    @Test
    void aListShowsEachOnceOverItsPages() {
        String subject = Chain.fresh("subject");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ObjectNode decision = Chain.decision("unregistered").put("decidedAt", "2026-03-0" + (i + 1) + "T00:00:00Z");
            decision.withObjectProperty("subject").put("ref", subject);
            ids.addFirst(Chain.post(decision).path("id"));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = Chain.agent()
                    .queryParams("subject", subject, "limit", 3, "cursor", cursor)
                    .get("/api/v1/decisions");
            seen.addAll(page.path("items.id"));
            cursor = page.path("next");
        }
        assertThat(seen).isEqualTo(ids);
        Chain.agent()
                .queryParams("subject", subject, "from", "2026-03-02T00:00:00Z", "to", "2026-03-04T00:00:00Z")
                .get("/api/v1/decisions")
                .then()
                .body("items.id", equalTo(List.of(ids.get(4), ids.get(5))));
        Chain.agent()
                .queryParams("subject", subject, "type", "none")
                .get("/api/v1/decisions")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void aPageOfLargeDecisionsEndsEarly() {
        String person = Chain.fresh("large");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ObjectNode decision = Chain.decision("refund.denied").put("inputSnapshot", "x".repeat(900_000));
            decision.withObjectProperty("subject").put("ref", person);
            sent.addFirst(Chain.post(decision).path("id"));
        }
        List<String> seen = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        String cursor = "";
        do {
            var page = Chain.agent()
                    .get("/api/v1/decisions?limit=200&subject=" + person + "&cursor=" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            pages.add(page.getList("items").size());
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(pages).containsExactly(5, 2);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(sent).doesNotHaveDuplicates();
    }

    @Test
    void aListHasTheFirstMomentAndNotTheLast() {
        String person = Chain.fresh("moments");
        Map<String, String> ids = new HashMap<>();
        for (String at :
                List.of("2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.678901Z", "2026-01-02T03:04:05.679Z")) {
            ObjectNode decision = Chain.decision("refund.denied").put("decidedAt", at);
            decision.withObjectProperty("subject").put("ref", person);
            ids.put(Chain.post(decision).path("id"), at.substring(20));
        }
        Map<String, List<String>> wanted = Map.of(
                "from=2026-01-02T03:04:05.678901Z", List.of("678901Z", "679Z"),
                "from=2026-01-02T03:04:05.678Z", List.of("678Z", "678901Z", "679Z"),
                "to=2026-01-02T03:04:05.679Z", List.of("678Z", "678901Z"),
                "to=2026-01-02T03:04:05.678901Z", List.of("678Z"),
                "from=1800-01-01T00:00:00Z&to=9999-12-31T23:59:59Z", List.of("678Z", "678901Z", "679Z"));
        wanted.forEach((query, moments) -> assertThat(Chain.agent()
                        .get("/api/v1/decisions?subject=" + person + "&" + query)
                        .jsonPath()
                        .<String>getList("items.id"))
                .extracting(ids::get)
                .as(query)
                .containsExactlyInAnyOrderElementsOf(moments));
    }

    @Test
    void aTypeThatNobodyRegisteredIsRecordedAsUnclassified() {
        String id = Chain.post(Chain.decision(Chain.fresh("type")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Chain.agent()
                .get("/api/v1/decisions/" + id)
                .then()
                .body("classified", equalTo(false))
                .body("appealable", equalTo(true));
    }

    @Test
    void aTypeThatIsNotAppealableSaysSo() {
        String type = Chain.fresh("type");
        Chain.register(type, Map.of("appealable", false, "notAppealableBecause", "It is a gift."));
        String id = Chain.post(Chain.decision(type))
                .then()
                .statusCode(201)
                .body("appealable", equalTo(false))
                .extract()
                .path("id");
        Chain.agent().get("/api/v1/decisions/" + id).then().body("classified", equalTo(true));
    }

    @ParameterizedTest
    @CsvSource({
        "automation, /automation",
        "model, /model",
        "policy, /policy/version",
        "inputSnapshot, /inputSnapshot",
        "reasons, /reasons"
    })
    void anAdverseDecisionNeedsItsEvidence(String member, String pointer) {
        ObjectNode decision = Chain.decision("unregistered");
        decision.remove(member);
        Chain.post(decision).then().statusCode(422).body("errors.pointer", org.hamcrest.Matchers.hasItem(pointer));
        decision.withObjectProperty("outcome").put("adverse", false);
        Chain.post(decision).then().statusCode(201);
    }

    @Test
    void everyPieceOfEvidenceThatIsMissingIsNamedAtOnce() {
        ObjectNode decision = Chain.decision("unregistered");
        decision.remove(List.of("automation", "model", "policy", "inputSnapshot", "reasons"));
        Chain.post(decision)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        equalTo(List.of(
                                "/automation",
                                "/model",
                                "/model/served",
                                "/policy",
                                "/policy/id",
                                "/policy/version",
                                "/inputSnapshot",
                                "/reasons")));
    }
}
