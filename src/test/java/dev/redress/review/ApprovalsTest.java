package dev.redress.review;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A ruling of a type with great effect is made by two people.
@QuarkusTest
class ApprovalsTest {

    private static final Map<String, Object> YES = Map.of("approve", true);
    private static final Map<String, Object> NO =
            Map.of("approve", false, "reasons", "The receipt is of another shop.");

    @Inject
    Tables tables;

    private final String type = Chain.fresh("approval");

    @BeforeEach
    void aTypeWithGreatEffect() {
        Chain.register(type, Map.of("blind", true, "secondApproval", true, "secondLevel", true));
    }

    @Test
    void nothingLeavesUntilAnotherReviewerApproves() {
        Held held = proposed();
        assertThat(rulings(held)).containsExactly("0");
        get("/api/v1/notices/" + held.token() + "/status").then().body("state", equalTo("IN_REVIEW"));
        SignIn.as("ravi")
                .queryParam("state", "AWAITING_APPROVAL")
                .queryParam("type", type)
                .get("/api/v1/cases")
                .then()
                .body("items.id", equalTo(List.of(held.caseId())), "items[0].dueAt", notNullValue());
        assertThat(SignIn.as("ravi").get("/desk?type=" + type).asString()).contains("Awaiting approval");

        held.put("rita", "approval", YES).then().statusCode(403).body("type", endsWith("/own-ruling"));
        held.desk("rita", "approval", Map.of("approve", "yes")).then().statusCode(403);
        held.put("ravi", "approval", YES).then().statusCode(409).body("type", endsWith("/first-view-needed"));
        assertThat(held.view("ravi").at("/course/waiting/said").isMissingNode()).isTrue();
        Chain.firstView("ravi", held.caseId()).then().statusCode(200);
        assertThat(held.page("ravi")).contains("The receipt shows November.", "Approve the ruling");
        assertThat(rulings(held)).containsExactly("0");
        held.put("ravi", "approval", YES)
                .then()
                .statusCode(200)
                .body("state", equalTo("RULED"))
                .body("rulingId", notNullValue());
        held.put("ravi", "approval", YES).then().statusCode(409);
        get("/api/v1/notices/" + held.token() + "/status").then().body("outcome.verdict", equalTo("OVERTURNED"));
        assertThat(get("/a/" + held.token() + "/status").asString()).doesNotContain("ravi", "rita");
        assertThat(SignIn.as("ana").get("/api/v1/labels").asString().lines().filter(line -> line.contains(type)))
                .singleElement()
                .satisfies(label -> assertThat(label).contains("\"reviewers\":2"));
        SignIn.as("rita")
                .get("/api/v1/cases/" + held.caseId())
                .then()
                .body("timeline.act", hasItem("RULING_PROPOSED"))
                .body("timeline.find { it.act == 'RULING_APPROVED' }.actorId", equalTo("ravi"))
                .body("timeline.find { it.act == 'CASE_RULED' }.actorId", equalTo("rita"));
    }

    /// Two people at once: one ruling, and the other one is told.
    @Test
    void twoWhoApproveAtOnceMakeOneRuling() throws Exception {
        Held held = proposed();
        Chain.firstView("ravi", held.caseId()).then().statusCode(200);
        Chain.firstView("lena", held.caseId()).then().statusCode(200);
        List<String> people = List.of("ravi", "lena");
        assertThat(Together.call(2, i -> held.put(people.get(i), "approval", YES)))
                .extracting(io.restassured.response.Response::statusCode)
                .containsExactlyInAnyOrder(200, 409);
        assertThat(rulings(held)).containsExactly("1");
    }

    @Test
    void refusedItGoesBackWithTheReasons() {
        Held held = proposed();
        Chain.firstView("ravi", held.caseId()).then().statusCode(200);
        held.put("ravi", "approval", Map.of("approve", false)).then().statusCode(422);
        held.put("ravi", "approval", NO).then().statusCode(200).body("state", equalTo("CLAIMED"));
        assertThat(rulings(held)).containsExactly("0");
        assertThat(held.view("rita").at("/claim/mine").asBoolean()).isTrue();
        assertThat(held.page("rita")).contains("The receipt is of another shop.");
    }

