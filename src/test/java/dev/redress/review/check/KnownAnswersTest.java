package dev.redress.review.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Closed cases that are put into the queue once more: they tell how reviewers work, and touch nothing else.
@QuarkusTest
class KnownAnswersTest {

    @Inject
    Tables tables;

    private final String type = Chain.fresh("known");
    private String token;
    private String first;
    private String decision;

    @BeforeEach
    void ritaRuled() {
        Chain.register(type, Map.of());
        Response recorded = Chain.post(Chain.decision(type));
        token = Chain.token(recorded.path("appealUrl"));
        decision = recorded.path("id");
        Chain.appeal(token).then().statusCode(201);
        first = Chain.overturn("rita", type).path("caseId");
    }

    @Test
    void anAnswerReachesNobodyAndNoNumber() {
        Map<String, String> before = Outside.of(tables, token, decision);
        String seeded = seed("OVERTURNED", "PARTLY_OVERTURNED");
        assertThat(openCases())
                .as("as many as the list has")
                .contains(">"
                        + tables.column("SELECT count(*) FROM review_case WHERE closed_at IS NULL")
                                .getFirst() + " open");
        assertThat(Outside.of(tables, token, decision)).isEqualTo(before);
        Response claimed = Chain.claim("ravi", type);
        claimed.then().body("caseId", equalTo(seeded));
        assertThat(Outside.of(tables, token, decision)).isEqualTo(before);
        Chain.firstView("ravi", seeded).then().statusCode(200);
        SignIn.as("ravi")
                .contentType(ContentType.JSON)
                .body("{\"text\": \"When?\", \"question\": true}")
                .post("/api/v1/cases/" + seeded + "/messages")
                .then()
                .statusCode(409);
        Chain.rule(
                        "ravi",
                        seeded,
                        Chain.overturned(claimed.jsonPath().getLong("fence")).deepCopy())
                .then()
                .statusCode(201)
                .body("labelId", nullValue())
                .body("remedyId", nullValue());
        assertThat(Outside.of(tables, token, decision)).isEqualTo(before);
        assertThat(tables.column("SELECT count(*) FROM ruling WHERE case_id = '" + seeded + "'"))
                .containsExactly("0");
    }

    @Test
    void nobodyIsToldOfItByTheConflictOfWhoPutItIn() {
        String seeded = seed("OVERTURNED");
        for (String person : List.of("lena", "otto")) {
            assertThat(SignIn.as(person).get("/api/v1/conflicts").asString()).doesNotContain(decision);
        }
        assertThat(SignIn.as("lena").get("/desk/roster").asString()).doesNotContain(decision);
        rule("ravi", seeded, "UPHELD");
        SignIn.as("otto").get("/api/v1/conflicts?reviewer=lena").then().body("items.ref", hasItem(decision));
    }

    @Test
    void looksLikeTheCaseOfAnAppeal() {
        String other = Chain.fresh("known");
        Chain.register(other, Map.of());
        Chain.appealed(other);
        String appeal = Chain.claim("ravi", other).path("caseId");
        String seeded = seed("OVERTURNED");
        Chain.claim("ravi", type).then().body("caseId", equalTo(seeded));
        for (String reader : List.of("ravi", "lena")) {
            assertThat(Shape.json(reader, seeded)).isEqualTo(Shape.json(reader, appeal));
            assertThat(Shape.page(reader, seeded).replace(type, other)).isEqualTo(Shape.page(reader, appeal));
        }
        Chain.firstView("ravi", seeded);
        Chain.firstView("ravi", appeal);
        assertThat(Shape.json("ravi", seeded)).isEqualTo(Shape.json("ravi", appeal));
        assertThat(Shape.page("ravi", seeded).replace(type, other)).isEqualTo(Shape.page("ravi", appeal));
    }

