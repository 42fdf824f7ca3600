package dev.redress.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A case changes hands: skipped, put aside, handed over, taken back; and a colleague is asked.
@QuarkusTest
class HandingTest {

    private static final Map<String, String> BECAUSE = Map.of("reason", "Because.");

    @Inject
    Tables tables;

    private final String type = Chain.fresh("handing");
    private String caseId;

    @BeforeEach
    void ritaHoldsACase() {
        Desk.meet("ravi");
        Desk.meet("lena");
        caseId = Desk.waiting(type);
        Chain.claim("rita", type).then().statusCode(201).body("caseId", equalTo(caseId));
    }

    @Test
    void aSkippedCaseIsNotOfferedAgainBeforeSomebodyElseHadIt() {
        Desk.act("rita", caseId, "skip", Map.of()).then().statusCode(422).body("errors[0].pointer", equalTo("/reason"));
        Desk.act("rita", caseId, "skip", BECAUSE).then().statusCode(204);
        Chain.claim("rita", type).then().statusCode(204).header("Redress-Not-Offered", "SKIPPED=1");
        Chain.claim("ravi", type).then().statusCode(201);
        Desk.act("ravi", caseId, "skip", BECAUSE).then().statusCode(204);
        Chain.claim("ravi", type).then().statusCode(204);
        Chain.claim("rita", type).then().statusCode(201);
        SignIn.as("lena")
                .get("/api/v1/cases/skips")
                .then()
                .statusCode(200)
                .body("items.findAll { it.caseId == '" + caseId + "' }.reviewer", equalTo(List.of("ravi", "rita")));
        SignIn.as("rita").get("/api/v1/cases/skips").then().statusCode(403);
    }

    @Test
    void aSkippedCaseCanStillBeChosen() {
        Desk.act("rita", caseId, "skip", BECAUSE);
        Desk.claim("rita", caseId).then().statusCode(200);
    }

