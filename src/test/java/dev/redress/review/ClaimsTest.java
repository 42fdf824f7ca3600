package dev.redress.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ClaimsTest {

    @Inject
    Tables tables;

    @Test
    void manyAtOnceGetACaseEach() throws Exception {
        String type = Chain.fresh("claims");
        for (int i = 0; i < 40; i++) {
            Chain.appealed(type);
        }
        SignIn.token("rita");
        SignIn.token("ravi");
        List<Response> answers = Together.call(64, i -> Chain.claim(i % 2 == 0 ? "rita" : "ravi", type));
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(answer -> answer.<String>path("caseId")))
                .hasSize(40)
                .doesNotHaveDuplicates();
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 204).hasSize(24);
    }

    @Test
    void theEarliestClockComesFirst() {
        String type = Chain.fresh("claims");
        String first;
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(-1))) {
            first = Chain.appeal(Chain.link(type)).path("reference");
        }
        Chain.appealed(type);
        String caseId = Chain.claim("rita", type).path("caseId");
        SignIn.as("rita").get("/api/v1/cases/" + caseId).then().body("reference", equalTo(first));
    }

    @Test
    void whoGetsNothingIsToldHowManyOthersHold() {
        String type = Chain.fresh("claims");
        Chain.appealed(type);
        Chain.claim("rita", type).then().statusCode(201);
        Chain.claim("ravi", type)
                .then()
                .statusCode(204)
                .header("Redress-Held-By-Others", org.hamcrest.Matchers.matchesPattern("[1-9][0-9]*"))
                .header("Redress-Held-Until", notNullValue());
    }

    @Test
    void aLeaseThatEndsGivesTheCaseToTheNextAndTheOldFenceIsRefused() {
        String type = Chain.fresh("claims");
        Chain.appealed(type);
        Response first = Chain.claim("rita", type);
        String caseId = first.path("caseId");
        Chain.firstView("rita", caseId).then().statusCode(200);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofMinutes(21))) {
            Response second = Chain.claim("ravi", type);
            second.then().statusCode(201).body("caseId", equalTo(caseId));
            assertThat(second.jsonPath().getLong("fence"))
                    .isGreaterThan(first.jsonPath().getLong("fence"));
            Chain.rule("rita", caseId, first.jsonPath().getLong("fence"))
                    .then()
                    .statusCode(409)
                    .body("leaseUntil", equalTo(second.path("leaseUntil")));
            SignIn.as("ravi")
                    .delete("/api/v1/cases/" + caseId + "/claim")
                    .then()
                    .statusCode(204);
            Response again = SignIn.as("rita").put("/api/v1/cases/" + caseId + "/claim");
            Chain.rule("rita", caseId, first.jsonPath().getLong("fence")).then().statusCode(409);
            Chain.rule("rita", caseId, again.jsonPath().getLong("fence")).then().statusCode(201);
        }
    }

    @Test
    void aCaseThatIsHeldCanOnlyBeExtendedByItsHolder() {
        String type = Chain.fresh("claims");
        Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        String claim = "/api/v1/cases/" + claimed.path("caseId") + "/claim";
        SignIn.as("ravi").put(claim).then().statusCode(409).body("leaseUntil", equalTo(claimed.path("leaseUntil")));
        SignIn.as("ravi").delete(claim).then().statusCode(409);
        SignIn.as("rita").put(claim).then().statusCode(200).body("fence", equalTo(claimed.path("fence")));
    }

    @Test
    void whoRuledIsNeverOfferedTheDecisionAgain() throws SQLException {
        String type = Chain.fresh("claims");
        Chain.appealed(type);
        String ruled = Chain.overturn("rita", type).path("caseId");
        second(ruled);
        Chain.claim("rita", type).then().statusCode(204);
        Chain.claim("ravi", type).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({"AGENT, agent_id", "POLICY, policy_id", "SUBJECT, subject_ref", "DECISION, decision_id"})
    void aRecordedConflictDeniesTheClaimAndTheRuling(String kind, String column) throws SQLException {
        String type = Chain.fresh("claims");
        Chain.appealed(type);
        Response claimed = Chain.claim("ravi", type);
        String caseId = claimed.path("caseId");
        Chain.firstView("ravi", caseId);
        tables.change("INSERT INTO conflict SELECT 'ravi', '" + kind + "', " + column
                + "::text, 'a friend', 'test', now() FROM review_case WHERE id = '" + caseId + "'");
        try {
            Chain.rule("ravi", caseId, claimed.jsonPath().getLong("fence"))
                    .then()
                    .statusCode(403);
            SignIn.as("ravi")
                    .delete("/api/v1/cases/" + caseId + "/claim")
                    .then()
                    .statusCode(204);
            Chain.claim("ravi", type).then().statusCode(204);
            SignIn.as("ravi").put("/api/v1/cases/" + caseId + "/claim").then().statusCode(403);
        } finally {
            tables.change("DELETE FROM conflict WHERE reviewer_id = 'ravi'");
        }
        Chain.claim("ravi", type).then().statusCode(201);
    }

    @Test
    void aCredentialOfAnAgentNeverReviews() {
        Chain.agent().body("{}").post("/api/v1/claims").then().statusCode(403);
        Chain.agent().get("/api/v1/cases").then().statusCode(403);
        RestAssured.given().get("/api/v1/cases").then().statusCode(401);
    }

    /// Another case about the decision of this one, as a sample would make it.
    private void second(String caseId) throws SQLException {
        tables.change(
                "INSERT INTO review_case SELECT gen_random_uuid(), 'AUDIT', decision_id, NULL, gen_random_uuid(), blind, 1, opened_at, due_at, type, agent_id, "
                        + "subject_ref, policy_id, policy_version, model, jurisdiction, language, NULL, NULL FROM review_case WHERE id = '"
                        + caseId + "'");
        tables.change(
                "INSERT INTO queue_entry SELECT id, decision_id, due_at, opened_at, 0, origin, type, agent_id, subject_ref, policy_id, policy_version, model, "
                        + "jurisdiction, language FROM review_case WHERE origin = 'AUDIT' AND decision_id = (SELECT decision_id FROM review_case WHERE id = '"
                        + caseId + "')");
    }
}
