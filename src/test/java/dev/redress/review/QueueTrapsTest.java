package dev.redress.review;

import static io.restassured.RestAssured.delete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What went wrong in other review queues, each seen not to happen here. `IndependenceTest` has the excluded
/// reviewer who comes in through a group, `ClaimDeskTest` the claim that ends while somebody types.
@QuarkusTest
class QueueTrapsTest {

    @Inject
    Tables tables;

    @Inject
    DataSource database;

    private final String type = Chain.fresh("trap");

    /// A queue in a message broker could not be re-ordered, looked at, or asked for its oldest (Coop 1200).
    @Test
    void theQueueIsATableThatAnyOrderAndTheOldestAreOneQueryOf() throws SQLException {
        String first = Desk.waiting(type);
        Desk.another(tables, first, "AUDIT", 3);
        String where = " FROM queue_entry WHERE type = '" + type + "'";
        for (String order : List.of("due_day, hardship_rank, opened_at", "opened_at DESC", "subject_ref, due_at")) {
            assertThat(tables.column("SELECT case_id" + where + " ORDER BY " + order))
                    .hasSize(2);
        }
        assertThat(tables.column("SELECT case_id" + where + " ORDER BY opened_at LIMIT 1"))
                .containsExactly(first);
        SignIn.as("rita").get("/api/v1/cases?limit=1&type=" + type).then().body("items[0].id", equalTo(first));
    }

    /// A hold that ended in the moment of a withdrawal left the closed case in the queue.
    @Test
    void aCaseThatClosesWhileItMovesLeavesNothingBehind() throws Exception {
        Chain.register(type, Map.of("blind", false));
        Held held = Held.by("rita", type);
        Desk.act("rita", held.caseId(), "hold", Map.of("until", Desk.in(Duration.ofDays(2)), "reason", "r"))
                .then()
                .statusCode(204);
        try (Connection mover = database.getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            mover.setAutoCommit(false);
            UUID id = UUID.fromString(held.caseId());
            QueueTables.change(mover, "DELETE FROM hold WHERE case_id = ?", id);
            QueueTables.back(mover, id, 1);
            var withdrawn = threads.submit(() -> delete("/api/v1/notices/" + held.token() + "/appeal"));
            while (!withdrawn.isDone() && waitingForALock() == 0) {
                Thread.onSpinWait();
            }
            mover.commit();
            mover.setAutoCommit(true);
            withdrawn.get().then().statusCode(204);
        }
        assertThat(tables.column("SELECT case_id FROM queue_entry WHERE case_id = '" + held.caseId() + "'"))
                .isEmpty();
    }

    private int waitingForALock() {
        return tables.column("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .size();
    }

    /// A reader took two connections, so a crowd of them waited for one another.
    @Test
    void aCrowdThatReadsOneCaseIsAnswered() throws Exception {
        String id = Desk.waiting(type);
        assertThat(Together.call(40, _ -> Desk.read("rita", id).statusCode())).containsOnly(200);
    }

    /// Ended claims were never cleared, and "no more" was said while cases were only held (label-studio 4781,
    /// 4190; opik 6421).
    @Test
    void anEndedClaimIsTakenByTheNextAndAnEmptyPageSaysUntilWhenOthersHold() {
        Desk.waiting(type);
        Chain.claim("rita", type).then().statusCode(201);
        assertThat(SignIn.as("ravi").get("/desk?claimable=true&type=" + type).asString())
                .contains("No case fits here")
                .containsPattern("[1-9][0-9]* cases? (is|are) held by others, the first until ");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofMinutes(21))) {
            Chain.claim("ravi", type).then().statusCode(201);
        }
    }

    /// Two reviewers got one case, and a stale page took it away (label-studio 795, lila 7874 and 9367).
    @Test
    void ofTwoWhoClaimOneCaseAtOnceOneGetsItAndTheOtherIsTold() throws Exception {
        String caseId = Desk.waiting(type);
        SignIn.token("rita");
        SignIn.token("ravi");
        List<Response> answers = Together.call(16, i -> Desk.claim(i % 2 == 0 ? "rita" : "ravi", caseId));
        String holder = answers.stream()
                        .filter(one -> one.statusCode() == 200)
                        .findFirst()
                        .isPresent()
                ? tables.column("SELECT holder FROM claim WHERE case_id = '" + caseId + "'")
                        .getFirst()
                : null;
        assertThat(holder).isNotNull();
        for (int i = 0; i < answers.size(); i++) {
            boolean won = holder.equals(i % 2 == 0 ? "rita" : "ravi");
            assertThat(answers.get(i).statusCode()).isIn(won ? List.of(200, 409) : List.of(409));
        }
        Desk.claim(holder.equals("rita") ? "ravi" : "rita", caseId)
                .then()
                .statusCode(409)
                .body("leaseUntil", equalTo(Desk.read("rita", caseId).path("claim.leaseUntil")));
    }

    /// A claim covered more than was meant and kept later items from others (Discourse 199084).
    @Test
    void aClaimHoldsOneCaseAndALaterOneOfTheSameSubjectStaysFree() {
        Desk.waiting(type);
        Chain.claim("rita", type).then().statusCode(201);
        Chain.appealed(type); // the same subject
        Chain.claim("ravi", type).then().statusCode(201);
    }

    /// A first version had no way out of a state, and appeals stayed pending for ever (mastodon 17364).
    @ParameterizedTest
    @EnumSource
    void everyStateHasAClockThatEndsItAndAWayToARuling(Cases.State state) {
        String caseId = Desk.waiting(type);
        Duration alone = switch (state) {
            case WAITING -> Duration.ZERO;
            case CLAIMED -> {
                Chain.claim("rita", type);
                yield Duration.ofMinutes(21);
            }
            case ON_HOLD -> {
                Chain.claim("rita", type);
                Desk.act("rita", caseId, "hold", Map.of("until", Desk.in(Duration.ofDays(2)), "reason", "r"));
                yield Duration.ofDays(3);
            }
            case ASKED -> {
                Chain.claim("rita", type);
                Desk.act("rita", caseId, "messages", Map.of("text", "When?", "question", true));
                yield Duration.ofDays(15);
            }
            case SENT, AWAITING_APPROVAL -> null; // go on by themselves, in StatesTest
            case RULED, WITHDRAWN, APPEALED -> null; // the ends
        };
        if (alone == null) {
            return;
        }
        Desk.read("ravi", caseId).then().body("state", equalTo(state.name()));
        try (StoppableClock.Moved _ = StoppableClock.ahead(alone)) {
            leftAlone(caseId);
            Response claimed = Desk.claim("ravi", caseId);
            claimed.then().statusCode(200);
            SignIn.as("ravi")
                    .contentType("application/json")
                    .header("If-Match", Desk.read("ravi", caseId).header("ETag"))
                    .body(Chain.overturned(claimed.jsonPath().getLong("fence")).toString())
                    .post("/api/v1/cases/" + caseId + "/ruling")
                    .then()
                    .statusCode(201);
            Desk.read("ravi", caseId).then().body("state", equalTo("RULED"));
        }
    }

    /// Nobody does anything: it waits again, by what looks after clocks every few seconds.
    private static void leftAlone(String caseId) {
        String state = null;
        for (int i = 0; i < 120 && !"WAITING".equals(state); i++) {
            LockSupport.parkNanos(100_000_000);
            state = Desk.read("ravi", caseId).path("state");
        }
        assertThat(state).isEqualTo("WAITING");
    }
}
