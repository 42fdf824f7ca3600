package dev.redress.review;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The person is told that somebody looks at their case while somebody does, and not one moment longer.
@QuarkusTest
class WhoIsLookingTest {

    private static final Map<String, String> BECAUSE = Map.of("reason", "Because.");

    @Inject
    Tables tables;

    private final String type = Chain.fresh("looking");
    private Held held;

    @BeforeEach
    void ritaHoldsACase() {
        Desk.meet("ravi");
        Chain.register(type, Map.of("blind", false));
        held = Held.by("rita", type);
        assertThat(told()).isEqualTo("IN_REVIEW");
    }

    @Test
    void nobodyAfterASkipUntilTheNextOneTakesIt() {
        act("rita", "skip", BECAUSE);
        assertThat(told()).isEqualTo("RECEIVED");
        Chain.claim("ravi", type).then().statusCode(201);
        assertThat(told()).isEqualTo("IN_REVIEW");
        SignIn.as("ravi")
                .delete("/api/v1/cases/" + held.caseId() + "/claim")
                .then()
                .statusCode(204);
        assertThat(told()).isEqualTo("RECEIVED");
    }

    @Test
    void nobodyWhileItIsPutAsideNorWhenItComesBack() {
        act("rita", "hold", Map.of("until", Desk.in(Duration.ofDays(2)), "reason", "A paper."));
        assertThat(told()).isEqualTo("RECEIVED");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(2).plusMinutes(1))) {
            Chain.claim("ravi", Chain.fresh("nothing")).then().statusCode(204); // which brings back what was put aside
            assertThat(told()).isEqualTo("RECEIVED");
        }
        Desk.claim("rita", held.caseId()).then().statusCode(200);
        assertThat(told()).isEqualTo("IN_REVIEW");
    }

    @Test
    void nobodyWhileItWaitsForTheColleagueItWasHandedTo() {
        act("rita", "handover", Map.of("reviewer", "ravi", "reason", "You know it."));
        assertThat(told()).isEqualTo("RECEIVED");
        Chain.claim("ravi", type).then().statusCode(201);
        assertThat(told()).isEqualTo("IN_REVIEW");
    }

    @Test
    void nobodyOnceALeadHasTakenItBack() {
        act("lena", "take-back", BECAUSE);
        assertThat(told()).isEqualTo("RECEIVED");
    }

    @Test
    void nobodyOnceTheOneWhoLookedIsNotFreeToDecide() {
        act("rita", "recusal", BECAUSE);
        assertThat(told()).isEqualTo("RECEIVED");
    }

    @Test
    void stillSomebodyWhenAColleagueIsNotFreeToDecide() {
        act("ravi", "recusal", BECAUSE);
        assertThat(told()).isEqualTo("IN_REVIEW");
    }

    /// What was found beside the appeal is a case of its own.
    @Test
    void stillSomebodyWhenAnotherCaseAboutTheDecisionIsSkipped() throws SQLException {
        String other = Desk.another(tables, held.caseId(), "AUDIT", 5);
        Desk.claim("ravi", other).then().statusCode(200);
        Desk.act("ravi", other, "skip", BECAUSE).then().statusCode(204);
        assertThat(told()).isEqualTo("IN_REVIEW");
    }

    private String told() {
        return get("/api/v1/notices/" + held.token() + "/status").path("state");
    }

    private void act(String person, String what, Map<String, ?> body) {
        Desk.act(person, held.caseId(), what, body).then().statusCode(204);
    }
}
