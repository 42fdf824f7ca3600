package dev.redress.appeal;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The thread between the person and the reviewer, and the clock that a question stops.
@QuarkusTest
class ConversationTest {

    @Inject
    Conversation conversation;

    @Inject
    Tables tables;

    private final String type = Chain.fresh("thread");

    private record Held(String token, String caseId) {}

    @Test
    void aQuestionPausesTheClockAndTakesTheCaseOutOfTheQueue() {
        Held held = held();
        ask(held, "When did you buy it?").then().statusCode(201).body("question.state", equalTo("OPEN"));
        status(held)
                .then()
                .body("state", equalTo("ASKED"))
                .body("clocks.find { it.regime == 'PROMISE' }.paused", equalTo(true))
                .body("clocks.find { it.regime == 'PROMISE' }.pauses[0].reason", equalTo("QUESTION_ASKED"))
                .body("thread[0].from", equalTo("REVIEWER"))
                .body("timeline[0].what", equalTo("ASKED"));
        Chain.claim("ravi", type).then().statusCode(204);
        SignIn.as("ravi")
                .put("/api/v1/cases/" + held.caseId() + "/claim")
                .then()
                .statusCode(409)
                .body("type", containsString("person-asked"));
        SignIn.as("ravi")
                .get("/api/v1/cases?state=ASKED&type=" + type)
                .then()
                .body("items.id", contains(held.caseId()));
    }

