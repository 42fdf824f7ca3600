package dev.redress.review.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.review.check.Shape;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A random sample of decisions that nobody appealed, which reviewers cannot tell from appeals.
@QuarkusTest
class AuditTest {

    @Inject
    Draws draws;

    @Inject
    Tables tables;

    @Inject
    Clock clock;

    private final String type = Chain.fresh("audit");

    @BeforeEach
    void registered() {
        Chain.register(type, Map.of());
    }

    @Test
    void decisionsOfAStratumAreDrawnOnceWithItsProbabilityAndCounted() {
        policy(0.3);
        mark();
        for (int i = 0; i < 60; i++) {
            record();
        }
        Chain.appealed(type);
        int version = SignIn.as("otto").get("/api/v1/audit-policy").path("current.version");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(6))) {
            consider();
            assertThat(drawn()).as("too young").isEmpty();
        }
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(8))) {
            consider();
            List<String> first = drawn();
            assertThat(first).hasSizeBetween(5, 36); // 60 times 0.3; outside once in 100,000
            consider();
            assertThat(drawn()).isEqualTo(first);
        }
        Map<String, Object> stratum = SignIn.as("ana")
                .get("/api/v1/audit-policy")
                .path("strata.find { it.policyVersion == " + version + " && it.stratum == '" + type + "' }");
        assertThat(stratum)
                .containsEntry("considered", 61)
                .containsEntry("lookedAt", 1)
                .containsEntry("drawn", drawn().size());
    }

    @Test
    void theMarkSurvivesAndNoDecisionIsSkippedBetweenTwoRounds() {
        policy(1);
        mark();
        for (int i = 0; i < 5; i++) {
            record();
        }
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(8))) {
            while (drawn().size() < 5 && draws.considerSome(1, clock.instant()) == 1) {
                // one at a time
            }
            assertThat(drawn()).hasSize(5);
        }
    }

    @Test
    void everyVersionOfThePolicyIsKept() {
        int first = policy(0.5);
        assertThat(policy(0.5)).as("the same again").isEqualTo(first);
        int second = policy(0.6);
        assertThat(second).isEqualTo(first + 1);
        SignIn.as("ada")
                .get("/api/v1/audit-policy")
                .then()
                .body("current.version", equalTo(second))
                .body("versions.version", hasItem(first))
                .body("versions.find { it.version == " + first + " }.policy.rules[0].probability", equalTo(0.5f));
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.1", "1.01"})
    void aProbabilityIsOne(double probability) {
        put("otto", Map.of("rules", List.of(Map.of("name", "x", "probability", probability))))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/rules/0/probability"));
    }

    @Test
    void onlyOperatorsAndLeadsSetIt() {
        put("rita", Map.of("rules", List.of())).then().statusCode(403);
        put("ana", Map.of("rules", List.of())).then().statusCode(403);
    }

    @Test
    void theLabelCarriesSelectionProbabilityAndBlindness() {
        String caseId = audited(0.999).getFirst();
        Response ruled = rule("rita", caseId, "UPHELD");
        JsonNode label = label(ruled.path("labelId"));
        assertThat(label.path("selection").asText()).isEqualTo("AUDIT");
        assertThat(label.path("inclusionProbability").asDouble()).isEqualTo(0.999);
        assertThat(label.path("blind").asBoolean()).isTrue();
        Chain.appealed(type);
        JsonNode appealed = label(Chain.overturn("rita", type).path("labelId"));
        assertThat(appealed.path("selection").asText()).isEqualTo("APPEAL");
        assertThat(appealed.path("inclusionProbability").isNull()).isTrue();
    }

    /// Every member and every element of a page, by name and place; texts that are the case's own left out.
    @Test
    void cannotBeToldFromAnAppealWithoutWords() {
        String token = wordless();
        String appeal = tables.column("SELECT id FROM review_case WHERE type = '" + type + "'")
                .getFirst();
        String audit = audited(1).getFirst();
        assertThat(token).isNotEmpty();
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(17))) {
            assertAlike(appeal, audit); // waiting
            for (String id : List.of(appeal, audit)) {
                SignIn.as("rita").put("/api/v1/cases/" + id + "/claim").then().statusCode(200);
            }
            assertAlike(appeal, audit); // claimed
            for (String id : List.of(appeal, audit)) {
                Chain.firstView("rita", id).then().statusCode(200);
            }
            assertAlike(appeal, audit); // revealed
            assertThat(Shape.json("lena", appeal)).as("a lead may tell").isNotEqualTo(Shape.json("lena", audit));
            SignIn.as("lena").get("/api/v1/cases/" + audit).then().body("origin", equalTo("AUDIT"));
            rule("rita", audit, "UPHELD");
            SignIn.as("rita").get("/api/v1/cases/" + audit).then().body("origin", equalTo("AUDIT"));
        }
    }

    private void assertAlike(String appeal, String audit) {
        for (String reader : List.of("rita", "ravi")) {
            assertThat(Shape.json(reader, audit)).isEqualTo(Shape.json(reader, appeal));
            assertThat(Shape.page(reader, audit)).isEqualTo(Shape.page(reader, appeal));
            for (String origin : List.of("APPEAL", "AUDIT")) {
                List<String> found = SignIn.as(reader)
                        .queryParam("type", type)
                        .queryParam("origin", origin)
                        .get("/api/v1/cases")
                        .jsonPath()
                        .getList("items.id");
                assertThat(found.contains(appeal)).isEqualTo(origin.equals("APPEAL"));
                assertThat(found.contains(audit)).isEqualTo(origin.equals("APPEAL"));
            }
        }
        Response list = SignIn.as("rita").queryParam("type", type).get("/api/v1/cases");
        assertThat(list.jsonPath().getList("items.origin", String.class)).containsOnly("APPEAL");
        assertThat(list.asString()
                        + json("rita", audit)
                        + SignIn.as("rita")
                                .queryParam("type", type)
                                .get("/desk")
                                .asString())
                .doesNotContain(":\"AUDIT\"", ">Audit</td>", "\"inclusion");
        for (String id : List.of(appeal, audit)) {
            Instant opened = Instant.parse(json("rita", id).path("openedAt").asText());
            assertThat(UUID.fromString(id).getMostSignificantBits() >>> 16)
                    .as("the time in the id")
                    .isEqualTo(opened.toEpochMilli());
        }
    }

    @Test
    void theFilterOfAClaimDoesNotTellEither() {
        audited(1);
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("type", type, "origin", "AUDIT"))
                .post("/api/v1/claims")
                .then()
                .statusCode(204);
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("type", type, "origin", "APPEAL"))
                .post("/api/v1/claims")
                .then()
                .statusCode(201);
    }

    @Test
    void endsInFavourOfAnAppealThatComesFirst() {
        policy(1);
        mark();
        Response recorded = record();
        String token = Chain.token(recorded.path("appealUrl"));
        String audit = open().getFirst();
        Response claimed = SignIn.as("rita").put("/api/v1/cases/" + audit + "/claim");
        Chain.firstView("rita", audit);
        Chain.appeal(token).then().statusCode(201);
        Chain.rule("rita", audit, claimed.jsonPath().getLong("fence"))
                .then()
                .statusCode(409)
                .body("type", org.hamcrest.Matchers.endsWith("/case-closed"));
        SignIn.as("lena").get("/api/v1/cases/" + audit).then().body("state", equalTo("APPEALED"));
        assertThat(tables.column("SELECT ended_as FROM audit_draw WHERE case_id = '" + audit + "'"))
                .containsExactly("APPEALED");
        Chain.claim("ravi", type).then().statusCode(201);
        Chain.claim("rita", type).then().statusCode(204);
    }

    @Test
    void isNotOpenedForADecisionThatWasAppealedAfterTheDraw() {
        policy(1);
        mark();
        String token = Chain.token(record().path("appealUrl"));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(8))) {
            consider();
        }
        Chain.appeal(token).then().statusCode(201);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(16))) {
            openAll();
        }
        assertThat(tables.column("SELECT origin FROM review_case WHERE type = '" + type + "'"))
                .containsExactly("APPEAL");
    }

    @Test
    void oneThatCannotBeOpenedStopsNoOther() throws java.sql.SQLException {
        policy(1);
        mark();
        String broken = record().path("id");
        String whole = record().path("id");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(8))) {
            consider();
        }
        tables.change("UPDATE audit_draw SET open_at = drawn_at WHERE decision_id = '" + broken + "'");
        tables.change("UPDATE audit_draw SET probability = 7 WHERE decision_id = '" + broken + "'"); // no case has that
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(16))) {
            openAll();
        }
        assertThat(tables.column(
                        "SELECT decision_id FROM review_case WHERE origin = 'AUDIT' AND type = '" + type + "'"))
                .containsExactly(whole);
        tables.change("DELETE FROM audit_draw WHERE decision_id = '" + broken + "'");
    }

    @Test
    void whatWasRightIsToldToNobody() {
        policy(1);
        mark();
        String token = Chain.token(record().path("appealUrl"));
        String before = status(token);
        String page = RestAssured.get("/a/" + token).asString();
        rule("rita", open().getFirst(), "UPHELD");
        assertThat(status(token)).isEqualTo(before);
        assertThat(RestAssured.get("/a/" + token).asString()).isEqualTo(page);
        assertThat(mails(token)).isEmpty();
    }

    @Test
    void whatWasWrongIsToldToThePersonWithTheRemedy() {
        policy(1);
        mark();
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("locale", "en");
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        rule("rita", open().getFirst(), "OVERTURNED");
        RestAssured.get("/api/v1/notices/" + token + "/status")
                .then()
                .statusCode(200)
                .body("state", equalTo("NOT_APPEALED"))
                .body("unasked.verdict", equalTo("OVERTURNED"))
                .body("unasked.correctedOutcome.summary", equalTo("You get your money back."))
                .body("timeline.what", hasItem("RULED"))
                .body("remedies[0].state", equalTo("ORDERED"));
        String page = RestAssured.get("/a/" + token).asString();
        assertThat(page)
                .contains(
                        "We looked at this again without being asked", "You get your money back.", "The receipt shows")
                .doesNotContain("rita");
        assertThat(mails(token)).containsExactly("LOOKED_AGAIN");
        Chain.appeal(token).then().statusCode(201);
        assertThat(RestAssured.get("/a/" + token + "/status").asString())
                .contains("We looked at this again without being asked");
    }

    private List<String> mails(String token) {
        return tables.column(
                "SELECT kind FROM outgoing_message m JOIN decision d ON d.id = m.decision_id WHERE d.type = '" + type
                        + "' AND '" + token + "' <> ''");
    }

    private static String status(String token) {
        return RestAssured.get("/api/v1/notices/" + token + "/status").asString();
    }

    /// Cases of the sample, from decisions made now.
    private List<String> audited(double probability) {
        policy(probability);
        mark();
        record();
        return open();
    }

    private List<String> open() {
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(8))) {
            consider();
        }
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(16))) {
            openAll();
        }
        return tables.column("SELECT id FROM review_case WHERE origin = 'AUDIT' AND type = '" + type + "'");
    }

    private void consider() {
        while (draws.considerSome(100, clock.instant()) == 100) {
            // there are more
        }
    }

    private void openAll() {
        while (draws.openSome(100, clock.instant()) == 100) {
            // there are more
        }
    }

    private List<String> drawn() {
        return tables.column(
                "SELECT decision_id FROM audit_draw a JOIN decision d ON d.id = a.decision_id WHERE d.type = '" + type
                        + "' ORDER BY 1");
    }

    private Response record() {
        return Chain.post(Chain.decision(type));
    }

    private String wordless() {
        ObjectNode decision = Chain.decision(type);
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        Chain.appeal(token, "{\"grounds\": [\"SOMETHING_ELSE\"]}").then().statusCode(201);
        return token;
    }

    /// Decisions of other tests lie before the mark, or ahead of the times of this one.
    private void mark() {
        UUID now = new UUID((System.currentTimeMillis() - 1) << 16, 0);
        try {
            tables.change("UPDATE audit_mark SET entry_id = '" + now + "'");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int policy(double probability) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("name", type);
        rule.put("type", type);
        rule.put("adverse", true);
        rule.put("probability", probability);
        Response put = put("otto", Map.of("rules", List.of(rule)));
        put.then().statusCode(200);
        return put.path("version");
    }

    private static Response put(String person, Map<String, ?> policy) {
        return SignIn.as(person).contentType(ContentType.JSON).body(policy).put("/api/v1/audit-policy");
    }

    private static Response rule(String person, String caseId, String verdict) {
        Response claimed = SignIn.as(person).put("/api/v1/cases/" + caseId + "/claim");
        Chain.firstView(person, caseId);
        ObjectNode ruling =
                Chain.overturned(claimed.jsonPath().getLong("fence")).put("verdict", verdict);
        if (verdict.equals("UPHELD")) {
            ruling.remove(List.of("cause", "correctedOutcome", "correctedFacts", "remedy"));
        }
        Response ruled = Chain.rule(person, caseId, ruling);
        ruled.then().statusCode(201);
        return ruled;
    }

    private static JsonNode label(String id) {
        return Chain.tree(SignIn.as("ana")
                .queryParam("after", 0)
                .accept("application/x-ndjson")
                .get("/api/v1/labels")
                .asString()
                .lines()
                .filter(line -> line.contains("\"id\":\"" + id))
                .findFirst()
                .orElseThrow());
    }

    private static JsonNode json(String person, String caseId) {
        return Chain.tree(SignIn.as(person).get("/api/v1/cases/" + caseId).asString());
    }
}
