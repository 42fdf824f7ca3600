package dev.redress.review;

import static io.restassured.RestAssured.delete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What comes after a reviewer has looked blocks their ruling until they say that they have seen it; and what they
/// typed
/// is never lost to what others do.
@QuarkusTest
class SeenTest {

    @Inject
    Tables tables;

    private final String type = Chain.fresh("seen");

    @BeforeEach
    void aType() {
        Chain.register(type, Map.of("blind", false));
    }

    @Test
    void atTheDeskNewWordsBlockUntilSeen() {
        Held held = Held.by("rita", type);
        Map<String, String> before = held.form();
        assertThat(held.page("rita")).doesNotContain("New since you looked");
        held.write("The shop has found the receipt.");
        held.desk("rita", "ruling", before)
                .then()
                .statusCode(412)
                .body(
                        containsString("New since you looked"),
                        containsString("The shop has found the receipt."),
                        containsString("The receipt shows November."));
        // to send again is not to look
        held.send().then().statusCode(412);
        Map<String, String> state = tables.state();
        held.page("rita");
        assertThat(tables.state()).isEqualTo(state); // nor is to open the page
        held.desk("rita", "seen", held.form()).then().statusCode(303);
        assertThat(held.page("rita")).doesNotContain("New since you looked").contains("The receipt shows November.");
        held.send().then().statusCode(303);
        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        assertThat(held.state()).isEqualTo("RULED");
    }

    /// What took long to come in can carry a time from before the look.
    @Test
    void aChangeThatTheListMissesCanBeSeenAllTheSame() throws java.sql.SQLException {
        Held held = Held.by("rita", type);
        held.page("rita");
        held.write("The shop has found the receipt.");
        tables.change("UPDATE case_seen SET at = at + interval '1 hour' WHERE case_id = '" + held.caseId() + "'");
        held.send()
                .then()
                .statusCode(412)
                .body(containsString("The case has changed"), containsString("I have seen it"));
        held.desk("rita", "seen", held.form()).then().statusCode(303);
        held.send().then().statusCode(303);
    }

    /// What a colleague typed is beside one's own where two worked on one case, and not whenever something is refused.
    @Test
    void aColleaguesDraftIsNoAnswerToAnyRefusal() {
        Held before = Held.by("ravi", type);
        Map<String, String> theirs = before.form();
        theirs.put("note", "Between colleagues.");
        before.desk("ravi", "draft", theirs).then().statusCode(303);
        before.desk("ravi", "release", Map.of()).then().statusCode(303);
        Held held = Held.of("rita", type, before.token());
        Map<String, String> form = held.form();
        form.put("reasons", "Another text.");
        held.write("Do not pay yet.");
        held.desk("rita", "undo", Map.of())
                .then()
                .statusCode(409)
                .body(org.hamcrest.Matchers.not(containsString("Between colleagues.")));
        held.desk("rita", "ruling", form).then().statusCode(412).body(containsString("Between colleagues."));
        held.desk("rita", "hardship", Map.of("hardship-code", "NONE_SUCH", "hardship-note", "r"))
                .then()
                .statusCode(422);
    }

    @Test
    void whatIsSeenIsNamed() {
        Held held = Held.by("rita", type);
        String old = held.form().get("seen");
        held.write("One.");
        held.desk("rita", "seen", Map.of("seen", old)).then().statusCode(412);
        held.put("rita", "seen", Map.of()).then().statusCode(428);
        SignIn.as("rita")
                .header("If-Match", "\"1\"")
                .put("/api/v1/cases/" + held.caseId() + "/seen")
                .then()
                .statusCode(412)
                .header("ETag", "\"2\"");
        SignIn.as("rita")
                .header("If-Match", "\"2\"")
                .put("/api/v1/cases/" + held.caseId() + "/seen")
                .then()
                .statusCode(204);
        held.rule(Chain.overturned(held.fence()), "*").then().statusCode(201);
    }

    /// What took long to come in carries a time before the look.
    @Test
    void whatCameInLateIsShownAndCanBeSeen() throws SQLException {
        Held held = Held.by("rita", type);
        tables.change("UPDATE case_seen SET at = at + interval '1 minute' WHERE case_id = '" + held.caseId() + "'");
        held.write("The shop has found the receipt.");
        assertThat(held.page("rita")).contains("I have seen it", "The shop has found the receipt.");
        held.send().then().statusCode(412).body(containsString("The shop has found the receipt."));
        held.put("rita", "seen", Map.of()).then().statusCode(428);
        SignIn.as("rita")
                .header("If-Match", "*") // names nothing
                .put("/api/v1/cases/" + held.caseId() + "/seen")
                .then()
                .statusCode(412);
        held.desk("rita", "seen", held.form()).then().statusCode(303);
        held.send().then().statusCode(303);
    }