    @Test
    void anAnswerStartsTheClockAgainAndBringsTheCaseBack() {
        Held held = held();
        Instant due = due(held);
        ask(held, "When did you buy it?").then().statusCode(201);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(3))) {
            say(held.token(), "On 1 November.").then().statusCode(201);
            status(held)
                    .then()
                    .body("state", equalTo("RECEIVED"))
                    .body("clocks.find { it.regime == 'PROMISE' }.paused", equalTo(false))
                    .body("thread[0].question.state", equalTo("ANSWERED"))
                    .body("thread[1].text", equalTo("On 1 November."));
            assertThat(Duration.between(due, due(held)))
                    .isBetween(Duration.ofDays(3), Duration.ofDays(3).plusMinutes(2));
            Response again = Chain.claim("ravi", type);
            again.then().statusCode(201).body("fence", equalTo(2));
        }
    }

    @Test
    void aQuestionThatNobodyAnswersLapsesOnItsDateAndTheReviewGoesOn() {
        Held held = held();
        ask(held, "When did you buy it?").then().statusCode(201);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(13))) {
            conversation.lapseDue(Instant.now().plus(Duration.ofDays(13)));
            status(held).then().body("state", equalTo("ASKED"));
        }
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(15))) {
            conversation.lapseDue(Instant.now().plus(Duration.ofDays(15)));
            status(held)
                    .then()
                    .body("state", equalTo("RECEIVED"))
                    .body("thread[0].question.state", equalTo("LAPSED"))
                    .body("timeline.what", hasItem("QUESTION_LAPSED"));
            Chain.claim("ravi", type).then().statusCode(201);
            say(held.token(), "Sorry, I was ill.").then().statusCode(201);
        }
    }

    @Test
    void aQuestionThatCannotLapseKeepsNoOther() throws SQLException {
        Held first = held();
        String stuck = Chain.fresh("When did you buy it?");
        ask(first, stuck).then().statusCode(201);
        Held second = held();
        ask(second, "When did you buy it?").then().statusCode(201);
        tables.change("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                + "'BEGIN RAISE EXCEPTION ''not this one''; END'");
        tables.change("CREATE TRIGGER refuse BEFORE UPDATE ON message FOR EACH ROW WHEN (OLD.text = '" + stuck
                + "') EXECUTE FUNCTION refuse()");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(15))) {
            conversation.lapseDue(Instant.now().plus(Duration.ofDays(15)));
            status(second).then().body("thread[0].question.state", equalTo("LAPSED"));
            status(first).then().body("thread[0].question.state", equalTo("OPEN"));
        } finally {
            tables.change("DROP FUNCTION refuse CASCADE");
        }
    }

    @Test
    void oneQuestionIsAskedAtATime() {
        Held held = held();
        ask(held, "When?").then().statusCode(201);
        ask(held, "And where?").then().statusCode(409);
    }

    @Test
    void onlyTheHolderWritesToThePerson() {
        Held held = held();
        SignIn.as("ravi")
                .contentType(ContentType.JSON)
                .body(Map.of("text", "When?", "question", true))
                .post("/api/v1/cases/" + held.caseId() + "/messages")
                .then()
                .statusCode(409);
        status(held).then().body("thread", hasSize(0));
    }

    @Test
    void thePersonCanWriteUntilTheRuling() {
        Held held = held();
        say(held.token(), "One thing more.").then().statusCode(201).body("from", equalTo("PERSON"));
        say(held.token(), " ").then().statusCode(422).body("errors[0].pointer", equalTo("/text"));
        say(held.token(), "a".repeat(4_001)).then().statusCode(422);
        say(Chain.link(type), "Nobody appealed.").then().statusCode(404);
        Response claimed = SignIn.as("rita").put("/api/v1/cases/" + held.caseId() + "/claim");
        Chain.firstView("rita", held.caseId()).then().statusCode(200);
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .header("If-Match", "\"2\"")
                .body(Chain.overturned(claimed.jsonPath().getLong("fence")).toString())
                .post("/api/v1/cases/" + held.caseId() + "/ruling")
                .then()
                .statusCode(201);
        say(held.token(), "Too late.").then().statusCode(409);
    }

    @Test
    void aRulingMustHaveSeenWhatThePersonWroteSince() {
        Held held = held();
        Chain.firstView("rita", held.caseId()).then().statusCode(200);
        say(held.token(), "One thing more.").then().statusCode(201);
        long fence = SignIn.as("rita")
                .put("/api/v1/cases/" + held.caseId() + "/claim")
                .jsonPath()
                .getLong("fence");
        Chain.rule("rita", held.caseId(), fence).then().statusCode(412);
    }

    @Test
    void takingTheAppealBackEndsTheQuestion() {
        Held held = held();
        ask(held, "When?").then().statusCode(201);
        delete("/api/v1/notices/" + held.token() + "/appeal").then().statusCode(204);
        status(held).then().body("state", equalTo("WITHDRAWN")).body("thread[0].question.state", equalTo("DROPPED"));
        get("/a/" + held.token() + "/status?lang=en").then().body(not(containsString("no answer in time")));
    }

    @Test
    void aDeadlineMovesOnceWithAReasonThatThePersonReads() {
        Held held = held();
        Instant due = due(held);
        Instant later = due.plus(20, ChronoUnit.DAYS);
        extend(held, due.plus(90, ChronoUnit.DAYS), "Too far.").then().statusCode(422);
        extend(held, due.minus(1, ChronoUnit.DAYS), "Backwards.").then().statusCode(422);
        extend(held, later, " ").then().statusCode(422);
        extend(held, later, "The shop has not answered yet.").then().statusCode(201);
        status(held)
                .then()
                .body(
                        "clocks.find { it.regime == 'PROMISE' }.extension.reason",
                        equalTo("The shop has not answered yet."))
                .body("timeline.what", hasItem("EXTENDED"));
        assertThat(due(held)).isEqualTo(later);
        SignIn.as("rita").get("/api/v1/cases/" + held.caseId()).then().body("dueAt", equalTo(later.toString()));
        extend(held, later.plus(1, ChronoUnit.DAYS), "Again.").then().statusCode(409);
    }

    @Test
    void aDeadlineThatHasPassedStaysWhereItIs() {
        Held held = held();
        Instant due = due(held);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(31))) {
            SignIn.as("rita")
                    .put("/api/v1/cases/" + held.caseId() + "/claim")
                    .then()
                    .statusCode(200);
            extend(held, due.plus(20, ChronoUnit.DAYS), "Late.").then().statusCode(409);
        }
    }

    private Held held() {
        String token = Chain.appealed(type);
        String caseId =
                Chain.claim("rita", type).then().statusCode(201).extract().path("caseId");
        return new Held(token, caseId);
    }

    private static Response ask(Held held, String text) {
        return SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("text", text, "question", true))
                .post("/api/v1/cases/" + held.caseId() + "/messages");
    }

    private static Response extend(Held held, Instant to, String reason) {
        return SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("dueAt", to.toString(), "reason", reason))
                .post("/api/v1/cases/" + held.caseId() + "/extensions");
    }

    private static Response say(String token, String text) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("text", text))
                .post("/api/v1/notices/" + token + "/messages");
    }

    private static Response status(Held held) {
        return get("/api/v1/notices/" + held.token() + "/status");
    }

    private static Instant due(Held held) {
        return Instant.parse(status(held).path("clocks.find { it.regime == 'PROMISE' }.dueAt"));
    }
}
