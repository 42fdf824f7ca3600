package dev.redress.review.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.Together;
import dev.redress.review.QueueCounts;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rulings that a second reviewer repeats without knowing of the first.
@QuarkusTest
@TestProfile(Doubled.class)
class DoubleReviewsTest {

    @Inject
    Tables tables;

    @Inject
    QueueCounts counts;

    private final String type = Chain.fresh("double");

    @BeforeEach
    void registered() {
        Chain.register(type, Map.of());
    }

    @Test
    void theSecondSeesNeitherTheFirstRulingNorThatThereWasOne() {
        String other = Chain.fresh("double");
        Chain.register(other, Map.of());
        Chain.appealed(other);
        String appeal = Chain.claim("ravi", other).path("caseId");
        Chain.appealed(type);
        Chain.overturn("rita", type);
        Chain.claim("rita", type).then().statusCode(204);
        String second = Chain.claim("ravi", type).path("caseId");
        assertThat(Shape.json("ravi", second)).isEqualTo(Shape.json("ravi", appeal));
        assertThat(java.util.UUID.fromString(second).getMostSignificantBits() >>> 16)
                .as("an id carries the time of the opening")
                .isEqualTo(Instant.parse(
                                SignIn.as("ravi").get("/api/v1/cases/" + second).path("openedAt"))
                        .toEpochMilli());
        for (String id : List.of(second, appeal)) {
            Chain.firstView("ravi", id).then().statusCode(200);
        }
        assertThat(Shape.json("ravi", second)).isEqualTo(Shape.json("ravi", appeal));
        assertThat(Shape.page("ravi", second).replace(type, other)).isEqualTo(Shape.page("ravi", appeal));
        assertThat(SignIn.as("ravi")
                        .get("/api/v1/cases/" + second)
                        .jsonPath()
                        .getList("background.precedents.caseId", String.class))
                .as("a ruling on the same decision would give it away")
                .isNotEmpty()
                .doesNotContainAnyElementsOf(tables.column(
                        "SELECT r.case_id FROM ruling r JOIN review_case c ON c.decision_id = r.decision_id"
                                + " WHERE c.id = '" + second + "'"));
    }

    @Test
    void aSecondVerdictChangesNothingForThePersonAndTheLabelSaysHowManyAgreed() {
        String token = Chain.appealed(type);
        Response first = Chain.overturn("rita", type);
        String before = RestAssured.get("/api/v1/notices/" + token + "/status").asString();
        String page = RestAssured.get("/a/" + token + "/status").asString();
        String second = secondOf(first.path("caseId"));
        KnownAnswersTest.rule("ravi", second, "UPHELD");
        assertThat(RestAssured.get("/api/v1/notices/" + token + "/status").asString())
                .isEqualTo(before);
        assertThat(RestAssured.get("/a/" + token + "/status").asString()).isEqualTo(page);
        assertThat(tables.column(
                        "SELECT count(*) FROM ruling r JOIN decision d ON d.id = r.decision_id WHERE d.type = '" + type
                                + "'"))
                .containsExactly("1");
        List<JsonNode> labels = labels();
        assertThat(labels).hasSize(2);
        JsonNode replaced = labels.getLast();
        assertThat(replaced.path("retracts").asText()).isEqualTo(first.path("labelId"));
        assertThat(replaced.path("reviewers").asInt()).isEqualTo(2);
        assertThat(replaced.path("agreement").asDouble()).isEqualTo(0.5);
        assertThat(replaced.path("verdict").asText()).isEqualTo("OVERTURNED");
        assertThat(replaced.path("input")).isEqualTo(labels.getFirst().path("input"));
        assertThat(replaced.path("position").asLong())
                .isGreaterThan(labels.getFirst().path("position").asLong());
    }

    /// Else the two judge by different files.
    @Test
    void theSecondHasTheRecordsThatTheFirstWasShown() {
        Chain.register(type, Map.of());
        Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        String first = claimed.path("caseId");
        Chain.firstView("rita", first).then().statusCode(200);
        for (String what : List.of("The receipt.", "The call.")) {
            String id = SignIn.as("rita")
                    .contentType("application/json")
                    .body(Map.of("what", what))
                    .post("/api/v1/cases/" + first + "/record-requests")
                    .path("id");
            if (what.equals("The receipt.")) {
                Chain.agent()
                        .body(Map.of("text", "Bought on 1 November."))
                        .post("/api/v1/record-requests/" + id + "/answer")
                        .then()
                        .statusCode(200);
            }
        }
        SignIn.as("rita")
                .contentType("application/json")
                .header("If-Match", "\"2\"")
                .body(Chain.overturned(claimed.jsonPath().getLong("fence")).toString())
                .post("/api/v1/cases/" + first + "/ruling")
                .then()
                .statusCode(201);
        long claims = counts.now(Instant.now()).claimed();
        Chain.claim("ravi", type).then().statusCode(201);
        assertThat(counts.now(Instant.now()).claimed()).as("as for any case").isEqualTo(claims + 1);
        SignIn.as("ravi")
                .get("/api/v1/cases/" + secondOf(first))
                .then()
                .body("course.records.answer", equalTo(List.of("Bought on 1 November.")))
                .body("course.records.caseId", equalTo(List.of(secondOf(first))));
    }

