package dev.redress.appeal;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.redress.Chain;
import dev.redress.SignIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The objection to the first ruling, which a lead who did not make it rules on.
@QuarkusTest
class SecondLevelTest {

    private final String type = Chain.fresh("second");

    @Test
    void goesToALeadOnce() {
        String token = upheld(true);
        get("/api/v1/notices/" + token + "/status").then().body("secondLevel", equalTo(true));
        Response again = again(token, "The receipt was not read.");
        again.then().statusCode(201);
        again(token, "The receipt was not read.")
                .then()
                .statusCode(200)
                .body("reference", equalTo(again.<String>path("reference")));
        get("/api/v1/notices/" + token + "/status")
                .then()
                .body("state", equalTo("RECEIVED"))
                .body("level", equalTo(2))
                .body("secondLevel", equalTo(false))
                .body("earlierOutcomes.verdict", equalTo(List.of("UPHELD")))
                .body("timeline[0].what", equalTo("FILED_AGAIN"));

        Chain.claim("ravi", type).then().statusCode(204);
        String waiting = SignIn.as("lena").get("/api/v1/cases?type=" + type).path("items[0].id");
        SignIn.as("ravi")
                .put("/api/v1/cases/" + waiting + "/claim")
                .then()
                .statusCode(403)
                .body("type", containsString("for-leads"));
        Response claimed = Chain.claim("lena", type);
        String caseId = claimed.then().statusCode(201).extract().path("caseId");
        SignIn.as("lena").get("/api/v1/cases/" + caseId).then().body(not(containsString("UPHELD")));
        Chain.firstView("lena", caseId).then().statusCode(200);
        SignIn.as("lena")
                .get("/api/v1/cases/" + caseId)
                .then()
                .body("origin", equalTo("SECOND_LEVEL"))
                .body("appeal.statement", equalTo("The receipt was not read."))
                .body("earlierRulings.verdict", equalTo(List.of("UPHELD")));
        Chain.rule("lena", caseId, claimed.jsonPath().getLong("fence")).then().statusCode(201);
        get("/api/v1/notices/" + token + "/status")
                .then()
                .body("outcome.verdict", equalTo("OVERTURNED"))
                .body("earlierOutcomes", hasSize(1))
                .body("secondLevel", equalTo(false));
        again(token, "Once more.").then().statusCode(200); // the second level is the last: the same one is found
    }

    /// The first ruling stands while the second level is under way, and after it was taken back.
    @Test
    void takesNothingFromTheFirstRuling() {
        Chain.register(type, Map.of("secondLevel", true, "blind", true));
        String token = Chain.appealed(type);
        Chain.overturn("rita", type);
        again(token, "The amount is wrong.").then().statusCode(201);
        given().get("/a/" + token + "/status").then().body(containsString("Pay 49.90 EUR back."));
        given().delete("/api/v1/notices/" + token + "/appeal").then().statusCode(204);
        get("/api/v1/notices/" + token + "/status")
                .then()
                .body("state", equalTo("RULED"))
                .body("outcome.verdict", equalTo("OVERTURNED"))
                .body("secondLevel", equalTo(true));
        again(token, "The amount is still wrong.").then().statusCode(201);
    }

    @Test
    void isThereOnlyAfterARulingAndWhereTheTypeHasOne() {
        String token = Chain.appealed(type);
        again(token, "Too early.").then().statusCode(409).body("type", containsString("no-second-level"));
        Chain.register(type, Map.of("secondLevel", false));
        String ruled = upheld(false);
        get("/api/v1/notices/" + ruled + "/status").then().body("secondLevel", equalTo(false));
        again(ruled, "Not here.").then().statusCode(409);
        again(Chain.link(type), "Nobody appealed.").then().statusCode(404);
    }

    @Test
    void needsAReasonAndShowsTheWayOnThePage() {
        String token = upheld(true);
        given().get("/a/" + token + "/status").then().body(containsString("/a/" + token + "/again"));
        given().contentType(ContentType.URLENC)
                .formParam("statement", " ")
                .post("/a/" + token + "/again")
                .then()
                .statusCode(422)
                .body(containsString("Schreiben Sie uns, warum"), not(containsString("{")));
    }

    /// Not a second level: what was to be changed had changed meanwhile, so the case came back.
    @Test
    void isNotNeededToSeeTheLaterOfTwoRulings() {
        Chain.register(type, Map.of("blind", false));
        String token = Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        String remedy = Chain.rule(
                        "rita", claimed.path("caseId"), claimed.jsonPath().getLong("fence"))
                .path("remedyId");
        Chain.agent()
                .body(Map.of("status", "STALE", "evidence", "Another tag.", "targetEtag", "2"))
                .post("/api/v1/remedies/" + remedy + "/confirmation")
                .then()
                .statusCode(201);
        Response again = Chain.claim("ravi", type);
        var ruling = Chain.overturned(again.jsonPath().getLong("fence"));
        ruling.put("reasons", "Looked at again.");
        Chain.rule("ravi", again.path("caseId"), ruling).then().statusCode(201);
        get("/api/v1/notices/" + token + "/status")
                .then()
                .body("outcome.reasons", equalTo("Looked at again."))
                .body("earlierOutcomes.reasons", equalTo(List.of("The receipt shows November.")));
    }

    private String upheld(boolean secondLevel) {
        Chain.register(type, Map.of("secondLevel", secondLevel, "blind", true));
        String token = Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        String caseId = claimed.then().statusCode(201).extract().path("caseId");
        Chain.firstView("rita", caseId).then().statusCode(200);
        var ruling = Chain.tree("""
                {"fence": %d, "verdict": "UPHELD", "reasons": "The rule was used rightly."}""".formatted(claimed.jsonPath().getLong("fence")));
        Chain.rule("rita", caseId, ruling).then().statusCode(201);
        return token;
    }

    private static Response again(String token, String text) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("text", text))
                .post("/api/v1/notices/" + token + "/second-appeal");
    }
}
