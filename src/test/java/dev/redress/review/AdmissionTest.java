package dev.redress.review;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A late appeal is first taken or not, with reasons, by a person.
@QuarkusTest
class AdmissionTest {

    private final String type = Chain.fresh("late");
    private Held held;

    @BeforeEach
    void ritaHoldsALateAppeal() {
        Chain.register(
                type, Map.of("blind", false, "secondLevel", true, "window", Map.of("amount", 1, "unit", "DAYS")));
        ObjectNode decision = Chain.decision(type);
        decision.put("decidedAt", Instant.now().minus(3, ChronoUnit.DAYS).toString());
        decision.withObjectProperty("subject").put("locale", "en");
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        Chain.appeal(token).then().statusCode(201).body("late", equalTo(true));
        held = Held.of("rita", type, token);
    }

    @Test
    void untilThenThereIsNoOtherVerdict() {
        held.rule().then().statusCode(409).body("type", endsWith("/admission-needed"));
        held.send().then().statusCode(409);
        assertThat(held.page("rita")).contains("The appeal came late");
        held.put("rita", "admission", Map.of("admitted", true)).then().statusCode(422);
        held.put("ravi", "admission", Map.of("admitted", true, "reasons", "They were ill."))
                .then()
                .statusCode(409);
        held.put("rita", "admission", Map.of("admitted", true, "reasons", "They were ill."))
                .then()
                .statusCode(200)
                .body("admitted", equalTo(true));
        held.put("rita", "admission", Map.of("admitted", true, "reasons", "Again."))
                .then()
                .statusCode(409)
                .body("type", endsWith("/not-late"));
        get("/api/v1/notices/" + held.token() + "/status").then().body("timeline.what", hasItem("ADMITTED"));
        assertThat(get("/a/" + held.token() + "/status").asString())
                .contains("We took your appeal, although it was late");
        held.rule().then().statusCode(201);
    }

    @Test
    void atTheDeskItIsOneFormOfItsOwn() {
        held.desk("rita", "admission", Map.of("admission-reasons", " ")).then().statusCode(422);
        held.desk("rita", "admission", Map.of("admission-reasons", "They were ill."))
                .then()
                .statusCode(303);
        held.send().then().statusCode(303);
        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        assertThat(held.state()).isEqualTo("RULED");
    }

    @Test
    void atTheDeskAReasonIsChosenWhenItIsNotTaken() {
        Map<String, String> form = held.form();
        form.put("verdict", "INADMISSIBLE");
        held.desk("rita", "ruling", form)
                .then()
                .statusCode(422)
                .body(org.hamcrest.Matchers.containsString("Why it cannot be taken is missing"));
        form.put("inadmissible", "LATE");
        held.desk("rita", "ruling", form).then().statusCode(303);
        held.desk("rita", "send-now", Map.of()).then().statusCode(303);
        get("/api/v1/notices/" + held.token() + "/status").then().body("outcome.inadmissible", equalTo("LATE"));
    }

    @Test
    void notTakenItIsARulingThatSaysSoAndWhereElseToTurn() {
        held.put("rita", "admission", Map.of("admitted", false, "reasons", "You were told on 1 May."))
                .then()
                .statusCode(200)
                .body("admitted", equalTo(false))
                .body("rulingId", notNullValue());
        get("/api/v1/notices/" + held.token() + "/status")
                .then()
                .body("outcome.verdict", equalTo("INADMISSIBLE"))
                .body("outcome.inadmissible", equalTo("LATE"))
                .body("secondLevel", equalTo(true));
        assertThat(get("/a/" + held.token() + "/status").asString())
                .contains("The appeal could not be taken.")
                .contains("It came after the last day to appeal.")
                .contains("You were told on 1 May.")
                .contains("You can also ask a lawyer")
                .contains("Ask another person to look");
    }

    @ParameterizedTest
    @CsvSource({
        "OUT_OF_SCOPE, It is about something that we cannot change here.",
        "LATE, It came after the last day to appeal.",
        "DUPLICATE, You have sent us the same appeal before.",
        "OTHER, The appeal could not be taken."
    })
    void whyItIsNotTakenIsToldInPlainWords(String why, String told) {
        ObjectNode ruling = Chain.tree("{\"verdict\": \"INADMISSIBLE\", \"reasons\": \"So it is.\"}")
                .put("fence", held.fence())
                .put("inadmissible", why);
        held.rule(ruling, "\"1\"").then().statusCode(201);
        assertThat(get("/a/" + held.token() + "/status").asString()).contains(told);
    }

    @Test
    void whyBelongsToThatVerdictOnly() {
        ObjectNode ruling = Chain.overturned(held.fence()).put("inadmissible", "LATE");
        held.rule(ruling, "\"1\"").then().statusCode(422).body("errors.pointer", hasItem("/inadmissible"));
    }
}
