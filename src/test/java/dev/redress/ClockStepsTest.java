package dev.redress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.platform.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The clock of the machine jumps, forward and back, as after a pause of a virtual machine or a correction by hand.
@QuarkusTest
class ClockStepsTest {

    private static final Duration BACK = Duration.ofDays(-2);
    private static final Duration AHEAD = Duration.ofDays(2);

    private final String type = Chain.fresh("steps");

    /// A decision from what the service takes for the future is refused, recorded or not; when the clock is right again
    /// the repeat is found.
    @Test
    void aRepeatIsFoundOnceTheClockIsNotBehind() {
        ObjectNode decision = Chain.decision(type);
        Response first = Chain.post(decision);
        first.then().statusCode(201);
        try (StoppableClock.Moved _ = StoppableClock.ahead(BACK)) {
            Chain.post(decision).then().statusCode(422).body("errors[0].pointer", equalTo("/decidedAt"));
        }
        assertFound(decision, first);
        try (StoppableClock.Moved _ = StoppableClock.ahead(AHEAD)) {
            assertFound(decision, first);
        }
    }

    private static void assertFound(ObjectNode decision, Response first) {
        Response again = Chain.post(decision);
        again.then().statusCode(200).header("Idempotent-Replayed", "true");
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    /// A decision that a clock ahead recorded is appealed after the clock was put right, and the other way round.
    @Test
    void linksHoldOnBothSidesOfAStep() {
        String fromAhead;
        try (StoppableClock.Moved _ = StoppableClock.ahead(AHEAD)) {
            fromAhead = Chain.link(type);
        }
        RestAssured.get("/a/" + fromAhead).then().statusCode(200);
        Chain.appeal(fromAhead).then().statusCode(201);
        String now = Chain.link(type);
        try (StoppableClock.Moved _ = StoppableClock.ahead(BACK)) {
            RestAssured.get("/a/" + now).then().statusCode(200);
            Chain.appeal(now).then().statusCode(201);
        }
        RestAssured.get("/api/v1/notices/" + now + "/status").then().statusCode(200);
    }

    /// A lease that ended while the clock was ahead does not come to life again when it is put back.
    @Test
    void aLostLeaseStaysLost() {
        Chain.appealed(type);
        Response first = Chain.claim("rita", type);
        String caseId = first.then().statusCode(201).extract().path("caseId");
        Chain.firstView("rita", caseId).then().statusCode(200);
        long fence = first.jsonPath().getLong("fence");
        Response second;
        try (StoppableClock.Moved _ = StoppableClock.ahead(AHEAD)) {
            second = Chain.claim("ravi", type);
            second.then().statusCode(201).body("caseId", equalTo(caseId));
        }
        assertThat(second.jsonPath().getLong("fence")).isGreaterThan(fence);
        Chain.rule("rita", caseId, fence).then().statusCode(409);
        Chain.claim("rita", type).then().statusCode(204);
        Chain.firstView("ravi", caseId).then().statusCode(200);
        Chain.rule("ravi", caseId, second.jsonPath().getLong("fence")).then().statusCode(201);
    }

    /// A clock that steps back gives nobody a case that somebody else holds.
    @Test
    void aLeaseSurvivesAStepBack() {
        Chain.appealed(type);
        Response first = Chain.claim("rita", type);
        String caseId = first.then().statusCode(201).extract().path("caseId");
        try (StoppableClock.Moved _ = StoppableClock.ahead(BACK)) {
            Chain.claim("ravi", type).then().statusCode(204);
            Chain.firstView("rita", caseId).then().statusCode(200);
            Chain.rule("rita", caseId, first.jsonPath().getLong("fence")).then().statusCode(201);
        }
    }

    /// The same millisecond comes twice after a step back.
    @Test
    void idsOfTheSameMillisecondDiffer() {
        Instant now = Instant.parse("2026-11-25T10:00:00Z");
        Set<UUID> ids = new HashSet<>();
        for (int step = 0; step < 20_000; step++) {
            ids.add(Ids.at(now.plusMillis(step % 10 - 5)));
        }
        assertThat(ids).hasSize(20_000);
    }
}
