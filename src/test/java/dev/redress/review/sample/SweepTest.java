package dev.redress.review.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// After one decision was wrong for a cause that others may share, those others get a case too.
@QuarkusTest
class SweepTest {

    @Inject
    Sweeps sweeps;

    @Inject
    Tables tables;

    @Inject
    Clock clock;

    private final String type = Chain.fresh("sweep");

    @BeforeEach
    void registered() {
        Chain.register(type, Map.of());
    }

    @Test
    void allWithTheSameCauseThatNobodyLookedAtGetACase() {
        List<String> same = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            same.add(record(decision -> {}).path("id"));
        }
        record(decision -> decision.withObjectProperty("policy").put("version", "8"));
        record(decision -> ((ObjectNode) decision.withArray("reasons").get(0))
                .put("clause", "9")
                .put("code", "OTHER"));
        Chain.appealed(type); // somebody looks at this one already
        String ruling = ruled("RULE_MISREAD", decision -> {});
        SignIn.as("lena")
                .get("/api/v1/sweeps/counts/" + ruling)
                .then()
                .statusCode(200)
                .body("matching", equalTo(4))
                .body("open", equalTo(3))
                .body("signature.policyVersion", equalTo("7"));
        assertThat(swept()).isEmpty();
        Response begun = begin("lena", ruling);
        begun.then().statusCode(201).body("matched", equalTo(4)).body("opened", equalTo(3));
        assertThat(swept()).containsExactlyInAnyOrderElementsOf(same);
        begin("lena", ruling)
                .then()
                .statusCode(200)
                .body("id", equalTo(begun.path("id")))
                .body("opened", equalTo(3));
        assertThat(swept()).hasSize(3);
        SignIn.as("lena").get("/api/v1/sweeps/" + begun.path("id")).then().body("opened", equalTo(3));
        assertThat(tables.column("SELECT DISTINCT kind FROM outgoing_message m JOIN decision d ON d.id = m.decision_id "
                        + "WHERE d.type = '" + type + "' AND appeal_id IS NULL"))
                .containsExactly("LOOKING_AGAIN");
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        record(decision -> {});
        record(decision -> {});
        String ruling = ruled("RULE_MISREAD", decision -> {});
        begin("lena", ruling).then().statusCode(201);
        assertThat(swept()).hasSize(2);
        // As after a crash in the middle: the mark stands before decisions whose cases are open already.
        tables.change(
                "UPDATE sweep SET done_at = NULL, after_id = '00000000-0000-0000-0000-000000000000' WHERE ruling_id = '"
                        + ruling + "'");
        while (sweeps.goOnSome(clock.instant())) {
            // a piece at a time
        }
        assertThat(swept()).hasSize(2);
        assertThat(tables.column("SELECT done_at IS NOT NULL FROM sweep WHERE ruling_id = '" + ruling + "'"))
                .containsExactly("t");
    }

    @ParameterizedTest
    @CsvSource({"MODEL_ERROR, model, served", "RUN_DEGRADED, runId, ", "WRONG_FACT, facts, source"})
    void eachCauseHasWhatSharesIt(String cause, String member, String part) {
        Consumer<ObjectNode> marked = decision -> mark(decision, member, part, "ours");
        String same = record(marked).path("id");
        record(decision -> mark(decision, member, part, "another"));
        String ruling = ruled(cause, marked);
        begin("lena", ruling).then().statusCode(201).body("opened", equalTo(1));
        assertThat(swept()).containsExactly(same);
    }

    private void mark(ObjectNode decision, String member, String part, String value) {
        if (member.equals("facts")) {
            ((ObjectNode) decision.withArray("facts").get(0)).put(part, type + value);
        } else if (part == null) {
            decision.put(member, type + value);
        } else {
            decision.withObjectProperty(member).put(part, type + value);
        }
    }

    @ParameterizedTest
    @CsvSource({"EVIDENCE_OVERLOOKED", "UNSTABLE", "RUN_DEGRADED"})
    void aCauseThatNobodySharesIsRefused(String cause) {
        begin("lena", ruled(cause, decision -> {})).then().statusCode(422).body("errors.pointer", hasItem("/rulingId"));
    }

    @Test
    void onlyALeadSweeps() {
        begin("rita", UUID.randomUUID().toString()).then().statusCode(403);
        begin("lena", UUID.randomUUID().toString()).then().statusCode(404);
        SignIn.as("rita").get("/desk/sweeps").then().statusCode(403);
    }

    @Test
    void theLeadSeesTheCountsOnThePageFirst() {
        record(decision -> {});
        String ruling = ruled("POLICY_WRONG", decision -> {});
        assertThat(SignIn.as("lena").get("/desk/sweeps").asString()).contains("/desk/sweeps/" + ruling);
        assertThat(SignIn.as("lena").get("/desk/sweeps/" + ruling).asString())
                .contains(">1</strong> other decisions", "Open the cases");
        SignIn.as("lena")
                .redirects()
                .follow(false)
                .post("/desk/sweeps/" + ruling)
                .then()
                .statusCode(303);
        assertThat(SignIn.as("lena").get("/desk/sweeps/" + ruling).asString())
                .contains("A sweep opened 1 cases")
                .doesNotContain("Open the cases");
    }

    @Test
    void whoWasToldThatWeLookIsToldWhatCameOfIt() {
        Response recorded =
                record(decision -> decision.withObjectProperty("subject").put("locale", "en"));
        String token = Chain.token(recorded.path("appealUrl"));
        begin("lena", ruled("RULE_MISREAD", decision -> {})).then().statusCode(201);
        Response claimed = Chain.claim("ravi", type);
        SignIn.as("ravi")
                .get("/api/v1/cases/" + claimed.path("caseId"))
                .then()
                .body("origin", equalTo("SWEEP"))
                .body("finding.cause", equalTo("RULE_MISREAD"));
        assertThat(SignIn.as("ravi")
                        .get("/desk/cases/" + claimed.path("caseId"))
                        .asString())
                .contains("Another decision was changed for a cause");
        ObjectNode upheld =
                Chain.overturned(claimed.jsonPath().getLong("fence")).put("verdict", "UPHELD");
        upheld.remove(List.of("cause", "correctedOutcome", "correctedFacts", "remedy"));
        Chain.rule("ravi", claimed.path("caseId"), upheld.deepCopy().put("verdict", "INADMISSIBLE"))
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/verdict"))); // there is no appeal
        Chain.rule("ravi", claimed.path("caseId"), upheld).then().statusCode(201);
        RestAssured.get("/api/v1/notices/" + token + "/status").then().body("unasked.verdict", equalTo("UPHELD"));
        assertThat(RestAssured.get("/a/" + token).asString()).contains("The decision stays as it is.");
        assertThat(tables.column("SELECT kind FROM outgoing_message WHERE decision_id = '" + recorded.path("id")
                        + "' ORDER BY id"))
                .containsExactly("LOOKING_AGAIN", "LOOKED_AGAIN");
    }

    @Test
    void endsInFavourOfAnAppeal() {
        Response recorded = record(decision -> {});
        begin("lena", ruled("RULE_MISREAD", decision -> {})).then().statusCode(201);
        Chain.appeal(Chain.token(recorded.path("appealUrl"))).then().statusCode(201);
        assertThat(tables.column(
                        "SELECT origin || ' ' || coalesce(closed_as, '-') FROM review_case WHERE decision_id = '"
                                + recorded.path("id") + "'"))
                .containsExactlyInAnyOrder("SWEEP APPEALED", "APPEAL -");
    }

    /// Records a decision, has it appealed and overturned for the cause; gives the ruling.
    private String ruled(String cause, Consumer<ObjectNode> change) {
        Response recorded = record(change);
        Chain.appeal(Chain.token(recorded.path("appealUrl"))).then().statusCode(201);
        String caseId = tables.column("SELECT id FROM review_case WHERE decision_id = '" + recorded.path("id") + "'")
                .getFirst();
        Response claimed = SignIn.as("rita").put("/api/v1/cases/" + caseId + "/claim");
        Chain.firstView("rita", caseId);
        Response ruled = Chain.rule(
                "rita",
                caseId,
                Chain.overturned(claimed.jsonPath().getLong("fence")).put("cause", cause));
        ruled.then().statusCode(201);
        return ruled.path("id");
    }

    private Response record(Consumer<ObjectNode> change) {
        ObjectNode decision = Chain.decision(type);
        change.accept(decision);
        Response recorded = Chain.post(decision);
        recorded.then().statusCode(201);
        return recorded;
    }

    private static Response begin(String person, String ruling) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("rulingId", ruling))
                .post("/api/v1/sweeps");
    }

    private List<String> swept() {
        return tables.column(
                "SELECT decision_id FROM review_case WHERE origin = 'SWEEP' AND type = '" + type + "' ORDER BY 1");
    }
}
