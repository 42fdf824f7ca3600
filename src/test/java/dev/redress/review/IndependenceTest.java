package dev.redress.review;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever is not independent is kept out by every door: the next case, this case, the ruling; and a team that the
/// case belongs to opens none of them (an excluded reviewer came in through a group: kie-issues 2059, yawl 292).
@QuarkusTest
class IndependenceTest {

    @Inject
    Tables tables;

    /// Each as a statement about ravi and a case: `:case` is its id, `:decision` the decision's, `:other` another
    /// case about it. The second statement takes it back, where that can be.
    private enum Exclusion {
        RULED_BEFORE("""
                INSERT INTO ruling (id, decision_id, case_id, reviewer_id, verdict, reasons, corrected_facts,
                    independence, blind, ruled_at)
                VALUES (':other', ':decision', ':other', 'ravi', 'UPHELD', 'r', '[]', '', false, now())""", ""),
        APPROVED_BEFORE(
                "INSERT INTO case_part VALUES (':decision', 'ravi', ':other', 'APPROVAL', now())",
                "DELETE FROM case_part WHERE case_id = ':other'"),
        GAVE_AN_OPINION_BEFORE(
                "INSERT INTO case_part VALUES (':decision', 'ravi', ':other', 'OPINION', now())",
                "DELETE FROM case_part WHERE case_id = ':other'"),
        OPERATES_THE_AGENT(tie("AGENT_OPERATOR", "agent_id", "''")),
        WROTE_THE_POLICY(tie("POLICY_AUTHOR", "policy_id", "policy_version")),
        APPROVED_THE_POLICY(tie("POLICY_APPROVER", "policy_id", "''")),
        TIED_TO_THE_AGENT(tie("AGENT", "agent_id", "''")),
        TIED_TO_THE_POLICY(tie("POLICY", "policy_id", "policy_version")),
        TIED_TO_THE_SUBJECT(tie("SUBJECT", "subject_ref", "''")),
        TIED_TO_THE_DECISION(tie("DECISION", "decision_id::text", "''")),
        IS_THE_SUBJECT("""
                WITH q AS (UPDATE queue_entry SET subject_ref = 'ravi' WHERE case_id = ':case')
                UPDATE review_case SET subject_ref = 'ravi' WHERE id = ':case'""", """
                WITH q AS (UPDATE queue_entry SET subject_ref = 'cust-1182' WHERE case_id = ':case')
                UPDATE review_case SET subject_ref = 'cust-1182' WHERE id = ':case'""");

        private final String done;
        private final String undone;

        Exclusion(String done, String undone) {
            this.done = done;
            this.undone = undone;
        }

        Exclusion(String done) {
            this(done, "DELETE FROM conflict WHERE reviewer_id = 'ravi'");
        }

