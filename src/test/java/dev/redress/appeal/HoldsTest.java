package dev.redress.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How long the evidence of an appealed decision is held: `open` has no end yet, `ends` three years after the case
/// closed.
@QuarkusTest
class HoldsTest {

    private final String type = Chain.fresh("holds");

    @Inject
    Tables tables;

    @Test
    void endATimeAfterTheAppealIsWithdrawn() {
        Chain.register(type, Map.of());
        String token = Chain.appealed(type);
        assertThat(holds()).containsExactly("APPEAL open");
        given().delete("/api/v1/notices/" + token + "/appeal").then().statusCode(204);
        assertThat(holds()).containsExactly("APPEAL ends");
    }

    @Test
    void waitForTheRemedyAndForTheNextOneWhenItIsStale() {
        Chain.register(type, Map.of("blind", false));
        Chain.appealed(type);
        String first = overturned("rita", "OVERTURNED");
        assertThat(holds()).as("ruled, and nothing done").containsExactly("APPEAL open");
        confirm(first, "STALE");
        assertThat(holds()).containsExactly("APPEAL open");
        String second = overturned("ravi", "OVERTURNED");
        confirm(second, "DONE");
        SignIn.as("otto")
                .contentType("application/json")
                .body(Map.of("status", "DONE", "evidence", "Seen in the bank's list."))
                .post("/api/v1/remedies/" + second + "/confirmation");
        assertThat(tables.column("SELECT state FROM remedy_standing WHERE remedy_id = '" + second + "'"))
                .containsExactly("CONFIRMED");
        assertThat(holds()).containsExactly("APPEAL ends");
    }

    @Test
    void coverWhatTheAppealCovers() {
        Chain.register(type, Map.of());
        String run = Chain.fresh("run");
        List<String> links = List.of(1, 2, 3).stream()
                .map(one -> {
                    ObjectNode decision = Chain.decision(type).put("runId", run);
                    return Chain.token(Chain.post(decision)
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("appealUrl"));
                })
                .toList();
        Chain.appeal(links.getFirst()).then().statusCode(201);
        assertThat(holds()).containsExactly("APPEAL open", "APPEAL open", "APPEAL open");
    }

    private String overturned(String person, String verdict) {
        Response claimed = Chain.claim(person, type);
        ObjectNode ruling = Chain.overturned(claimed.jsonPath().getLong("fence"));
        return Chain.rule(person, claimed.path("caseId"), ruling.put("verdict", verdict))
                .then()
                .statusCode(201)
                .extract()
                .path("remedyId");
    }

    private static void confirm(String remedy, String status) {
        Chain.agent()
                .body(Map.of("status", status, "evidence", "See the bank.", "targetEtag", "2"))
                .post("/api/v1/remedies/" + remedy + "/confirmation")
                .then()
                .statusCode(201);
    }

    private List<String> holds() {
        return tables.column("""
                SELECT h.reason || CASE WHEN h.until IS NULL THEN ' open'
                    WHEN h.until > now() + interval '1090 days' THEN ' ends' ELSE ' ended' END
                FROM legal_hold h JOIN decision d ON d.id = h.decision_id WHERE d.type = '%s'""".formatted(type));
    }
}
