package dev.redress.review;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The operator has to show what a reviewer needs; what is not there in time does not fall on the person.
@QuarkusTest
class RecordRequestsTest {

    private final String type = Chain.fresh("record");
    private Held held;

    @BeforeEach
    void ritaHoldsACase() {
        Chain.register(type, Map.of("blind", false));
        held = Held.by("rita", type);
    }

    @Test
    void theAgentShowsTheRecordAndTheReviewerHasToLook() {
        Object due = get("/api/v1/notices/" + held.token() + "/status").path("clocks[0].dueAt");
        String id = ask("rita", Map.of("what", "The receipt in the shop’s files."))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        get("/api/v1/notices/" + held.token() + "/status")
                .then()
                .body("clocks[0].dueAt", equalTo(due))
                .body("clocks[0].paused", equalTo(false));
        Chain.agent().get("/api/v1/record-requests").then().body("items.id", hasItem(id));
        SignIn.as("otto").get("/api/v1/record-requests").then().body("items.id", hasItem(id));
        SignIn.as("rita").get("/api/v1/record-requests").then().statusCode(403);
        answer(Chain.agent(), id, " ").then().statusCode(422);
        answer(Chain.agent(), id, "It was bought on 1 November.")
                .then()
                .statusCode(200)
                .body("lapsed", equalTo(false));
        answer(SignIn.as("otto"), id, "Again.").then().statusCode(409);
        answer(SignIn.as("otto"), "019ab1c2-6e00-7a3b-8c4d-5e6f70819203", "No such request.")
                .then()
                .statusCode(404);
        Chain.agent().get("/api/v1/record-requests").then().body("items.id", not(hasItem(id)));
        held.rule().then().statusCode(412).body("changes.text", hasItem("It was bought on 1 November."));
        assertThat(held.page("rita")).contains("New since you looked", "It was bought on 1 November.");
    }

    @Test
    void whenItIsNotThereInTimeThePersonWinsByDefault() {
        ask("rita", Map.of("what", "The receipt.")).then().statusCode(201);
        held.rule(byDefault(), "\"1\"").then().statusCode(422).body("errors.pointer", hasItem("/cause"));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(8))) {
            SignIn.as("rita")
                    .put("/api/v1/cases/" + held.caseId() + "/claim")
                    .then()
                    .statusCode(200);
            assertThat(held.page("rita")).contains("Not shown in time", "Rule for the person by default");
            held.desk("rita", "default", Map.of()).then().statusCode(303);
            assertThat(held.page("rita"))
                    .contains("Wir haben nach den Unterlagen zu dieser Entscheidung gefragt.")
                    .contains("value=\"EVIDENCE_UNAVAILABLE\" selected");
            Map<String, String> form = held.form();
            form.put("cause", "EVIDENCE_UNAVAILABLE");
            held.desk("rita", "ruling", form).then().statusCode(303);
            held.desk("rita", "send-now", Map.of()).then().statusCode(303);
            get("/api/v1/notices/" + held.token() + "/status")
                    .then()
                    .body("outcome.verdict", equalTo("OVERTURNED"))
                    .body("outcome.byDefault", equalTo(true));
            assertThat(get("/a/" + held.token() + "/status?lang=en").asString())
                    .contains("You were right. The decision was changed.")
                    .contains("We could not show how this was decided.");
        }
    }

    @Test
    void withoutARequestTheReviewerSaysWhyItCannotExist() {
        ObjectNode ruling = byDefault();
        held.rule(ruling, "\"1\"").then().statusCode(422).body("errors.pointer", hasItem("/cause"));
        held.rule(ruling.put("note", "The shop has closed and its files are gone."), "\"1\"")
                .then()
                .statusCode(201);
    }

    @Test
    void isAskedByWhoHoldsTheCaseWithADateAhead() {
        ask("ravi", Map.of("what", "The receipt.")).then().statusCode(409);
        ask("rita", Map.of()).then().statusCode(422);
        for (Instant due : List.of(Instant.now(), Instant.now().plus(400, ChronoUnit.DAYS))) {
            ask("rita", Map.of("what", "The receipt.", "dueAt", due.toString()))
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/dueAt"));
        }
        held.desk("rita", "record-requests", Map.of("what", "The receipt.", "recordDueAt", "2031-13-01"))
                .then()
                .statusCode(422);
        held.desk("rita", "record-requests", Map.of("what", "The receipt.", "recordDueAt", ""))
                .then()
                .statusCode(303);
        assertThat(held.page("rita")).contains("Records asked for");
    }

    private ObjectNode byDefault() {
        ObjectNode ruling = Chain.overturned(held.fence()).put("cause", "EVIDENCE_UNAVAILABLE");
        ruling.remove("note");
        return ruling;
    }

    private Response ask(String person, Map<String, ?> body) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/cases/" + held.caseId() + "/record-requests");
    }

    private static Response answer(io.restassured.specification.RequestSpecification who, String id, String text) {
        return who.contentType(ContentType.JSON)
                .body(Map.of("text", text))
                .post("/api/v1/record-requests/" + id + "/answer");
    }
}
