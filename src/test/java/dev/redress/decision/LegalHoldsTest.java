package dev.redress.decision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LegalHoldsTest {

    @Inject
    Tables tables;

    private String decision;
    private String holds;
    private String hold;

    @BeforeEach
    void aDecision() {
        decision = Chain.post(Chain.decision("unregistered")).path("id");
        holds = "/api/v1/decisions/" + decision + "/legal-holds";
        hold = holds + "/" + UUID.randomUUID();
    }

    @Test
    void areSetChangedAndEndedByOperatorsAndEveryChangeIsInTheJournal() {
        put("Court case 12/2026", null)
                .statusCode(201)
                .body("reason", equalTo("Court case 12/2026"))
                .body("setBy.kind", equalTo("OPERATOR"))
                .body("until", nullValue());
        put("Court case 12/2026", null).statusCode(200);
        assertThat(acts()).as("the same again is no act").containsExactly("LEGAL_HOLD_SET");
        for (int i = 0; i < 2; i++) { // sent again, also what is finer than it is kept
            put("Court case 12/2026, appeal", "2050-01-01T00:00:00.123456789Z")
                    .statusCode(200)
                    .body("until", equalTo("2050-01-01T00:00:00.123456Z"));
        }
        SignIn.as("otto").delete(hold).then().statusCode(204);
        SignIn.as("otto").delete(hold).then().statusCode(204);
        assertThat(acts()).containsExactly("LEGAL_HOLD_SET", "LEGAL_HOLD_SET", "LEGAL_HOLD_ENDED");
        JsonPath listed = SignIn.as("ada").get(holds).jsonPath();
        assertThat(listed.getString("items[0].reason")).isEqualTo("Court case 12/2026, appeal");
        assertThat(listed.getString("items[0].until")).as("now, not 2050").startsWith("202");
        put("Again", null).statusCode(200);
    }

    @Test
    void ofAnAppealEndByThemselves() {
        String appealed = Chain.fresh("held");
        Chain.register(appealed, Map.of());
        var recorded = Chain.post(Chain.decision(appealed));
        Chain.appeal(Chain.token(recorded.path("appealUrl"))).then().statusCode(201);
        String of = "/api/v1/decisions/" + recorded.path("id") + "/legal-holds";
        JsonPath listed = SignIn.as("otto").get(of).jsonPath();
        assertThat(listed.getList("items.reason")).isEqualTo(List.of("APPEAL"));
        assertThat(listed.getList("items.setBy.kind")).isEqualTo(List.of("MACHINE"));
        String its = of + "/" + listed.getString("items[0].id");
        SignIn.as("otto").delete(its).then().statusCode(409).body("type", endsWith("/problems/hold-not-yours"));
        put(its, "Mine now", null).statusCode(409);
        String elsewhere = holds + its.substring(its.lastIndexOf('/'));
        put(elsewhere, "Called like the appeal", "2050-01-01T00:00:00Z").statusCode(201);
        given().delete("/api/v1/notices/" + Chain.token(recorded.path("appealUrl")) + "/appeal")
                .then()
                .statusCode(204);
        SignIn.as("otto").get(holds).then().body("items[0].until", equalTo("2050-01-01T00:00:00Z"));
        SignIn.as("otto").get(of).then().body("items.reason", contains("APPEAL"));
    }

    /// An operator's words could say what a court found.
    @Test
    void areNothingThatReviewersSee() {
        String appealed = Chain.fresh("held");
        Chain.register(appealed, Map.of());
        var recorded = Chain.post(Chain.decision(appealed));
        Chain.appeal(Chain.token(recorded.path("appealUrl"))).then().statusCode(201);
        String caseId = Chain.claim("rita", appealed).path("caseId");
        put("/api/v1/decisions/" + recorded.path("id") + "/legal-holds/" + caseId, "Court found it unlawful", null)
                .statusCode(201);
        assertThat(SignIn.as("rita").get("/api/v1/cases/" + caseId).asString())
                .contains("APPEAL_FILED")
                .doesNotContain("LEGAL_HOLD", "unlawful");
        Chain.firstView("rita", caseId).then().statusCode(200);
        assertThat(SignIn.as("rita").get("/api/v1/cases/" + caseId).asString())
                .doesNotContain("LEGAL_HOLD", "unlawful");
    }

    @Test
    void areForOperatorsAndOfDecisionsThatExist() {
        for (String person : List.of("rita", "lena", "ana")) {
            SignIn.as(person).get(holds).then().statusCode(403);
        }
        Chain.agent().get(holds).then().statusCode(403);
        SignIn.as("ada").delete(hold).then().statusCode(403);
        SignIn.as("otto").delete(hold).then().statusCode(404);
        String nowhere = "/api/v1/decisions/" + UUID.randomUUID() + "/legal-holds";
        SignIn.as("otto").get(nowhere).then().statusCode(404);
        put(nowhere + "/" + UUID.randomUUID(), "Why", null).statusCode(404);
    }

    private ValidatableResponse put(String reason, String until) {
        return put(hold, reason, until);
    }

    private static ValidatableResponse put(String path, String reason, String until) {
        return SignIn.as("otto")
                .contentType("application/json")
                .body(Chain.tree("{}").put("reason", reason).put("until", until).toString())
                .put(path)
                .then();
    }

    private List<String> acts() {
        return tables.column("SELECT act FROM journal WHERE decision_id = '" + decision
                + "' AND act LIKE 'LEGAL_HOLD%' ORDER BY id");
    }
}
