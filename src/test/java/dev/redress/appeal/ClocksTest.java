package dev.redress.appeal;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Several clocks of one appeal, by the shipped laws: the promise of 30 days, GDPR, the law of the United Kingdom and
/// Regulation B.
@QuarkusTest
class ClocksTest {

    private static final Map<String, ?> HUNDRED_DAYS = Map.of("ruling", Map.of("amount", 100, "unit", "DAYS"));

    @Inject
    ClockKeeper keeper;

    @Inject
    Clock clock;

    @Inject
    Tables tables;

    private final String type = Chain.fresh("clocks");

    private record Held(String token, String caseId) {}

    @Test
    void eachLawHasAClockOfItsOwnAndTheEarliestOrdersTheQueue() {
        Chain.register(type, HUNDRED_DAYS);
        Held held = held("DE", "2026-01-31T10:00:00Z");
        JsonPath status = status(held);
        assertThat(due(status, "GDPR_12_3")).isEqualTo(endOf(monthLater(), "Europe/Berlin"));
        assertThat(due(status, "PROMISE"))
                .isEqualTo(endOf(today("Europe/Berlin").plusDays(100), "Europe/Berlin"));
        file(held)
                .then()
                .body("dueAt", equalTo(due(status, "GDPR_12_3").toString()))
                .body("clocks.find { it.regime == 'GDPR_12_3' }.title", equalTo("GDPR article 12(3)"))
                .body("clocks.find { it.regime == 'GDPR_12_3' }.term", equalTo("1 month"))
                .body("clocks.find { it.regime == 'GDPR_12_3' }.zone", equalTo("Europe/Berlin"))
                .body("clocks.find { it.regime == 'GDPR_12_3' }.holidaysKnown", equalTo(true))
                .body("clocks.find { it.regime == 'PROMISE' }.holidaysKnown", nullValue());
    }

    @Test
    void whereTheHolidaysAreNotOnRecordItIsSaid() {
        Held held = held("ES", null);
        file(held).then().body("clocks.find { it.regime == 'GDPR_12_3' }.holidaysKnown", equalTo(false));
        SignIn.as("rita")
                .get("/desk/cases/" + held.caseId())
                .then()
                .body(containsString("Public holidays there are not on record: weekends only."))
                .body(containsString("GDPR article 12(3)"));
    }

    @Test
    void anUnknownJurisdictionIsUnderNoLawButThePromise() {
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").remove("jurisdiction");
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        Chain.appeal(token).then().statusCode(201).body("clocks.regime", equalTo(List.of("PROMISE")));
    }

    @Test
    void theFilingIsTheAcknowledgementAndThePersonsZoneEndsTheDay() {
        Held held = held("GB", null);
        JsonPath status = status(held);
        assertThat(status.getString("clocks.find { it.kind == 'ACKNOWLEDGEMENT' }.stoppedAt"))
                .isEqualTo(status.getString("filedAt"));
        assertThat(due(status, "PROMISE"))
                .isEqualTo(endOf(today("Europe/London").plusDays(30), "Europe/London"));
        String day = today("Europe/London").plusDays(30).getDayOfMonth() + " ";
        get("/a/" + held.token() + "/status?lang=en").then().statusCode(200).body(containsString(day));
    }

    @Test
    void aMessageIsTheFirstResponseAndTheNextClockOrdersTheQueue() {
        String credit = "credit." + type;
        Chain.register(credit, HUNDRED_DAYS);
        Held held = held("US", credit, null);
        JsonPath before = status(held);
        file(held).then().body("dueAt", equalTo(due(before, "REG_B_1002_9").toString()));
        tell(held, false).then().statusCode(201);
        assertThat(status(held).getString("clocks.find { it.regime == 'REG_B_1002_9' }.stoppedAt"))
                .isNotNull();
        file(held).then().body("dueAt", equalTo(due(before, "PROMISE").toString()));
        SignIn.as("rita")
                .delete("/api/v1/cases/" + held.caseId() + "/claim")
                .then()
                .statusCode(204);
        assertThat(tables.column("SELECT due_at = '" + due(before, "PROMISE") + "' FROM queue_entry WHERE case_id = '"
                        + held.caseId() + "'"))
                .containsExactly("t");
    }