    @Test
    void aSecondLevelReplacesTheLabelThatSaysHowManyAgreed() {
        Chain.register(type, Map.of("secondLevel", true));
        String token = Chain.appealed(type);
        Response first = Chain.overturn("rita", type);
        KnownAnswersTest.rule("ravi", secondOf(first.path("caseId")), "OVERTURNED");
        RestAssured.given()
                .formParam("statement", "I do not agree.")
                .redirects()
                .follow(false)
                .post("/a/" + token + "/again")
                .then()
                .statusCode(303);
        String level = tables.column(
                        "SELECT id FROM review_case WHERE origin = 'SECOND_LEVEL' AND type = '" + type + "'")
                .getFirst();
        KnownAnswersTest.rule("lena", level, "UPHELD");
        List<JsonNode> labels = labels();
        assertThat(labels).hasSize(3);
        assertThat(labels.getLast().path("retracts").asText())
                .isEqualTo(labels.get(1).path("id").asText());
    }

    @Test
    void aDisagreementIsShownToTheLeadWhoMayOpenACase() throws Exception {
        String token = Chain.appealed(type);
        Response first = Chain.overturn("rita", type);
        String second = secondOf(first.path("caseId"));
        KnownAnswersTest.rule("ravi", second, "UPHELD");
        SignIn.as("rita").get("/api/v1/double-reviews").then().statusCode(403);
        SignIn.as("lena")
                .get("/api/v1/double-reviews")
                .then()
                .body("items.find { it.caseId == '" + second + "' }.second", equalTo("UPHELD"))
                .body("items.find { it.caseId == '" + second + "' }.lookedAgain", equalTo(false));
        for (Response opened :
                Together.call(2, _ -> SignIn.as("lena").post("/api/v1/double-reviews/" + second + "/cases"))) {
            opened.then().statusCode(201).body("lookedAgain", equalTo(true));
        }
        assertThat(tables.column("SELECT origin FROM review_case WHERE origin = 'TRIGGER' AND type = '" + type + "'"))
                .containsExactly("TRIGGER");
        assertThat(SignIn.as("lena").get("/desk/checks").asString()).contains("A case was opened");
        assertThat(RestAssured.get("/a/" + token + "/status").statusCode()).isEqualTo(200);
    }

    @Test
    void whoAgreedIsNoDisagreement() {
        Chain.appealed(type);
        String second = secondOf(Chain.overturn("rita", type).path("caseId"));
        KnownAnswersTest.rule("ravi", second, "OVERTURNED");
        SignIn.as("lena").get("/api/v1/double-reviews").then().body("items.caseId", not(hasItem(second)));
        SignIn.as("lena")
                .post("/api/v1/double-reviews/" + second + "/cases")
                .then()
                .statusCode(422);
    }

    /// Of 24 pairs: 10 both overturned, 8 both upheld, 6 apart. The share that agrees is the one of the labels.
    @Test
    void agreementIsComputedFromThePairs() {
        SignIn.as("ana")
                .queryParam("type", type)
                .get("/api/v1/estimates/agreement")
                .then()
                .body("tooFew", equalTo(true))
                .body("alpha", equalTo(null));
        for (int i = 0; i < 24; i++) {
            Chain.appealed(type);
            String caseId = tables.column("SELECT id FROM review_case WHERE type = '" + type
                            + "' AND closed_at IS NULL AND purpose = 'REVIEW'")
                    .getFirst();
            KnownAnswersTest.rule("rita", caseId, i < 10 || i >= 18 ? "OVERTURNED" : "UPHELD");
            KnownAnswersTest.rule("ravi", secondOf(caseId), i < 10 ? "OVERTURNED" : "UPHELD");
        }
        Response said = SignIn.as("ana").queryParam("type", type).get("/api/v1/estimates/agreement");
        Map<String, JsonNode> last = new HashMap<>();
        labels().forEach(label -> last.put(label.path("decisionId").asText(), label));
        long agreed = last.values().stream()
                .filter(label -> label.path("agreement").asDouble() == 1.0)
                .count();
        assertThat(last.values()).allMatch(label -> label.path("reviewers").asInt() == 2);
        assertThat(said.jsonPath().getLong("n")).isEqualTo(24);
        assertThat(said.jsonPath().getLong("agreed")).isEqualTo(18).isEqualTo(agreed);
        // 48 values: 26 overturned, 22 upheld; Do = 12/48, De = 2*26*22/(48*47).
        double alpha = 1 - (12 / 48.0) / (2 * 26 * 22 / (48 * 47.0));
        assertThat(said.jsonPath().getDouble("alpha")).isCloseTo(alpha, within(1e-6));
        assertThat(said.jsonPath().getDouble("low")).isLessThan(alpha);
        assertThat(said.jsonPath().getDouble("high")).isGreaterThan(alpha);
    }

    private String secondOf(String caseId) {
        return tables.column("SELECT id FROM review_case WHERE purpose = 'DOUBLE' AND repeats = '" + caseId + "'")
                .getFirst();
    }

    private List<JsonNode> labels() {
        return SignIn.as("ana")
                .accept("application/x-ndjson")
                .get("/api/v1/labels?limit=1000")
                .asString()
                .lines()
                .filter(line -> line.contains(type))
                .map(line -> (JsonNode) Chain.tree(line))
                .toList();
    }
}