        private static String tie(String kind, String ref, String version) {
            return "INSERT INTO conflict (reviewer_id, kind, ref, version, reason, recorded_by, recorded_at) SELECT"
                    + " 'ravi', '" + kind + "', " + ref + ", " + version
                    + ", 'r', 'test', now() FROM review_case WHERE id = ':case'";
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAskedAtEveryDoor(Exclusion exclusion) throws SQLException {
        String type = Chain.fresh("independence");
        Desk.meet("ravi");
        String caseId = Desk.waiting(type);
        String other = Desk.another(tables, caseId, "AUDIT", 5);
        tables.change("DELETE FROM queue_entry WHERE case_id = '" + other + "'");
        String team = team(type);
        tables.change("WITH q AS (UPDATE queue_entry SET team = '" + team + "' WHERE case_id = '" + caseId
                + "') UPDATE review_case SET team = '" + team + "' WHERE id = '" + caseId + "'");
        Response claimed = Chain.claim("ravi", type);
        claimed.then().statusCode(201).body("caseId", equalTo(caseId));
        tables.change(exclusion
                .done
                .replace(":case", caseId)
                .replace(":decision", Desk.decisionOf(tables, caseId))
                .replace(":other", other));
        try {
            Chain.rule("ravi", caseId, claimed.jsonPath().getLong("fence"))
                    .then()
                    .statusCode(403);
            SignIn.as("ravi").delete("/api/v1/cases/" + caseId + "/claim");
            if (exclusion == Exclusion.IS_THE_SUBJECT) {
                tables.change("UPDATE queue_entry SET subject_ref = 'ravi' WHERE case_id = '" + caseId + "'");
            }
            Chain.claim("ravi", type).then().statusCode(204).header("Redress-Not-Offered", "NOT_INDEPENDENT=1");
            Desk.claim("ravi", caseId).then().statusCode(403);
            SignIn.as("ravi")
                    .get("/api/v1/cases?claimable=true&type=" + type)
                    .then()
                    .body("items", equalTo(List.of()));
        } finally {
            if (!exclusion.undone.isEmpty()) {
                tables.change(exclusion.undone.replace(":case", caseId).replace(":other", other));
            }
        }
        Chain.claim("ravi", type).then().statusCode(exclusion.undone.isEmpty() ? 204 : 201);
    }

    @Test
    void whoWroteAnotherVersionOfThePolicyMayRule() {
        String type = Chain.fresh("independence");
        Desk.waiting(type);
        tie("POLICY_AUTHOR", "refunds", "6").then().statusCode(201);
        try {
            Chain.claim("ravi", type).then().statusCode(201);
        } finally {
            SignIn.as("lena")
                    .delete("/api/v1/conflicts?reviewer=ravi&kind=POLICY_AUTHOR&ref=refunds&version=6")
                    .then()
                    .statusCode(204);
        }
    }

    @Test
    void leadsAndOperatorsRecordTies() {
        tie("AGENT_OPERATOR", "an-agent", "7").then().statusCode(422).body("errors[0].pointer", equalTo("/version"));
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/conflicts")
                .then()
                .statusCode(403);
        SignIn.as("otto").get("/api/v1/conflicts").then().statusCode(200);
        SignIn.as("otto")
                .delete("/api/v1/conflicts?reviewer=x&kind=AGENT&ref=y")
                .then()
                .statusCode(404);
        SignIn.as("otto").delete("/api/v1/conflicts?reviewer=x").then().statusCode(400);
    }

    /// Whoever is tied to a decision does not say that the tie is over.
    @Test
    void nobodyLiftsAConflictOfTheirOwn() {
        String ref = Chain.fresh("cust");
        Map<String, String> tie = Map.of("reviewer", "lena", "kind", "SUBJECT", "ref", ref, "reason", "A cousin.");
        record("otto", tie).then().statusCode(201).body("recordedBy", equalTo("otto"));
        String own = "/api/v1/conflicts?reviewer=lena&kind=SUBJECT&ref=" + ref;
        SignIn.as("lena").delete(own).then().statusCode(403);
        SignIn.as("otto").get("/api/v1/conflicts?reviewer=lena").then().body("items.ref", hasItem(ref));
        SignIn.as("otto").delete(own).then().statusCode(204);
    }

    @Test
    void whatIsRecordedIsAnsweredAndNotWhatWasSent() {
        String ref = Chain.fresh("agent");
        Map<String, String> tie = Map.of("reviewer", "ravi", "kind", "AGENT", "ref", ref, "reason", "First.");
        record("otto", tie).then().statusCode(201);
        Map<String, String> again = new HashMap<>(tie);
        again.put("reason", "Second.");
        record("lena", again).then().statusCode(201).body("reason", equalTo("First."), "recordedBy", equalTo("otto"));
        again.put("recordedBy", "otto");
        record("lena", again).then().statusCode(422);
    }

    private static Response record(String person, Map<String, String> tie) {
        return SignIn.as(person).contentType(ContentType.JSON).body(tie).post("/api/v1/conflicts");
    }

    @Test
    void theAnswerSaysEachThingThatWasChecked() {
        String type = Chain.fresh("independence");
        Chain.register(type, Map.of("blind", false));
        String token = Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        Chain.rule("rita", claimed.path("caseId"), claimed.jsonPath().getLong("fence"))
                .then()
                .statusCode(201);
        for (String language : List.of("en", "de", "fr", "es", "pl", "ar")) {
            String page = get("/a/" + token + "/status?lang=" + language).asString();
            assertThat(page.split("<li>", -1).length).as(language).isGreaterThanOrEqualTo(Independence.CHECKS.size());
        }
        assertThat(get("/a/" + token + "/status?lang=en").asString())
                .contains("does not run the program that decided")
                .contains("did not write or approve the rules that were used")
                .contains("had no part in an earlier look at this decision");
    }

    private static Response tie(String kind, String ref, String version) {
        return SignIn.as("lena")
                .contentType(ContentType.JSON)
                .body(Map.of("reviewer", "ravi", "kind", kind, "ref", ref, "version", version, "reason", "On record."))
                .post("/api/v1/conflicts");
    }

    private static String team(String type) {
        String id = "t" + Math.abs(type.hashCode());
        SignIn.as("lena")
                .contentType(ContentType.JSON)
                .body(Map.of("name", "A team", "members", List.of("ravi")))
                .put("/api/v1/teams/" + id)
                .then()
                .statusCode(200);
        return id;
    }
}
