package dev.redress.review;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is sent at the desk leaves after the undo window, once, and only when nothing has changed.
@QuarkusTest
class SendingTest {

    @Inject
    Tables tables;

    @Inject
    Sending sending;

    private final String type = Chain.fresh("sending");

    @BeforeEach
    void aType() {
        Chain.register(type, Map.of("blind", false));
    }

    @Test
    void nothingOfItExistsInTheWindow() {
        Held held = Held.by("rita", type);
        held.send().then().statusCode(303);
        assertThat(held.state()).isEqualTo("SENT");
        assertThat(held.page("rita")).contains("Ruling sent", "Undo", "Send now");
        assertThat(left(held)).containsOnly("0");
        get("/api/v1/notices/" + held.token() + "/status").then().body("state", equalTo("IN_REVIEW"));
        Chain.claim("ravi", type).then().statusCode(204);
        held.put("ravi", "claim", Map.of()).then().statusCode(409).body("type", endsWith("/ruling-waits"));

        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        assertThat(held.state()).isEqualTo("RULED");
        assertThat(left(held)).containsOnly("1");
        get("/api/v1/notices/" + held.token() + "/status").then().body("outcome.verdict", equalTo("OVERTURNED"));
        sending.settleDue(Instant.now().plusSeconds(60));
        assertThat(left(held)).containsOnly("1");
    }