    @Test
    void aCasePutAsideLeavesTheQueueAndComesBackByItself() {
        hold(Duration.ofDays(2)).then().statusCode(204);
        Desk.read("ravi", caseId).then().body("state", equalTo("ON_HOLD")).body("hands.hold.mine", equalTo(false));
        Chain.claim("ravi", type).then().statusCode(204);
        Desk.claim("ravi", caseId).then().statusCode(409).body("until", equalTo(untilOf(caseId)));
        SignIn.as("ravi").get("/api/v1/cases?held=true&type=" + type).then().body("items.id", hasItem(caseId));
        SignIn.as("rita").get("/api/v1/cases?mine=true&type=" + type).then().body("items.id", hasItem(caseId));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(2).plusMinutes(1))) {
            Chain.claim("ravi", type).then().statusCode(201).body("caseId", equalTo(caseId));
        }
        Desk.read("ravi", caseId).then().body("timeline.act", hasItems("CASE_HELD", "HOLD_ENDED"));
    }

    @Test
    void whoPutItAsideTakesItUpAgain() {
        hold(Duration.ofDays(2)).then().statusCode(204);
        Desk.claim("rita", caseId).then().statusCode(200);
        Desk.read("rita", caseId).then().body("state", equalTo("CLAIMED")).body("hands.hold", nullValue());
    }

    @Test
    void aHoldIsOneTo120DaysAndNeverLongerThanTheAnswerMayTake() {
        hold(Duration.ofHours(23)).then().statusCode(422).body("errors[0].pointer", equalTo("/until"));
        hold(Duration.ofDays(121)).then().statusCode(422);
        hold(Duration.ofDays(40)).then().statusCode(422).body("errors[0].detail", containsString("move the deadline"));
        Desk.act("rita", caseId, "hold", Map.of("until", Desk.in(Duration.ofDays(2))))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/reason"));
        Desk.act("rita", caseId, "hold", BECAUSE).then().statusCode(422);
        Desk.act("ravi", caseId, "hold", Map.of("until", Desk.in(Duration.ofDays(2)), "reason", "Mine."))
                .then()
                .statusCode(409);
    }

    @Test
    void aCaseHandedToAColleagueIsOfferedToNobodyElse() {
        handOver("ravi").then().statusCode(204);
        Chain.claim("rita", type).then().statusCode(204).header("Redress-Not-Offered", "OFFERED_TO_OTHERS=1");
        Chain.claim("lena", type).then().statusCode(204);
        Desk.claim("rita", caseId).then().statusCode(403).body("type", containsString("offered-to-others"));
        SignIn.as("rita")
                .get("/api/v1/cases?claimable=true&type=" + type)
                .then()
                .body("items", equalTo(List.of()));
        SignIn.as("ravi")
                .get("/api/v1/cases?claimable=true&type=" + type)
                .then()
                .body("items.id", hasItem(caseId));
        Chain.claim("ravi", type).then().statusCode(201);
        SignIn.as("ravi").delete("/api/v1/cases/" + caseId + "/claim").then().statusCode(204);
        Chain.claim("rita", type).then().statusCode(201); // who gives it back leaves it to everybody
    }

    @Test
    void aHandOverEndsByItself() {
        handOver("ravi").then().statusCode(204);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(3).plusMinutes(1))) {
            Chain.claim("rita", type).then().statusCode(201);
        }
    }

    @Test
    void aCaseIsHandedOnlyToSomebodyWhoMayTakeIt() throws SQLException {
        handOver("nobody-here").then().statusCode(422).body("errors[0].pointer", equalTo("/reviewer"));
        handOver("rita").then().statusCode(422);
        Desk.act("rita", caseId, "handover", BECAUSE).then().statusCode(422);
        Desk.act("rita", caseId, "handover", Map.of("reason", "r", "team", "no-such-team"))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/team"));
        Desk.act("ravi", caseId, "recusal", BECAUSE).then().statusCode(204);
        handOver("ravi").then().statusCode(422);
        Desk.read("rita", caseId).then().body("claim.mine", equalTo(true)); // nothing moved
    }

    @Test
    void aLeadTakesBackWhateverKeepsACaseFromOthers() {
        Desk.act("rita", caseId, "take-back", BECAUSE).then().statusCode(403);
        Desk.act("lena", caseId, "take-back", BECAUSE).then().statusCode(204);
        Chain.rule("rita", caseId, 1).then().statusCode(409);
        Desk.act("lena", caseId, "take-back", BECAUSE)
                .then()
                .statusCode(409)
                .body("type", containsString("nothing-to-take-back"));
        Desk.claim("rita", caseId).then().statusCode(200);
        hold(Duration.ofDays(2)).then().statusCode(204);
        Desk.act("lena", caseId, "take-back", BECAUSE).then().statusCode(204);
        Desk.claim("rita", caseId).then().statusCode(200);
        handOver("ravi").then().statusCode(204);
        Desk.act("lena", caseId, "take-back", BECAUSE).then().statusCode(204);
        Chain.claim("rita", type).then().statusCode(201);
    }

    @Test
    void aLeadHandsOverWhatWaits() {
        Desk.act("lena", caseId, "take-back", BECAUSE);
        Desk.act("lena", caseId, "handover", Map.of("reviewer", "ravi", "reason", "You know these."))
                .then()
                .statusCode(204);
        Chain.claim("rita", type).then().statusCode(204);
        Chain.claim("ravi", type).then().statusCode(201);
    }

    @Test
    void aColleagueGivesASecondOpinionWhileTheHolderKeepsTheCase() {
        Map<String, String> question = Map.of("reviewer", "ravi", "question", "Is the receipt real?");
        Desk.act("ravi", caseId, "second-opinion", question).then().statusCode(409);
        Desk.act("rita", caseId, "second-opinion", question).then().statusCode(204);
        Desk.read("ravi", caseId).then().body("hands.asked", equalTo("Is the receipt real?"));
        opinion("lena").then().statusCode(409).body("type", containsString("not-asked"));
        opinion("ravi").then().statusCode(204);
        opinion("ravi").then().statusCode(409);
        Desk.act("rita", caseId, "second-opinion", question).then().statusCode(422); // it would wipe what was said
        Desk.read("rita", caseId)
                .then()
                .body("claim.mine", equalTo(true))
                .body("hands.opinions[0].opinion", equalTo("It is."))
                .body("timeline.act", hasItems("OPINION_ASKED", "OPINION_GIVEN"));
        Chain.rule("rita", caseId, 1).then().statusCode(201);
    }

    @Test
    void whoStepsBackIsNeverOfferedTheDecisionAgain() throws SQLException {
        Desk.act("rita", caseId, "recusal", Map.of("reason", "I know the person."))
                .then()
                .statusCode(204);
        Chain.claim("rita", type).then().statusCode(204).header("Redress-Not-Offered", "NOT_INDEPENDENT=1");
        Desk.claim("rita", caseId).then().statusCode(403);
        String later = Desk.another(tables, caseId, "AUDIT", 0);
        Desk.claim("rita", later).then().statusCode(403);
        Chain.claim("ravi", type).then().statusCode(201);
        SignIn.as("lena")
                .get("/api/v1/conflicts?reviewer=rita")
                .then()
                .body(
                        "items.find { it.ref == '" + Desk.decisionOf(tables, caseId) + "' }.reason",
                        equalTo("I know the person."));
    }

    @Test
    void whoStepsBackFromACaseHandedToThemLeavesItToOthers() {
        handOver("ravi").then().statusCode(204);
        Desk.act("ravi", caseId, "recusal", BECAUSE).then().statusCode(204);
        Chain.claim("ravi", type).then().statusCode(204);
        Chain.claim("rita", type).then().statusCode(201);
    }

    @Test
    void hardshipComesFirstAmongTheCasesOfADay() throws SQLException {
        Desk.act("rita", caseId, "skip", BECAUSE); // it waits, and is the oldest
        String second = Desk.another(tables, caseId, "AUDIT", 0);
        String earlier = Desk.another(tables, caseId, "AUDIT", -1);
        SignIn.as("ravi")
                .contentType(ContentType.JSON)
                .body(Map.of("hardship", "ILLNESS", "note", "Wrote from hospital."))
                .put("/api/v1/cases/" + second + "/hardship")
                .then()
                .statusCode(204);
        assertThat(SignIn.as("ravi").get("/api/v1/cases?type=" + type).<List<String>>path("items.id"))
                .containsExactly(earlier, second, caseId);
        for (String next : List.of(earlier, second, caseId)) {
            Chain.claim("ravi", type).then().statusCode(201).body("caseId", equalTo(next));
        }
        Desk.read("ravi", second).then().body("hands.hardship.reason", equalTo("ILLNESS"));
    }

    private Response hold(Duration time) {
        return Desk.act("rita", caseId, "hold", Map.of("until", Desk.in(time), "reason", "The shop is closed."));
    }

    private Response handOver(String to) {
        return Desk.act("rita", caseId, "handover", Map.of("reviewer", to, "reason", "You know these."));
    }

    private Response opinion(String person) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("opinion", "It is."))
                .put("/api/v1/cases/" + caseId + "/second-opinion");
    }

    private String untilOf(String id) {
        return Desk.read("rita", id).path("hands.hold.until");
    }
}
