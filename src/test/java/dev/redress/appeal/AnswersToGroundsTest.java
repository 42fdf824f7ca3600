package dev.redress.appeal;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the reviewer says to each of the person's grounds, from the desk and the API to the status page.
@QuarkusTest
class AnswersToGroundsTest {

    private static final String TWO_GROUNDS =
            "{\"grounds\": [\"FACT_WRONG\", \"RULE_UNFAIR\"], \"statement\": \"I bought it in November.\"}";

    private final String type = Chain.fresh("answers");

    @Test
    void areShownBesideTheReasons() {
        Response claimed = claimed();
        ObjectNode ruling = Chain.overturned(claimed.jsonPath().getLong("fence"));
        ruling.withArray("answers")
                .addObject()
                .put("ground", "FACT_WRONG")
                .put("text", "You are right about the date.");
        ruling.withArray("answers").addObject().put("ground", "RULE_UNFAIR").put("text", "We passed this on.");
        Chain.rule("rita", claimed.path("caseId"), ruling).then().statusCode(201);
        get("/api/v1/notices/" + token + "/status")
                .then()
                .body("outcome.answers.ground", equalTo(List.of("FACT_WRONG", "RULE_UNFAIR")))
                .body("outcome.answers.text[1]", equalTo("We passed this on."));
        assertThat(get("/a/" + token + "/status?lang=en").asString())
                .contains("What we say to each point")
                .contains("You are right about the date.");
    }

    @Test
    void belongToTheGroundsOfThisAppeal() {
        Response claimed = claimed();
        ObjectNode ruling = Chain.overturned(claimed.jsonPath().getLong("fence"));
        ruling.withArray("answers").addObject().put("ground", "INCONSISTENT").put("text", "Nobody said so.");
        ruling.withArray("answers").addObject().put("ground", "FACT_WRONG").put("text", " ");
        Chain.rule("rita", claimed.path("caseId"), ruling)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/answers/0/ground", "/answers/1/text")));
    }

    @Test
    void haveAFieldEachAtTheDesk() {
        Response claimed = claimed();
        String page = SignIn.as("rita")
                .get("/desk/cases/" + claimed.<String>path("caseId"))
                .asString();
        assertThat(page).contains("name=\"answer-FACT_WRONG\"").contains("name=\"answer-RULE_UNFAIR\"");
        SignIn.as("rita")
                .contentType(ContentType.URLENC)
                .redirects()
                .follow(false)
                .formParams(Map.of(
                        "etag", "1",
                        "fence", "" + claimed.jsonPath().getLong("fence"),
                        "verdict", "UPHELD",
                        "reasons", "The rule fits.",
                        "answer-FACT_WRONG", "The date is right.",
                        "answer-RULE_UNFAIR", "We passed this on."))
                .post("/desk/cases/" + claimed.<String>path("caseId") + "/ruling")
                .then()
                .statusCode(303);
        SignIn.as("rita")
                .redirects()
                .follow(false)
                .post("/desk/cases/" + claimed.<String>path("caseId") + "/send-now")
                .then()
                .statusCode(303);
        get("/api/v1/notices/" + token + "/status")
                .then()
                .body("outcome.answers.text", equalTo(List.of("The date is right.", "We passed this on.")));
    }

    private String token;

    private Response claimed() {
        Chain.register(type, Map.of("blind", false));
        token = Chain.link(type);
        Chain.appeal(token, TWO_GROUNDS).then().statusCode(201);
        return Chain.claim("rita", type);
    }
}
