package dev.redress.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class JournalTest {

    @Inject
    Tables tables;

    @Test
    void tellsTheStoryOfADecisionInItsOrder() {
        String type = Chain.fresh("journal");
        Chain.register(type, Map.of());
        var recorded = Chain.post(Chain.decision(type));
        String token = Chain.token(recorded.path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        RestAssured.delete("/api/v1/notices/" + token + "/appeal").then().statusCode(204);
        Chain.appeal(token).then().statusCode(201);
        String caseId = Chain.claim("ravi", type).path("caseId");
        SignIn.as("ravi").put("/api/v1/cases/" + caseId + "/claim").then().statusCode(200);
        SignIn.as("ravi").delete("/api/v1/cases/" + caseId + "/claim").then().statusCode(204);
        String remedy = Chain.overturn("rita", type).path("remedyId");
        Chain.agent()
                .body(Map.of("status", "DONE", "evidence", Map.of("refund", "r1")))
                .post("/api/v1/remedies/" + remedy + "/confirmation")
                .then()
                .statusCode(201);
        assertThat(tables.column(
                        "SELECT act || ' ' || actor_kind || ' ' || CASE actor_kind WHEN 'APPELLANT' THEN 'the person' ELSE actor_id END "
                                + "FROM journal WHERE decision_id = '" + recorded.path("id") + "' ORDER BY id"))
                .containsExactly(
                        "DECISION_RECORDED AGENT demo-agent",
                        "APPEAL_FILED APPELLANT the person",
                        "CASE_OPENED MACHINE queue",
                        "APPEAL_WITHDRAWN APPELLANT the person",
                        "CASE_CLOSED MACHINE queue",
                        "APPEAL_FILED APPELLANT the person",
                        "CASE_OPENED MACHINE queue",
                        "CASE_CLAIMED REVIEWER ravi",
                        "CLAIM_EXTENDED REVIEWER ravi",
                        "CLAIM_RELEASED REVIEWER ravi",
                        "CASE_CLAIMED REVIEWER rita",
                        "FIRST_VIEW_RECORDED REVIEWER rita",
                        "OUTCOME_REVEALED REVIEWER rita",
                        "CASE_RULED REVIEWER rita",
                        "REMEDY_ORDERED MACHINE remedy",
                        "LABEL_CREATED MACHINE labeller",
                        "REMEDY_CONFIRMED AGENT demo-agent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE journal SET at = now()",
                "DELETE FROM journal",
                "TRUNCATE journal",
                "UPDATE decision SET adverse = false",
                "DELETE FROM decision",
                "TRUNCATE decision CASCADE",
                "UPDATE ruling SET verdict = 'UPHELD'",
                "DELETE FROM ruling",
                "UPDATE label SET document = ''",
                "DELETE FROM label"
            })
    void theDatabaseRefusesToChangeWhatIsOnRecord(String command) {
        Chain.post(Chain.decision(Chain.fresh("journal")));
        assertThatThrownBy(() -> tables.change(command)).hasMessageContaining("is append-only");
    }
}
