package dev.redress.review;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RulingsTest {

    private final String type = Chain.fresh("rulings");
    private String token;
    private String caseId;
    private long fence;

    @BeforeEach
    void ritaHoldsABlindCase() {
        Chain.register(type, Map.of());
        token = Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        caseId = claimed.path("caseId");
        fence = claimed.jsonPath().getLong("fence");
    }

    @Test
    void beforeTheFirstViewTheOutcomeIsHidden() {
        Response blind = SignIn.as("rita").get("/api/v1/cases/" + caseId);
        blind.then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("revealed", equalTo(false))
                .body("decision.facts[0].id", equalTo("f1"))
                .body("appeal.statement", notNullValue());
        for (String member : List.of(
                "outcome",
                "reasons",
                "actions",
                "commitments",
                "effect",
                "counterfactuals",
                "calls",
                "trace",
                "extensions")) {
            blind.then().body("decision." + member, nullValue());
        }
        Chain.rule("rita", caseId, fence)
                .then()
                .statusCode(409)
                .body("type", org.hamcrest.Matchers.endsWith("/first-view-needed"));
        Chain.firstView("rita", caseId).then().statusCode(200);
        SignIn.as("rita")
                .get("/api/v1/cases/" + caseId)
                .then()
                .body("revealed", equalTo(true))
                .body("decision.outcome.code", equalTo("denied"));
        SignIn.as("ravi").get("/api/v1/cases/" + caseId).then().body("revealed", equalTo(false));
    }

    @Test
    void theFirstViewIsGivenOnce() {
        Chain.firstView("rita", caseId).then().statusCode(200);
        Chain.firstView("rita", caseId).then().statusCode(200);
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("leaning", "AGAINST"))
                .put("/api/v1/cases/" + caseId + "/first-view")
                .then()
                .statusCode(409);
    }

    @Test
    void aRulingNeedsTheTagOfTheCase() {
        Chain.firstView("rita", caseId);
        var request = SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Chain.overturned(fence).toString());
        request.post("/api/v1/cases/" + caseId + "/ruling").then().statusCode(428);
        for (String tag : List.of("\"2\"", "1", "W/\"1\"", "\"\"", "x")) {
            SignIn.as("rita")
                    .contentType(ContentType.JSON)
                    .header("If-Match", tag)
                    .body(Chain.overturned(fence).toString())
                    .post("/api/v1/cases/" + caseId + "/ruling")
                    .then()
                    .statusCode(412)
                    .header("ETag", "\"1\"");
        }
    }

    @Test
    void afterAWithdrawalTheCaseIsClosed() {
        Chain.firstView("rita", caseId);
        RestAssured.delete("/api/v1/notices/" + token + "/appeal").then().statusCode(204);
        Chain.rule("rita", caseId, fence)
                .then()
                .statusCode(409)
                .body("type", org.hamcrest.Matchers.endsWith("/case-closed"));
    }

    @Test
    void aRulingIsAnsweredWithWhatFollowsFromIt() {
        Chain.firstView("rita", caseId);
        Chain.rule("rita", caseId, fence)
                .then()
                .statusCode(201)
                .body("caseId", equalTo(caseId))
                .body("verdict", equalTo("OVERTURNED"))
                .body("labelId", notNullValue())
                .body("remedyId", notNullValue());
        Chain.rule("rita", caseId, fence).then().statusCode(409);
    }

    @ParameterizedTest(name = "{0} without {1}: {2}")
    @CsvSource({
        "OVERTURNED, reasons, /reasons",
        "OVERTURNED, cause, /cause",
        "OVERTURNED, correctedOutcome, /correctedOutcome/code",
        "OVERTURNED, remedy, /remedy",
        "PARTLY_OVERTURNED, reasons, /reasons",
        "PARTLY_OVERTURNED, cause, /cause",
        "PARTLY_OVERTURNED, correctedOutcome, /correctedOutcome/summary",
        "PARTLY_OVERTURNED, remedy, /remedy",
        "REMITTED, cause, /cause",
        "REMITTED, reasons, /reasons",
        "REMITTED, none, /correctedOutcome",
        "UPHELD, reasons, /reasons",
        "UPHELD, none, /cause",
        "UPHELD, none, /correctedOutcome",
        "UPHELD, none, /remedy",
        "INADMISSIBLE, reasons, /reasons",
        "INADMISSIBLE, none, /cause",
        "INADMISSIBLE, none, /remedy",
    })
    void aRulingIsWholeAndSaysNothingThatDoesNotBelongToIt(String verdict, String missing, String pointer) {
        Chain.firstView("rita", caseId);
        ObjectNode ruling = Chain.overturned(fence).put("verdict", verdict);
        ruling.remove(missing);
        Chain.rule("rita", caseId, ruling).then().statusCode(422).body("errors.pointer", hasItem(pointer));
    }

    @ParameterizedTest
    @CsvSource({"OVERTURNED", "PARTLY_OVERTURNED"})
    void whatTheAgentDecidedIsNoNewOutcome(String verdict) {
        Chain.firstView("rita", caseId);
        ObjectNode ruling = Chain.overturned(fence).put("verdict", verdict);
        ruling.remove("correctedFacts");
        ruling.putObject("correctedOutcome").put("code", "denied").put("summary", "Your refund was refused.");
        Chain.rule("rita", caseId, ruling)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/correctedOutcome/summary")));
        ruling.withObjectProperty("correctedOutcome").put("summary", "Your refund is smaller.");
        Chain.rule("rita", caseId, ruling).then().statusCode(201);
    }

    @Test
    void aFactHasOneRightValue() {
        Chain.firstView("rita", caseId);
        ObjectNode ruling = Chain.overturned(fence);
        ruling.withArrayProperty("correctedFacts").addObject().put("id", "f1").put("value", "2026-11-02");
        Chain.rule("rita", caseId, ruling)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/correctedFacts/1/id")))
                .body("errors[0].detail", equalTo("must be named once"));
    }

    @Test
    void aClauseIsANumberAndNoText() {
        Chain.firstView("rita", caseId);
        ObjectNode ruling = Chain.overturned(fence).put("clause", "\u00a7".repeat(201));
        Chain.rule("rita", caseId, ruling).then().statusCode(422).body("errors.pointer", hasItem("/clause"));
        Chain.rule("rita", caseId, ruling.put("clause", "\u00a7".repeat(200)))
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({"UPHELD, ", "INADMISSIBLE, ", "REMITTED, TOOL_FAILURE"})
    void aRulingThatChangesNothingOrdersNothing(String verdict, String cause) {
        Chain.firstView("rita", caseId);
        ObjectNode ruling = Chain.tree(
                        "{\"fence\":" + fence + ",\"verdict\":\"" + verdict + "\",\"reasons\":\"So it is.\"}")
                .put("cause", cause);
        Chain.rule("rita", caseId, ruling)
                .then()
                .statusCode(201)
                .body("remedyId", nullValue())
                .body("labelId", notNullValue());
    }

    @Test
    void aDecisionWithoutAnythingOptionalIsReviewedToo() {
        String plain = Chain.fresh("rulings");
        ObjectNode decision = Chain.decision(plain);
        decision.remove(List.of("model", "policy", "inputSnapshot", "reasons", "facts", "automation"));
        decision.withObjectProperty("outcome").put("adverse", false);
        Chain.appeal(Chain.token(Chain.post(decision).path("appealUrl"))).then().statusCode(201);
        Response claimed = Chain.claim("rita", plain);
        SignIn.as("rita").get("/api/v1/cases/" + claimed.path("caseId")).then().statusCode(200);
        ObjectNode ruling = Chain.overturned(claimed.jsonPath().getLong("fence"));
        ruling.remove("correctedFacts");
        Chain.rule("rita", claimed.path("caseId"), ruling).then().statusCode(201);
    }
}