    @Test
    void theProposerMayTakeItBack() {
        Held held = proposed();
        SignIn.as("ravi")
                .delete("/api/v1/cases/" + held.caseId() + "/approval")
                .then()
                .statusCode(409);
        SignIn.as("rita")
                .delete("/api/v1/cases/" + held.caseId() + "/approval")
                .then()
                .statusCode(204);
        assertThat(held.state()).isEqualTo("CLAIMED");
    }

    @Test
    void whoIsNotIndependentMayNotApprove() throws SQLException {
        Held held = proposed();
        tables.change("INSERT INTO conflict SELECT 'ravi', 'DECISION', decision_id::text, 'A test.', 'lena', now()"
                + " FROM review_case WHERE id = '" + held.caseId() + "'");
        try {
            Chain.firstView("ravi", held.caseId()).then().statusCode(403);
            held.put("ravi", "approval", YES).then().statusCode(403);
            held.put("ravi", "approval", NO).then().statusCode(403);
        } finally {
            tables.change("DELETE FROM conflict WHERE reviewer_id = 'ravi'");
        }
    }

    /// Who looks for the first time is not told what a colleague thought.
    @Test
    void nothingOfTheFirstPersonsJudgementIsToldBeforeAFirstView() {
        Held held = proposed();
        assertThat(SignIn.as("ravi").get("/api/v1/cases/" + held.caseId()).asString())
                .doesNotContain("leaning", "FIRST_VIEW_RECORDED");
        assertThat(SignIn.as("rita").get("/api/v1/cases/" + held.caseId()).asString())
                .contains("\"leaning\"");
        Chain.firstView("ravi", held.caseId()).then().statusCode(200);
        held.put("ravi", "approval", NO).then().statusCode(200);
        assertThat(held.view("lena").at("/course/returned").has("reasons")).isFalse();
        Chain.firstView("rita", held.caseId()).then().statusCode(200);
        assertThat(held.view("rita").at("/course/returned").has("reasons")).isTrue();
    }

    @Test
    void onlyTheRulingThatWasReadIsApproved() {
        Held held = proposed();
        Chain.firstView("ravi", held.caseId()).then().statusCode(200);
        String read = held.view("ravi").at("/course/waiting/sentAt").asText();
        assertThat(held.page("ravi")).contains("name=\"proposedAt\" value=\"" + read + "\"");
        SignIn.as("rita")
                .delete("/api/v1/cases/" + held.caseId() + "/approval")
                .then()
                .statusCode(204);
        held.rule(Chain.overturned(held.fence() + 1), "\"1\"").then().statusCode(202);
        held.put("ravi", "approval", Map.of("approve", true, "proposedAt", read))
                .then()
                .statusCode(412);
        held.desk("ravi", "approval", Map.of("approve", "yes", "proposedAt", read))
                .then()
                .statusCode(412);
        assertThat(rulings(held)).containsExactly("0");
        String now = held.view("ravi").at("/course/waiting/sentAt").asText();
        held.desk("ravi", "approval", Map.of("approve", "yes", "proposedAt", now))
                .then()
                .statusCode(303);
        assertThat(rulings(held)).containsExactly("1");
    }