    @Test
    void aClockThatCannotBeMarkedKeepsNoOther() throws SQLException {
        Chain.register(type, HUNDRED_DAYS);
        String stuck = appealOf(held("DE", null));
        String other = appealOf(held("DE", null));
        tables.change("CREATE FUNCTION refuse_mark() RETURNS trigger LANGUAGE plpgsql AS "
                + "'BEGIN RAISE EXCEPTION ''not this one''; END'");
        tables.change("CREATE TRIGGER refuse_mark BEFORE UPDATE ON clock FOR EACH ROW WHEN (OLD.appeal_id = '" + stuck
                + "') EXECUTE FUNCTION refuse_mark()");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(40))) {
            keeper.look();
        } finally {
            tables.change("DROP FUNCTION refuse_mark CASCADE");
        }
        assertThat(tables.column("SELECT appeal_id FROM clock_breach WHERE appeal_id IN ('" + stuck + "', '" + other
                        + "') AND regime = 'GDPR_12_3'"))
                .containsExactly(other);
    }

    @Test
    void aDeadlineThatWasMissedIsMarkedThoughTheAnswerCameBeforeTheKeeper() {
        Chain.register(type, HUNDRED_DAYS);
        Held held = held("DE", null);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(40))) {
            delete("/api/v1/notices/" + held.token() + "/appeal").then().statusCode(204);
            keeper.look();
            assertThat(tables.column("SELECT regime FROM clock_breach WHERE appeal_id = '" + appealOf(held) + "'"))
                    .containsExactly("GDPR_12_3");
        }
    }

    private String appealOf(Held held) {
        return tables.column("SELECT id FROM appeal WHERE reference = '"
                        + status(held).getString("reference") + "'")
                .getFirst();
    }

    @Test
    void aLawThatKnowsNoPauseGoesOnWhileThePersonIsAsked() {
        Held held = held("DE", null);
        tell(held, true).then().statusCode(201);
        JsonPath status = status(held);
        assertThat(status.getBoolean("clocks.find { it.regime == 'PROMISE' }.paused"))
                .isTrue();
        assertThat(status.getBoolean("clocks.find { it.regime == 'GDPR_12_3' }.paused"))
                .isFalse();
    }

    @Test
    void aDeadlineMovesOnlyAsFarAsEveryLawAllows() {
        Chain.register(type, HUNDRED_DAYS);
        Held korean = held("KR", null);
        Instant due = due(status(korean), "KR_PIPA_37_2");
        extend(korean, due.plus(1, ChronoUnit.DAYS))
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("Korea, PIPA article 37-2, which cannot be moved"));
        Held german = held("DE", null);
        Instant gdpr = due(status(german), "GDPR_12_3");
        Instant promise = due(status(german), "PROMISE");
        extend(german, gdpr.plus(80, ChronoUnit.DAYS))
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("2 months at most for GDPR article 12(3)"));
        Instant to = gdpr.plus(40, ChronoUnit.DAYS);
        extend(german, to).then().statusCode(201).body("regime", equalTo("GDPR_12_3"));
        assertThat(due(status(german), "GDPR_12_3")).isEqualTo(to);
        assertThat(due(status(german), "PROMISE")).as("it was later anyway").isEqualTo(promise);
        file(german).then().body("dueAt", equalTo(to.toString()));
    }

    /// Vilnius is an hour ahead of the house: the day ends there, and the last permitted one is taken.
    @Test
    void aDayTypedAtTheDeskIsThatWholeDayWhereThePersonIs() {
        Chain.register(type, HUNDRED_DAYS);
        Held held = held("LT", null);
        LocalDate last = due(status(held), "GDPR_12_3")
                .atZone(ZoneId.of("Europe/Vilnius"))
                .toLocalDate()
                .plusMonths(2);
        SignIn.as("rita")
                .redirects()
                .follow(false)
                .formParams(Map.of("dueAt", last.toString(), "reason", "The shop has not answered yet."))
                .post("/desk/cases/" + held.caseId() + "/extensions")
                .then()
                .statusCode(303);
        assertThat(due(status(held), "GDPR_12_3")).isEqualTo(endOf(last, "Europe/Vilnius"));
    }

    @Test
    void aDeadlineThatComesNearIsRaisedOnceAndAMissedOneMarkedOnce() {
        Held held = held("US", null);
        Instant due = due(status(held), "PROMISE");
        look(due.minus(Duration.ofDays(7)));
        acts(held, not(hasItem("CLOCK_ESCALATED")));
        look(due.minus(Duration.ofDays(6))); // a fifth of 30 days and a bit
        look(due.minus(Duration.ofDays(5)));
        acts(held, hasItem("CLOCK_ESCALATED"));
        assertThat(count(held, "CLOCK_ESCALATED")).isEqualTo(1);
        look(due);
        acts(held, not(hasItem("CLOCK_BREACHED")));
        look(due.plusSeconds(1));
        look(due.plusSeconds(60));
        assertThat(count(held, "CLOCK_BREACHED")).isEqualTo(1);
        assertThat(breaches(held)).containsExactly("PROMISE RULING");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(32))) {
            get("/a/" + held.token() + "/status?lang=en").then().body(containsString("We are late."));
            status(held);
        }
    }

    @Test
    void whatPassedWhileTheServiceWasDownIsMarkedAsMissedAtOnce() {
        Held held = held("US", null);
        look(due(status(held), "PROMISE").plus(Duration.ofDays(400)));
        assertThat(count(held, "CLOCK_ESCALATED")).isZero();
        assertThat(breaches(held)).containsExactly("PROMISE RULING");
    }

    @Test
    void aClockThatStandsStillIsNotRaisedAndMoreTimeTakesTheAlarmBack() {
        Held held = held("US", null);
        Instant due = due(status(held), "PROMISE");
        look(due.minus(Duration.ofDays(5)));
        file(held).then().body("clocks.escalatedAt", not(hasItem(nullValue())));
        extend(held, due.plus(Duration.ofDays(30))).then().statusCode(201);
        file(held).then().body("clocks[0].escalatedAt", nullValue());
        tell(held, true).then().statusCode(201);
        look(due.plus(Duration.ofDays(300)));
        assertThat(breaches(held)).isEmpty();
    }

    @Test
    void aMissedDeadlineStaysMissedWhenTheClockGoesOn() {
        Held held = held("US", null);
        Instant due = due(status(held), "PROMISE");
        look(due.plusSeconds(1));
        tell(held, true).then().statusCode(201);
        given().contentType(ContentType.JSON)
                .body(Map.of("text", "Here."))
                .post("/api/v1/notices/" + held.token() + "/messages")
                .then()
                .statusCode(201);
        look(due.plus(Duration.ofDays(90)));
        assertThat(breaches(held)).hasSize(1);
    }

    @Test
    void theRulingStopsEveryClockOfTheAnswer() {
        Chain.appealed(type);
        Chain.overturn("rita", type);
        assertThat(tables.column("SELECT count(*) FROM clock c JOIN review_case r USING (appeal_id) WHERE r.type = '"
                        + type + "' AND c.kind = 'RULING' AND c.stopped_at IS NULL"))
                .containsExactly("0");
        assertThat(tables.column("SELECT count(*) FROM clock c JOIN review_case r USING (appeal_id) WHERE r.type = '"
                        + type + "' AND c.kind = 'RULING' AND c.watch_at IS NULL"))
                .containsExactly("2");
    }

    /// Looks as if it were then, at all there is.
    private void look(Instant then) {
        while (keeper.look(then) > 0) {
            // there are more
        }
    }

    private Held held(String jurisdiction, String decidedAt) {
        return held(jurisdiction, type, decidedAt);
    }

    private static Held held(String jurisdiction, String type, String decidedAt) {
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("jurisdiction", jurisdiction);
        if (decidedAt != null) {
            decision.put("decidedAt", decidedAt);
        }
        String token = Chain.token(
                Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        return new Held(
                token,
                Chain.claim("rita", type).then().statusCode(201).extract().path("caseId"));
    }

    private LocalDate today(String zone) {
        return clock.instant().atZone(ZoneId.of(zone)).toLocalDate();
    }

    /// A month from today, and from a day of rest on to the next working day, in Germany.
    private LocalDate monthLater() {
        LocalDate day = today("Europe/Berlin").plusMonths(1);
        List<String> holidays = List.of("12-25", "12-26", "01-01", "05-01", "10-03");
        while (day.getDayOfWeek().getValue() > 5
                || holidays.contains(day.toString().substring(5))) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static Instant endOf(LocalDate day, String zone) {
        return day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant().minusSeconds(1);
    }

    private static JsonPath status(Held held) {
        return get("/api/v1/notices/" + held.token() + "/status").jsonPath();
    }

    private static Instant due(JsonPath status, String regime) {
        return Instant.parse(status.getString("clocks.find { it.regime == '" + regime + "' }.dueAt"));
    }

    private static Response file(Held held) {
        return SignIn.as("rita").get("/api/v1/cases/" + held.caseId());
    }

    private static Response tell(Held held, boolean question) {
        return SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("text", "Which shop was it?", "question", question))
                .post("/api/v1/cases/" + held.caseId() + "/messages");
    }

    private static Response extend(Held held, Instant to) {
        return SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("dueAt", to.toString(), "reason", "The shop has not answered yet."))
                .post("/api/v1/cases/" + held.caseId() + "/extensions");
    }

    private static void acts(Held held, org.hamcrest.Matcher<?> are) {
        file(held).then().body("timeline.act", are);
    }

    private int count(Held held, String act) {
        return Integer.parseInt(tables.column("SELECT count(*) FROM journal j JOIN review_case r USING (decision_id)"
                        + " WHERE r.id = '" + held.caseId() + "' AND j.act = '" + act + "'")
                .getFirst());
    }

    private List<String> breaches(Held held) {
        return tables.column("SELECT b.regime || ' ' || b.kind FROM clock_breach b JOIN review_case r USING (appeal_id)"
                + " WHERE r.id = '" + held.caseId() + "'");
    }
}
