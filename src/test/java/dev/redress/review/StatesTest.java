package dev.redress.review;

import static io.restassured.RestAssured.delete;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.decision.Finding;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Other systems had appeals that stayed pending for ever. Here each state has its exits, each of them walked, and a
/// clock that runs; a state that is added does not compile without them.
@QuarkusTest
class StatesTest {

    @Inject
    Tables tables;

    @Inject
    Event<Finding> found;

    private interface Exit {
        void take(Held held) throws InterruptedException;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "APPEALED") // the end of a sample, in AuditTest
    void everyStateHasAnExitAndAClock(Cases.State state) throws InterruptedException {
        for (Map.Entry<String, Exit> exit : exits(state).entrySet()) {
            String type = Chain.fresh("states");
            boolean approval = state == Cases.State.AWAITING_APPROVAL;
            Chain.register(type, Map.of("blind", false, "secondApproval", approval));
            Held held = into(state, type);
            assertThat(held.state()).isEqualTo(state.name());
            assertThat(held.view("lena").get("dueAt").asText()).isNotEmpty();
            if (state != Cases.State.RULED && state != Cases.State.WITHDRAWN && state != Cases.State.APPEALED) {
                assertThat(held.view("lena").at("/clocks/0").has("stoppedAt")).isFalse();
            }
            exit.getValue().take(held);
            assertThat(held.state()).as("out of %s", state).isEqualTo(exit.getKey());
        }
    }

    /// A promise may come due while an appeal runs. What happens to the appeal still happens to its own case.
    @Test
    void aFindingBesideAnAppealTakesNothingFromItsCase() {
        Held asked = heldByRita();
        ask(asked);
        find(asked);
        asked.write("It was the other shop.");
        assertThat(asked.state()).isEqualTo("WAITING");

        Held asking = heldByRita();
        find(asking);
        ask(asking);
        assertThat(asking.state()).isEqualTo("ASKED");

        Held withdrawn = heldByRita();
        String beside = find(withdrawn);
        withdraw(withdrawn);
        assertThat(withdrawn.state()).isEqualTo("WITHDRAWN");
        assertThat(Desk.read("lena", beside).<String>path("state")).isEqualTo("WAITING");
    }

    @Test
    void neitherRulingNorNewsOfAFindingBesideAnAppealAreLost() {
        Held held = heldByRita();
        String beside = find(held);
        Desk.claim("ravi", beside).then().statusCode(200);
        held.write("I have the receipt.");
        held.rule().then().statusCode(412); // what came in changes both
        Chain.rule("ravi", beside, 1).then().statusCode(412);
        SignIn.as("ravi")
                .contentType(ContentType.JSON)
                .header("If-Match", "\"2\"")
                .body(Map.of("fence", 1, "verdict", "UPHELD", "reasons", "The promise was kept later."))
                .post("/api/v1/cases/" + beside + "/ruling")
                .then()
                .statusCode(201);
        assertThat(held.view("lena").at("/clocks/0").has("stoppedAt")).isFalse();
        held.write("Nobody has answered me.");
        held.rule(Chain.overturned(held.fence()), "\"3\"").then().statusCode(201);
    }

    private static Held heldByRita() {
        String type = Chain.fresh("states");
        Chain.register(type, Map.of("blind", false));
        return Held.by("rita", type);
    }

    /// Opens a case for something that was found about the decision, and gives its id.
    private String find(Held held) {
        String decision = Desk.decisionOf(tables, held.caseId());
        QuarkusTransaction.requiringNew()
                .run(() -> found.fire(new Finding(
                        UUID.fromString(decision),
                        UUID.randomUUID(),
                        Finding.Kind.COMMITMENT_OVERDUE,
                        Map.of(),
                        Instant.now())));
        return tables.column("SELECT id FROM review_case WHERE origin = 'TRIGGER' AND decision_id = '" + decision + "'")
                .getFirst();
    }