    @Test
    void whatThePersonDidIsMovedToItsSecondLife() {
        Response recorded = Chain.post(Chain.decision(type));
        String other = Chain.token(recorded.path("appealUrl"));
        Chain.appeal(other).then().statusCode(201);
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body("{\"text\": \"One more thing.\"}")
                .post("/api/v1/notices/" + other + "/messages")
                .then()
                .statusCode(201);
        first = tables.column("SELECT id FROM review_case WHERE decision_id = '" + recorded.path("id") + "'")
                .getFirst();
        rule("rita", first, "OVERTURNED", "\"2\"");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(40))) {
            String seeded = seed("OVERTURNED");
            var shown = SignIn.as("ravi").get("/api/v1/cases/" + seeded).jsonPath();
            assertThat(shown.getString("appeal.filedAt")).isEqualTo(shown.getString("openedAt"));
            assertThat(Instant.parse(shown.getString("thread[0].at")))
                    .isAfter(Instant.parse(shown.getString("openedAt")));
            assertThat(shown.getList("timeline.at", String.class).stream()
                            .skip(1)
                            .map(Instant::parse))
                    .as("all but the decision")
                    .allMatch(at -> !at.isBefore(Instant.parse(shown.getString("openedAt"))));
            assertThat(shown.getList("clocks.regime")).containsExactly("PROMISE", "GDPR_12_3");
            assertThat(shown.getList("clocks.stoppedAt")).containsOnlyNulls();
        }
    }

    /// A genuine id is made from what it names, at its time, and a genuine deadline is the end of a day there.
    @Test
    void neitherIdsNorDatesTellIt() {
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(40))) {
            String answered = seed("OVERTURNED");
            rule("ravi", answered, "OVERTURNED");
            List<String> ids = List.of(seed("OVERTURNED"), answered);
            assertThat(ids).as("counted, not derived").anyMatch(id -> !id.startsWith("7000", 14));
            for (String id : ids) {
                var shown = SignIn.as("ravi").get("/api/v1/cases/" + id).jsonPath();
                Instant opened = Instant.parse(shown.getString("openedAt"));
                assertThat(millis(id)).isEqualTo(opened.toEpochMilli());
                assertThat(millis(shown.getString("appeal.id"))).isEqualTo(opened.toEpochMilli());
                List<String> due = shown.getList("clocks.dueAt");
                ZoneId there = ZoneId.of(shown.getString("clocks[0].zone"));
                assertThat(due)
                        .isSorted()
                        .allMatch(one ->
                                Instant.parse(one).atZone(there).toLocalTime().equals(LocalTime.of(23, 59, 59)));
                assertThat(shown.getString("dueAt")).isEqualTo(due.getFirst());
                LocalDate day = opened.atZone(there).toLocalDate();
                assertThat(shown.getString("clocks.find { it.regime == 'PROMISE' }.term"))
                        .isEqualTo("30 days");
                assertThat(day(shown.getString("clocks.find { it.regime == 'PROMISE' }.dueAt"), there))
                        .isEqualTo(day.plusDays(30));
                assertThat(day(shown.getString("clocks.find { it.regime == 'GDPR_12_3' }.dueAt"), there))
                        .isBetween(day.plusMonths(1), day.plusMonths(1).plusDays(5)); // a day on which people work
            }
        }
    }

    /// A case that went on for days, with all that can be written to and fro in it.
    @Test
    void nothingOfItLiesAheadAndItsDaysEndAsDaysDo() throws Exception {
        ZoneId there = ZoneId.of("Europe/Berlin");
        Chain.register(type, Map.of("answerWithin", Map.of("amount", 1, "unit", "MONTHS")));
        Response recorded = Chain.post(Chain.decision(type));
        String other = Chain.token(recorded.path("appealUrl"));
        Chain.appeal(other, """
                {"grounds": ["SOMETHING_ELSE"], "statement": "Please wait.", "pauseRequested": true}""").then().statusCode(201);
        first = tables.column("SELECT id FROM review_case WHERE decision_id = '" + recorded.path("id") + "'")
                .getFirst();
        ZonedDateTime until =
                LocalDate.now(there).plusDays(90).atTime(23, 59, 59).atZone(there);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(1))) {
            SignIn.as("otto")
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "granted",
                            true,
                            "reason",
                            "We wait.",
                            "until",
                            until.toInstant().toString()))
                    .put("/api/v1/pause-requests/" + recorded.path("id"))
                    .then()
                    .statusCode(200);
            SignIn.as("rita").put("/api/v1/cases/" + first + "/claim").then().statusCode(200);
            SignIn.as("rita")
                    .contentType(ContentType.JSON)
                    .body(Map.of("text", "When did you buy it?", "question", true))
                    .post("/api/v1/cases/" + first + "/messages")
                    .then()
                    .statusCode(201);
        }
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(11))) {
            RestAssured.given()
                    .contentType(ContentType.JSON)
                    .body("{\"text\": \"In November.\"}")
                    .post("/api/v1/notices/" + other + "/messages")
                    .then()
                    .statusCode(201);
        }
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(12))) {
            String etag = SignIn.as("rita").get("/api/v1/cases/" + first).header("ETag");
            rule("rita", first, "OVERTURNED", etag);
        }
        for (Duration later : List.of(Duration.ofDays(12).plusHours(1), Duration.ofDays(40), Duration.ofDays(200))) {
            try (StoppableClock.Moved _ = StoppableClock.ahead(later)) {
                String seeded = seed("OVERTURNED");
                var shown = SignIn.as("ravi").get("/api/v1/cases/" + seeded).jsonPath();
                List<String> past = new ArrayList<>(List.of(shown.getString("openedAt"), shown.getString("pause.at")));
                past.addAll(shown.getList("thread.at", String.class));
                past.addAll(shown.getList("timeline.at", String.class));
                past.add(shown.getString("thread[0].question.endedAt"));
                past.addAll(shown.getList("clocks.pauses.flatten().until", String.class));
                Instant now = Instant.now().plus(later);
                assertThat(past)
                        .hasSizeGreaterThan(10)
                        .allMatch(at -> !Instant.parse(at).isAfter(now));
                assertThat(past.stream().map(Instant::parse).max(Comparator.naturalOrder()))
                        .as("not longer ago than it has to be, but at the same hour of a day")
                        .hasValueSatisfying(last -> assertThat(last).isAfter(now.minus(Duration.ofHours(25))));
                ZonedDateTime asked =
                        Instant.parse(shown.getString("thread[0].at")).atZone(there);
                assertThat(Instant.parse(shown.getString("thread[0].question.answerBy")))
                        .isEqualTo(asked.toLocalDate()
                                .plusMonths(1)
                                .atTime(23, 59, 59)
                                .atZone(there)
                                .toInstant());
                String promise = "clocks.find { it.regime == 'PROMISE' }";
                assertThat(shown.getList(promise + ".pauses.from", String.class))
                        .as("a clock that stood still as long as the person was asked")
                        .containsExactly(shown.getString("thread[0].at"));
                Duration stood = Duration.between(
                        asked.toInstant(), Instant.parse(shown.getString("thread[0].question.endedAt")));
                assertThat(Instant.parse(shown.getString(promise + ".dueAt")))
                        .isEqualTo(Instant.parse(shown.getString("openedAt"))
                                .atZone(there)
                                .toLocalDate()
                                .plusDays(30)
                                .atTime(23, 59, 59)
                                .atZone(there)
                                .toInstant()
                                .plus(stood));
                assertThat(Instant.parse(shown.getString("pause.until"))
                                .atZone(there)
                                .toLocalTime())
                        .isEqualTo(LocalTime.of(23, 59, 59));
                assertThat(shown.getString("timeline.find { it.act == 'QUESTION_ASKED' }.detail.message"))
                        .isEqualTo(shown.getString("thread[0].id"));
                tables.change("DELETE FROM queue_entry WHERE case_id = '" + seeded + "'");
                tables.change("UPDATE review_case SET closed_at = now(), closed_as = 'WITHDRAWN' WHERE id = '" + seeded
                        + "'");
            }
        }
    }

    /// Two of them in one queue would be seen.
    @Test
    void isInTheQueueOnceAtATime() throws Exception {
        List<Integer> answers =
                Together.call(2, _ -> request("lena", first, List.of("UPHELD")).statusCode());
        assertThat(answers).containsExactlyInAnyOrder(201, 422);
        request("lena", first, List.of("UPHELD")).then().statusCode(422).body("errors[0].pointer", equalTo("/caseId"));
        String open = tables.column("SELECT id FROM review_case WHERE repeats = '" + first + "' AND closed_at IS NULL")
                .getFirst();
        rule("ravi", open, "OVERTURNED");
        request("lena", first, List.of("UPHELD")).then().statusCode(201);
    }

    @Test
    void aRecordThatIsAskedForInItIsAskedOfNobody() {
        String seeded = seed("OVERTURNED");
        SignIn.as("ravi").put("/api/v1/cases/" + seeded + "/claim").then().statusCode(200);
        String asked = SignIn.as("ravi")
                .contentType(ContentType.JSON)
                .body(Map.of("what", "The receipt."))
                .post("/api/v1/cases/" + seeded + "/record-requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Chain.agent().get("/api/v1/record-requests").then().body("items.id", not(hasItem(asked)));
        SignIn.as("otto").get("/api/v1/record-requests").then().body("items.id", not(hasItem(asked)));
        SignIn.as("ravi").get("/api/v1/cases/" + seeded).then().body("course.records.id", hasItem(asked));
    }

    private static LocalDate day(String at, ZoneId there) {
        return Instant.parse(at).atZone(there).toLocalDate();
    }

    private static long millis(String id) {
        return java.util.UUID.fromString(id).getMostSignificantBits() >>> 16;
    }

    @Test
    void theReviewerSeesTheirOwnAndTheLeadSeesAll() {
        String seeded = seed("OVERTURNED");
        rule("ravi", seeded, "UPHELD");
        SignIn.as("ravi")
                .get("/api/v1/known-answers")
                .then()
                .body("answers.caseId", hasItem(seeded))
                .body("answers.find { it.caseId == '" + seeded + "' }.right", equalTo(false))
                .body("reviewers.reviewer", equalTo(List.of("ravi")));
        SignIn.as("ravi")
                .get("/api/v1/cases/" + seeded)
                .then()
                .body("ruling.verdict", equalTo("UPHELD"))
                .body("checked.purpose", equalTo("KNOWN_ANSWER"))
                .body("checked.accepted", equalTo(List.of("OVERTURNED")));
        assertThat(SignIn.as("ravi").get("/desk/cases/" + seeded).asString())
                .contains("This case had a known answer (Overturned). Yours was another one.");
        SignIn.as("rita").get("/api/v1/known-answers").then().body("answers.caseId", not(hasItem(seeded)));
        SignIn.as("rita").get("/api/v1/cases/" + seeded).then().body("checked", nullValue());
        SignIn.as("lena")
                .get("/api/v1/known-answers")
                .then()
                .body("reviewers.find { it.reviewer == 'ravi' }.answered", org.hamcrest.Matchers.greaterThan(0))
                .body("answers.caseId", hasItem(seeded));
        assertThat(SignIn.as("lena")
                        .get("/desk/checks")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("/desk/cases/" + seeded);
    }

    @Test
    void whoRuledOrSeededOrAnsweredIsNotOfferedIt() {
        String seeded = seed("OVERTURNED");
        Chain.claim("rita", type).then().statusCode(204);
        Chain.claim("lena", type).then().statusCode(204);
        SignIn.as("lena").put("/api/v1/cases/" + seeded + "/claim").then().statusCode(403);
        rule("ravi", seeded, "OVERTURNED");
        String again = seed("OVERTURNED");
        Chain.claim("ravi", type).then().statusCode(204);
        assertThat(again).isNotEqualTo(seeded);
    }

    @Test
    void onlyALeadSeedsAndOnlyFromAClosedCase() {
        String open = Chain.fresh("known");
        Chain.appealed(open);
        String waiting = tables.column("SELECT id FROM review_case WHERE type = '" + open + "'")
                .getFirst();
        request("rita", first, List.of("UPHELD")).then().statusCode(403);
        request("lena", waiting, List.of("UPHELD")).then().statusCode(422);
        request("lena", first, List.of()).then().statusCode(422);
        request("lena", java.util.UUID.randomUUID().toString(), List.of("UPHELD"))
                .then()
                .statusCode(404);
        request("lena", seed("UPHELD"), List.of("UPHELD")).then().statusCode(422);
    }

    private String openCases() {
        String page = SignIn.as("rita").get("/desk").asString();
        return page.substring(page.indexOf("<h1"), page.indexOf("</h1>"));
    }

    private String seed(String... verdicts) {
        Response seeded = request("lena", first, List.of(verdicts));
        seeded.then().statusCode(201);
        return seeded.path("caseId");
    }

    private static Response request(String person, String caseId, List<String> verdicts) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("caseId", caseId, "verdicts", verdicts))
                .post("/api/v1/known-answers");
    }

    static Response rule(String person, String caseId, String verdict) {
        return rule(person, caseId, verdict, "\"1\"");
    }

    static Response rule(String person, String caseId, String verdict, String etag) {
        Response claimed = SignIn.as(person).put("/api/v1/cases/" + caseId + "/claim");
        claimed.then().statusCode(200);
        Chain.firstView(person, caseId);
        ObjectNode ruling =
                Chain.overturned(claimed.jsonPath().getLong("fence")).put("verdict", verdict);
        if (verdict.equals("UPHELD")) {
            ruling.remove(List.of("cause", "correctedOutcome", "correctedFacts", "remedy"));
        }
        Response ruled = SignIn.as(person)
                .contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(ruling.toString())
                .post("/api/v1/cases/" + caseId + "/ruling");
        ruled.then().statusCode(201);
        return ruled;
    }
}
