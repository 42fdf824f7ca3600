package dev.redress.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Together;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Eight threads of one run decide about one person at the same time, and not all of them alike.
@QuarkusTest
class CoverageTest {

    private final String type = Chain.fresh("coverage");
    private final String run = Chain.fresh("run");
    private final String person = Chain.fresh("cust");
    private List<String> links = List.of();

    @BeforeEach
    void eightThreads() throws Exception {
        Chain.register(type, Map.of());
        links = Together.call(8, i -> {
            ObjectNode decision = Chain.decision(type).put("runId", run);
            decision.withObjectProperty("subject").put("ref", person);
            if (i == 7) {
                decision.withObjectProperty("outcome")
                        .put("code", "approved")
                        .put("adverse", false)
                        .put("summary", "You get your money back.");
            }
            return Chain.token(
                    Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
        });
    }

    @Test
    void isOneAppealForAllOfThem() {
        String reference =
                Chain.appeal(links.get(0)).then().statusCode(201).extract().path("reference");
        notice(1).body("coveredBy.reference", equalTo(reference)).body("coveredBy.verdict", nullValue());
        page(1).body(containsString(reference)).body(containsString("gilt auch für diese Entscheidung"));
        notice(0).body("coveredBy", nullValue());
        notice(7).body("coveredBy", nullValue()); // nothing in it to object to
        given().get("/api/v1/notices/" + links.get(0) + "/status").then().body("covers.size()", equalTo(6));

        Chain.overturn("rita", type);
        notice(1)
                .body("coveredBy.verdict", equalTo("OVERTURNED"))
                .body("coveredBy.outcome", equalTo("You get your money back."));
        page(1).body(containsString("You get your money back."));
        assertThat(Chain.claim("ravi", type).statusCode()).isEqualTo(204);
        JsonPath feed = Chain.agent()
                .accept("application/json")
                .get("/api/v1/outcomes?limit=1000")
                .jsonPath();
        assertThat(feed.getList("items.find { it.decisionType == '" + type + "' }.covers"))
                .hasSize(6);
    }

    @Test
    void showsTheReviewerWhereTheRunContradictsItselfButNotBeforeTheFirstView() {
        Chain.appeal(links.get(0)).then().statusCode(201);
        String caseId =
                Chain.claim("rita", type).then().statusCode(201).extract().path("caseId");
        JsonPath blind = SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath();
        assertThat(blind.getList("background.related")).hasSize(7);
        assertThat(blind.getList("background.related.outcome")).containsOnlyNulls();
        assertThat(blind.getList("background.related.contradicts")).containsOnlyNulls();
        SignIn.as("rita").get("/desk/cases/" + caseId).then().body(containsString("after your first view"));

        Chain.firstView("rita", caseId).then().statusCode(200);
        JsonPath seen = SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath();
        assertThat(seen.getList("background.related.findAll { it.contradicts }.outcome"))
                .containsExactly("approved");
        assertThat(seen.getList("background.related.findAll { it.covered }")).hasSize(6);
        SignIn.as("rita").get("/desk/cases/" + caseId).then().body(containsString("contradict each other"));
    }

    @Test
    void leavesEveryDecisionItsOwnAppeal() {
        String first =
                Chain.appeal(links.get(0)).then().statusCode(201).extract().path("reference");
        String second =
                Chain.appeal(links.get(1)).then().statusCode(201).extract().path("reference");
        assertThat(second).isNotEqualTo(first);
        notice(1).body("coveredBy", nullValue()).body("appeal.reference", equalTo(second));
    }

    @Test
    void endsWithTheAppeal() {
        Chain.appeal(links.get(0)).then().statusCode(201);
        given().delete("/api/v1/notices/" + links.get(0) + "/appeal").then().statusCode(204);
        IntStream.range(1, 7).forEach(i -> notice(i).body("coveredBy", nullValue()));
    }

    private io.restassured.response.ValidatableResponse notice(int thread) {
        return given().get("/api/v1/notices/" + links.get(thread)).then().statusCode(200);
    }

    private io.restassured.response.ValidatableResponse page(int thread) {
        return given().get("/a/" + links.get(thread)).then().statusCode(200);
    }

    /// Runs of two agents may have one name by chance, and one could take the name of the other's.
    @Test
    void staysWithTheAgentThatDecided() throws Exception {
        String key = SignIn.as("otto")
                .contentType("application/json")
                .body(Map.of("agentId", Chain.fresh("agent")))
                .post("/api/v1/agent-keys")
                .path("key");
        ObjectNode decision = Chain.decision(type).put("runId", run);
        decision.withObjectProperty("subject").put("ref", person);
        String other = Chain.token(Chain.agent(key)
                .body(decision.toString())
                .post("/api/v1/decisions")
                .then()
                .statusCode(201)
                .extract()
                .path("appealUrl"));
        Chain.appeal(links.get(0)).then().statusCode(201);
        given().get("/api/v1/notices/" + other).then().statusCode(200).body("coveredBy", nullValue());
        given().get("/api/v1/notices/" + links.get(0) + "/status").then().body("covers.size()", equalTo(6));
    }
}