    private static void ask(Held held) {
        Desk.act("rita", held.caseId(), "messages", Map.of("text", "Which shop?", "question", true))
                .then()
                .statusCode(201);
    }

    private static Held into(Cases.State state, String type) {
        Held held = Held.by("rita", type);
        switch (state) {
            case CLAIMED -> {}
            case WAITING ->
                SignIn.as("rita")
                        .delete("/api/v1/cases/" + held.caseId() + "/claim")
                        .then()
                        .statusCode(204);
            case ASKED -> ask(held);
            case SENT -> held.send().then().statusCode(303);
            case AWAITING_APPROVAL -> held.rule().then().statusCode(202);
            case RULED -> held.rule().then().statusCode(201);
            case ON_HOLD ->
                Desk.act("rita", held.caseId(), "hold", Map.of("until", Desk.in(Duration.ofDays(2)), "reason", "r"));
            case WITHDRAWN -> withdraw(held);
            case APPEALED -> throw new IllegalArgumentException();
        }
        return held;
    }

    /// By the state that each leads to. What has ended stays so, and is answered.
    private Map<String, Exit> exits(Cases.State state) {
        Map<String, Exit> exits = new LinkedHashMap<>();
        Exit withdrawn = StatesTest::withdraw;
        switch (state) {
            case WAITING -> {
                exits.put(
                        "CLAIMED",
                        held -> held.put("ravi", "claim", Map.of()).then().statusCode(200));
                exits.put("WITHDRAWN", withdrawn);
            }
            case CLAIMED -> {
                exits.put("WAITING", held -> later(held, Duration.ofHours(1), "WAITING"));
                exits.put("RULED", held -> held.rule().then().statusCode(201));
                exits.put("WITHDRAWN", withdrawn);
            }
            case ASKED -> {
                exits.put("WAITING", held -> later(held, Duration.ofDays(15), "WAITING"));
                exits.put("WITHDRAWN", withdrawn);
            }
            case SENT -> {
                exits.put("RULED", held -> later(held, Duration.ofMinutes(1), "RULED"));
                exits.put(
                        "CLAIMED",
                        held -> held.desk("rita", "undo", Map.of()).then().statusCode(303));
                exits.put("WITHDRAWN", withdrawn);
            }
            case AWAITING_APPROVAL -> {
                exits.put("RULED", held -> approve(held, true));
                exits.put("CLAIMED", held -> approve(held, false));
                exits.put("WITHDRAWN", withdrawn);
            }
            case ON_HOLD -> {
                exits.put("WAITING", held -> later(held, Duration.ofDays(3), "WAITING"));
                exits.put(
                        "CLAIMED",
                        held -> Desk.claim("rita", held.caseId()).then().statusCode(200));
                exits.put("WITHDRAWN", withdrawn);
            }
            case RULED, WITHDRAWN, APPEALED -> exits.put(state.name(), held -> {});
        }
        return exits;
    }

    /// Whether the row behind the state is written, too: an ended lease counts as waiting before anybody clears it.
    private boolean isIn(Held held, String state) {
        return !state.equals("WAITING")
                || tables.column("SELECT 1 FROM queue_entry WHERE case_id = '" + held.caseId() + "'")
                                .size()
                        == 1;
    }

    private void later(Held held, Duration by, String wanted) throws InterruptedException {
        try (StoppableClock.Moved _ = StoppableClock.ahead(by)) {
            for (int i = 0; i < 120 && !(held.state().equals(wanted) && isIn(held, wanted)); i++) {
                Thread.sleep(100);
            }
        }
    }

    private static void approve(Held held, boolean yes) {
        held.put("ravi", "approval", Map.of("approve", yes, "reasons", "I looked."))
                .then()
                .statusCode(200);
    }

    private static void withdraw(Held held) {
        delete("/api/v1/notices/" + held.token() + "/appeal").then().statusCode(204);
    }
}
