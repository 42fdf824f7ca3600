package dev.redress.appeal;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.redress.Chain;
import dev.redress.SignIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The wish that a decision waits, and the rule that somebody finds unfair: both reach whoever can answer.
@QuarkusTest
class PauseRequestsTest {

    private final String type = Chain.fresh("pause");

    @Test
    void areAnsweredWithAReasonThatThePersonReads() {
        String token = wished();
        String decision = get("/api/v1/notices/" + token).path("decisionId");
        get("/api/v1/notices/" + token + "/status").then().body("pause.granted", nullValue());
        assertThat(open()).contains(decision);
        answer(decision, Map.of("granted", true, "reason", "We wait.", "until", "2027-01-31T00:00:00Z"))
                .then()
                .statusCode(200);
        assertThat(open()).doesNotContain(decision);
        get("/api/v1/notices/" + token + "/status")
                .then()
                .body("pause.granted", equalTo(true))
                .body("pause.reason", equalTo("We wait."))
                .body("timeline.what", hasItem("PAUSE_GRANTED"));
    }

    @Test
    void needAReasonAndAnOpenWish() {
        String token = wished();
        String decision = get("/api/v1/notices/" + token).path("decisionId");
        answer(decision, Map.of("granted", false, "reason", " ")).then().statusCode(422);
        answer(decision, Map.of("granted", false, "reason", "No.", "until", "2027-01-31T00:00:00Z"))
                .then()
                .statusCode(422);
        String quiet = Chain.appealed(type);
        answer(get("/api/v1/notices/" + quiet).path("decisionId"), Map.of("granted", false, "reason", "No."))
                .then()
                .statusCode(404);
        SignIn.as("rita").get("/api/v1/pause-requests").then().statusCode(403);
    }

    @Test
    void anUnfairRuleReachesThoseWhoMakeTheRules() {
        String token = Chain.link(type);
        Chain.appeal(token, "{\"grounds\": [\"RULE_UNFAIR\"], \"statement\": \"Thirty days are too few.\"}")
                .then()
                .statusCode(201);
        String decision = get("/api/v1/notices/" + token).path("decisionId");
        SignIn.as("otto")
                .get("/api/v1/policy-objections?policy=refunds&policyVersion=7&limit=200")
                .then()
                .statusCode(200)
                .body("items.decisionId", hasItem(decision))
                .body("items.statement", hasItem("Thirty days are too few."));
        SignIn.as("otto")
                .get("/api/v1/policy-objections?policy=another")
                .then()
                .body("items.decisionId", not(hasItem(decision)));
        SignIn.as("rita").get("/api/v1/policy-objections").then().statusCode(403);
    }

    private String wished() {
        String token = Chain.link(type);
        Chain.appeal(token, """
                {"grounds": ["SOMETHING_ELSE"], "statement": "Please wait.", "pauseRequested": true}""").then().statusCode(201);
        return token;
    }

    private static List<String> open() {
        return SignIn.as("otto").get("/api/v1/pause-requests?limit=500").path("items.decisionId");
    }

    private static Response answer(String decision, Map<String, ?> said) {
        return SignIn.as("otto").contentType(ContentType.JSON).body(said).put("/api/v1/pause-requests/" + decision);
    }

    @Test
    void areNotAnsweredIntoThePastNorAfterTheRuling() {
        String token = wished();
        String decision = get("/api/v1/notices/" + token).path("decisionId");
        answer(decision, Map.of("granted", true, "reason", "We wait.", "until", "2025-01-31T00:00:00Z"))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/until"));
        Chain.overturn("rita", type);
        answer(decision, Map.of("granted", false, "reason", "No.")).then().statusCode(409);
    }

    @Test
    void areListedInPages() {
        String first = get("/api/v1/notices/" + wished()).path("decisionId");
        String second = get("/api/v1/notices/" + wished()).path("decisionId");
        List<String> found = new java.util.ArrayList<>();
        String next = "";
        while (next != null) {
            Response page = SignIn.as("otto").get("/api/v1/pause-requests?limit=1" + next);
            found.addAll(page.<List<String>>path("items.decisionId"));
            String cursor = page.path("next");
            next = cursor == null ? null : "&cursor=" + cursor;
        }
        assertThat(found).doesNotHaveDuplicates().containsSubsequence(first, second);
        SignIn.as("otto").get("/api/v1/pause-requests?cursor=x").then().statusCode(400);
    }
}