    /// Also after an outage longer than any lease: what was sent is made, by whichever keeper comes first.
    @Test
    void itIsMadeWhenTheWindowIsOver() throws InterruptedException {
        Held held = Held.by("rita", type);
        held.send().then().statusCode(303);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofHours(5))) {
            for (int i = 0; i < 100 && !held.state().equals("RULED"); i++) {
                Thread.sleep(100);
            }
        }
        assertThat(held.state()).isEqualTo("RULED");
        assertThat(left(held)).containsOnly("1");
    }

    @Test
    void undoneItIsADraftAndTheCaseIsHeld() {
        Held held = Held.by("rita", type);
        held.send().then().statusCode(303);
        held.desk("ravi", "undo", Map.of()).then().statusCode(409);
        held.desk("rita", "undo", Map.of()).then().statusCode(303);
        assertThat(held.state()).isEqualTo("CLAIMED");
        assertThat(held.page("rita")).contains("The receipt shows November.", "Send the ruling");
        assertThat(left(held)).containsOnly("0");
        held.desk("rita", "undo", Map.of()).then().statusCode(409);
        held.send().then().statusCode(303); // under the new fence
        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        assertThat(left(held)).containsOnly("1");
    }

    @Test
    void itIsNotMadeWhenTheCaseHasChanged() {
        Held held = Held.by("rita", type);
        held.send().then().statusCode(303);
        held.write("One more thing.");
        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        assertThat(left(held)).containsOnly("0");
        assertThat(held.page("rita"))
                .contains("The case changed before the ruling left", "One more thing.", "The receipt shows November.");
        assertThat(held.state()).isEqualTo("CLAIMED");
    }

    @Test
    void itIsNotMadeByAReviewerWhoLostTheirIndependence() throws SQLException {
        Held held = Held.by("rita", type);
        held.send().then().statusCode(303);
        tables.change("INSERT INTO conflict SELECT 'rita', 'DECISION', decision_id::text, 'A test.', 'lena', now()"
                + " FROM review_case WHERE id = '" + held.caseId() + "'");
        try {
            held.desk("rita", "send-now", Map.of()).then().statusCode(303);
            assertThat(left(held)).containsOnly("0");
            assertThat(held.state()).isEqualTo("CLAIMED");
        } finally {
            tables.change("DELETE FROM conflict WHERE reviewer_id = 'rita'");
        }
    }

    @Test
    void aWithdrawalInTheWindowEndsIt() {
        Held held = Held.by("rita", type);
        held.send().then().statusCode(303);
        delete("/api/v1/notices/" + held.token() + "/appeal").then().statusCode(204);
        held.desk("rita", "send-now", Map.of()).then().statusCode(409);
        sending.settleDue(Instant.now());
        assertThat(left(held)).containsOnly("0");
        assertThat(held.state()).isEqualTo("WITHDRAWN");
        assertThat(held.page("rita")).contains("What you typed is kept", "The receipt shows November.");
        assertThat(tables.column("SELECT count(*) FROM proposed_ruling WHERE case_id = '" + held.caseId() + "'"))
                .containsExactly("0");
    }

    @Test
    void whoeverMovesOnHasMadeUpTheirMind() {
        Held held = Held.by("rita", type);
        Chain.appealed(type);
        held.send().then().statusCode(303);
        nextAtTheDesk("rita").then().statusCode(303);
        assertThat(held.state()).isEqualTo("RULED");
    }

    @Test
    void aSecondWindowLosesNothingInTheWindowNorAfterIt() {
        Held held = Held.by("rita", type);
        Map<String, String> two = held.form();
        two.put("reasons", "From the second window.");
        held.send().then().statusCode(303);
        held.desk("rita", "ruling", two)
                .then()
                .statusCode(412)
                .body(containsString("Ruling sent"), containsString("From the second window."));
        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        held.desk("rita", "ruling", two)
                .then()
                .statusCode(409)
                .body(containsString("This case is closed"), containsString("From the second window."));
        assertThat(tables.column("SELECT body FROM ruling_draft WHERE case_id = '" + held.caseId() + "'"))
                .singleElement()
                .asString()
                .contains("From the second window.");
        assertThat(left(held)).containsOnly("1");
    }

    @Test
    void aRefusedFormKeepsWhatWasTyped() {
        Held held = Held.by("rita", type);
        Map<String, String> form = held.form();
        form.remove("cause");
        held.desk("rita", "ruling", form)
                .then()
                .statusCode(422)
                .body(containsString("The cause is missing"), containsString("The receipt shows November."));
        // what a verdict does not need does not matter
        Map<String, String> upheld = held.form();
        upheld.put("verdict", "UPHELD");
        held.desk("rita", "ruling", upheld).then().statusCode(303);
    }

    /// One that breaks holds nobody else's back, however long it has been there.
    @Test
    void oneThatCannotBeMadeKeepsNoOtherFromBeingMade() throws SQLException {
        Held broken = Held.by("rita", type);
        broken.send().then().statusCode(303);
        Held good = Held.by("ravi", type);
        good.send().then().statusCode(303);
        tables.change("UPDATE proposed_ruling SET body = '{\"verdict\": \"OF_A_LATER_VERSION\"}' WHERE case_id = '"
                + broken.caseId() + "'");
        sending.settleDue(Instant.now().plusSeconds(60));
        assertThat(left(broken)).containsOnly("0");
        assertThat(left(good)).containsOnly("1");
        Chain.appealed(type);
        nextAtTheDesk("rita").then().statusCode(303); // who sent it goes on as well
        delete("/api/v1/notices/" + broken.token() + "/appeal").then().statusCode(204);
        sending.settleDue(Instant.now());
        assertThat(tables.column("SELECT count(*) FROM proposed_ruling WHERE case_id = '" + broken.caseId() + "'"))
                .containsExactly("0");
    }

    /// As earlier versions took it.
    @Test
    void aLongClauseIsNoObstacle() throws SQLException {
        Held held = Held.by("rita", type);
        held.send().then().statusCode(303);
        tables.change("UPDATE proposed_ruling SET body = jsonb_set(body::jsonb, '{clause}', (SELECT"
                + " to_jsonb(string_agg(md5(i::text), '')) FROM generate_series(1, 125) i))::text WHERE case_id = '"
                + held.caseId() + "'");
        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        assertThat(left(held)).containsOnly("1");
    }

    private Response nextAtTheDesk(String person) {
        return SignIn.as(person)
                .redirects()
                .follow(false)
                .formParam("type", type)
                .post("/desk/claims");
    }

    /// Rulings, labels, remedies and deliveries of the case.
    private List<String> left(Held held) {
        String id = "'" + held.caseId() + "'";
        return tables.column("SELECT count(*) FROM ruling WHERE case_id = " + id
                + " UNION ALL SELECT count(*) FROM label l JOIN ruling r ON r.id = l.ruling_id WHERE r.case_id = " + id
                + " UNION ALL SELECT count(*) FROM remedy m JOIN ruling r ON r.id = m.ruling_id WHERE r.case_id = "
                + id);
    }
}