    @Test
    void byTheInterfaceTheTagSaysIt() {
        Held held = Held.by("rita", type);
        held.write("One.");
        held.rule()
                .then()
                .statusCode(412)
                .header("ETag", "\"2\"")
                .body("changes.what", equalTo(List.of("MESSAGE_POSTED")))
                .body("changes.text", equalTo(List.of("One.")))
                .body("changes[0].at", org.hamcrest.Matchers.notNullValue());
        held.rule(Chain.overturned(held.fence()), "*").then().statusCode(412);
        held.rule(Chain.overturned(held.fence()), "\"2\"").then().statusCode(201);
        assertThat(tables.column("SELECT version FROM case_seen WHERE case_id = '" + held.caseId() + "'"))
                .containsExactly("2");
    }

    @Test
    void aWithdrawalLosesNothingThatWasTyped() {
        Held held = Held.by("rita", type);
        Map<String, String> form = held.form();
        delete("/api/v1/notices/" + held.token() + "/appeal").then().statusCode(204);
        held.desk("rita", "ruling", form)
                .then()
                .statusCode(409)
                .body(containsString("What you typed is kept"), containsString("The receipt shows November."));
    }

    /// Two people: the lease was lost, the other one ruled.
    @Test
    void theSecondOfTwoSeesBothRulingsSideBySide() {
        Held held = Held.by("rita", type);
        Map<String, String> form = held.form();
        form.put("reasons", "Rita’s reasons.");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofHours(1))) {
            Held other = Held.of("ravi", type, held.token());
            Map<String, String> theirs = other.form();
            theirs.put("reasons", "Ravi’s reasons.");
            other.desk("ravi", "draft", theirs).then().statusCode(303);
            held.desk("rita", "ruling", form)
                    .then()
                    .statusCode(409)
                    .body(
                            containsString("Rita’s reasons."),
                            containsString("Ravi’s reasons."),
                            containsString("A colleague’s draft"));
            other.desk("ravi", "ruling", theirs).then().statusCode(303);
            other.desk("ravi", "send-now", Map.of()).then().statusCode(303);
            held.desk("rita", "ruling", form)
                    .then()
                    .statusCode(409)
                    .body(
                            containsString("What you typed is kept"),
                            containsString("Rita’s reasons."),
                            containsString("Ravi’s reasons."),
                            containsString("The ruling"));
        }
        assertThat(tables.column("SELECT reviewer_id FROM ruling WHERE case_id = '" + held.caseId() + "'"))
                .containsExactly("ravi");
    }

    @Test
    void twoWindowsDoNotOverwriteEachOther() {
        Held held = Held.by("rita", type);
        Map<String, String> one = held.form();
        Map<String, String> two = held.form();
        one.put("reasons", "From the first window.");
        held.desk("rita", "draft", one).then().statusCode(303);
        held.desk("rita", "draft", one).then().statusCode(303);
        two.put("reasons", "From the second window.");
        SignIn.as("rita")
                .header("HX-Request", "true")
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(two)
                .post("/desk/cases/" + held.caseId() + "/draft")
                .then()
                .statusCode(412)
                .body(containsString("Not saved"));
        held.desk("rita", "ruling", two)
                .then()
                .statusCode(412)
                .body(
                        containsString("From the first window."),
                        containsString("From the second window."),
                        containsString("take-reasons"));
        assertThat(held.page("rita")).contains("From the first window.");
        Map<String, String> merged = held.form();
        merged.put("reasons", "From the second window.");
        merged.put("take-reasons", "theirs");
        merged.put("theirs-reasons", "From the first window.");
        held.desk("rita", "ruling", merged).then().statusCode(303);
        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        SignIn.as("rita")
                .get("/api/v1/cases/" + held.caseId())
                .then()
                .body("ruling.reasons", equalTo("From the first window."));
    }

    @Test
    void aDraftOutlivesTheLease() {
        Held held = Held.by("rita", type);
        Map<String, String> form = held.form();
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofHours(1))) {
            SignIn.as("rita")
                    .header("HX-Request", "true")
                    .formParams(form)
                    .post("/desk/cases/" + held.caseId() + "/draft")
                    .then()
                    .statusCode(200)
                    .body(containsString("Saved "), org.hamcrest.Matchers.not(containsString("<html")));
            assertThat(held.page("rita")).contains("The receipt shows November.");
        }
    }

    @Test
    void eachOfSeveralGroundsHasItsAnswerAtTheDesk() {
        String token = Chain.link(type);
        Chain.appeal(token, "{\"grounds\": [\"FACT_WRONG\", \"RULE_UNFAIR\"], \"statement\": \"No.\"}")
                .then()
                .statusCode(201);
        Held held = Held.of("rita", type, token);
        Map<String, String> form = held.form();
        form.put("answer-FACT_WRONG", "You are right.");
        held.desk("rita", "ruling", form)
                .then()
                .statusCode(422)
                .body(containsString("id=\"answer-RULE_UNFAIR-error\""), containsString("You are right."));
        SignIn.as("rita")
                .get("/api/v1/cases/" + held.caseId())
                .then()
                .body("state", equalTo("CLAIMED"), "timeline.act", org.hamcrest.Matchers.not(hasItem("RULING_SENT")));
        held.rule().then().statusCode(201); // by the interface the reasons may say it all
    }
}