    /// However long it waited: a date that has passed is refused, and a term counts from the approval.
    @Test
    void noRemedyIsDueBeforeItIsOrdered() {
        Chain.register(
                type, Map.of("secondApproval", true, "blind", false, "remedyDue", Map.of("amount", 1, "unit", "DAYS")));
        Held dated = Held.by("rita", type);
        ObjectNode ruling = Chain.overturned(dated.fence());
        ruling.withObject("/remedy").put("dueAt", Desk.in(Duration.ofDays(1)));
        dated.rule(ruling, "\"1\"").then().statusCode(202);
        Held undated = Held.by("ravi", type);
        undated.rule().then().statusCode(202);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(2))) {
            dated.put("lena", "approval", YES).then().statusCode(422).body("errors.pointer", hasItem("/remedy/dueAt"));
            dated.put("lena", "approval", NO).then().statusCode(200);
            undated.put("lena", "approval", YES).then().statusCode(200);
        }
        assertThat(tables.column("SELECT m.due_at > r.ruled_at FROM remedy m JOIN ruling r ON r.id = m.ruling_id"
                        + " WHERE r.case_id = '" + undated.caseId() + "'"))
                .containsExactly("t");
    }

    @Test
    void whoseRulingWasNotApprovedIsNotTheSecondLevel() {
        Chain.register(type, Map.of("secondApproval", true, "secondLevel", true, "blind", false));
        Held first = Held.by("lena", type);
        first.rule().then().statusCode(202);
        first.put("ravi", "approval", NO).then().statusCode(200);
        SignIn.as("lena")
                .delete("/api/v1/cases/" + first.caseId() + "/claim")
                .then()
                .statusCode(204);
        Held second = Held.of("rita", type, first.token());
        second.rule().then().statusCode(202);
        second.put("ravi", "approval", YES).then().statusCode(200);
        io.restassured.RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("text", "I do not agree."))
                .post("/api/v1/notices/" + first.token() + "/second-appeal")
                .then()
                .statusCode(201);
        Chain.claim("lena", type).then().statusCode(204).header("Redress-Not-Offered", "NOT_INDEPENDENT=1");
    }

    @Test
    void whatChangedMeanwhileIsNotApproved() {
        Held held = proposed();
        Chain.firstView("ravi", held.caseId()).then().statusCode(200);
        held.write("One more thing.");
        held.put("ravi", "approval", YES).then().statusCode(412).body("changes.text", hasItem("One more thing."));
        held.put("ravi", "approval", NO).then().statusCode(200);
    }

    @Test
    void whoApprovedIsNotTheSecondLevel() {
        Held held = proposed();
        Chain.firstView("lena", held.caseId()).then().statusCode(200);
        held.put("lena", "approval", YES).then().statusCode(200);
        io.restassured.RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("text", "I do not agree."))
                .post("/api/v1/notices/" + held.token() + "/second-appeal")
                .then()
                .statusCode(201);
        Chain.claim("lena", type).then().statusCode(204);
    }

    /// From the desk it can be undone first, and then waits for the second person.
    @Test
    void fromTheDeskItWaitsForBoth() {
        Chain.register(type, Map.of("blind", false, "secondApproval", true));
        Held held = Held.by("rita", type);
        held.send().then().statusCode(303);
        assertThat(held.state()).isEqualTo("SENT");
        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        assertThat(held.state()).isEqualTo("AWAITING_APPROVAL");
        held.desk("ravi", "approval", Map.of("approve", "no"))
                .then()
                .statusCode(422)
                .body(org.hamcrest.Matchers.containsString("The reasons: is missing"));
        held.desk("ravi", "approval", Map.of("approve", "yes")).then().statusCode(303);
        assertThat(rulings(held)).containsExactly("1");
    }

    @Test
    void aWithdrawalEndsTheWaiting() {
        Held held = proposed();
        delete("/api/v1/notices/" + held.token() + "/appeal").then().statusCode(204);
        held.put("ravi", "approval", YES).then().statusCode(409).body("type", endsWith("/case-closed"));
    }

    private Held proposed() {
        Held held = Held.by("rita", type);
        Chain.firstView("rita", held.caseId()).then().statusCode(200);
        held.rule()
                .then()
                .statusCode(202)
                .body("caseId", equalTo(held.caseId()))
                .body("state", equalTo("AWAITING_APPROVAL"))
                .body("proposedAt", notNullValue());
        return held;
    }

    private List<String> rulings(Held held) {
        return tables.column("SELECT count(*) FROM ruling WHERE case_id = '" + held.caseId() + "'");
    }
}
