package dev.redress.appeal;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.StoppableClock;
import dev.redress.Together;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class FilingTest {

    /// Who is told a day has all of it, where they are.
    @ParameterizedTest
    @CsvSource({
        "IE, 2026-05-29T10:00:00Z, 2026-11-29T23:59:59Z, 29 November",
        "IE, 2026-05-29T23:30:00Z, 2026-11-30T23:59:59Z, 30 November",
        "US-CA, 2026-05-29T23:30:00Z, 2026-11-30T07:59:59Z, 29 November",
        "US-CA, 2026-05-30T07:30:00Z, 2026-12-01T07:59:59Z, 30 November"
    })
    void theLastDayThatIsToldIsAWholeOne(String place, String told, String closes, String day) {
        ObjectNode decision = Chain.decision(Chain.fresh("day")).put("notifiedAt", told);
        decision.withObjectProperty("subject").put("jurisdiction", place).put("locale", "en");
        decision.put("decidedAt", told);
        var recorded = Chain.post(decision);
        recorded.then()
                .statusCode(201)
                .body("appealClosesAt", equalTo(closes))
                .body("notice.text", containsString(day));
        assertThat(Jsoup.parse(given().get(recorded.path("appealUrl") + "/notice")
                                .asString())
                        .text())
                .contains(day + " 2026");
    }

    @Test
    void anAppealIsAnsweredWithItsReferenceAndClock() {
        String token = Chain.link("filing");
        Chain.appeal(token)
                .then()
                .statusCode(201)
                .body("reference", matchesPattern("RD-[2-9A-Z]{4}-[2-9A-Z]{2}"))
                .body("late", equalTo(false))
                .body("clocks[0].kind", equalTo("RULING"))
                .body("statusUrl", org.hamcrest.Matchers.endsWith("/a/" + token + "/status"));
        get("/api/v1/notices/" + token + "/status").then().body("state", equalTo("RECEIVED"));
    }

    @Test
    void afterTheWindowItIsLateAndNotLost() {
        String token = Chain.link("filing");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(300))) {
            get("/api/v1/notices/" + token).then().body("appeal.late", equalTo(true));
            Chain.appeal(token).then().statusCode(201).body("late", equalTo(true));
        }
    }

    @Test
    void manySubmitsAtOnceAreOneAppeal() throws Exception {
        String token = Chain.link("filing");
        List<Response> answers = Together.call(64, i -> Chain.appeal(token));
        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnlyOnce(201)
                .containsOnly(200, 201);
        assertThat(answers)
                .extracting(answer -> answer.<String>path("reference"))
                .containsOnly(answers.getFirst().<String>path("reference"));
    }

    @Test
    void whatWasWithdrawnCanBeFiledAgain() {
        String token = Chain.link("filing");
        String first = Chain.appeal(token).path("reference");
        delete("/api/v1/notices/" + token + "/appeal").then().statusCode(204);
        get("/api/v1/notices/" + token + "/status").then().body("state", equalTo("WITHDRAWN"));
        delete("/api/v1/notices/" + token + "/appeal").then().statusCode(404);
        Chain.appeal(token).then().statusCode(201).body("reference", not(equalTo(first)));
    }

    @Test
    void whatWasRuledOnCannotBeWithdrawn() {
        String type = Chain.fresh("filing");
        String token = Chain.appealed(type);
        Chain.overturn("rita", type);
        delete("/api/v1/notices/" + token + "/appeal").then().statusCode(409);
        get("/api/v1/notices/" + token + "/status")
                .then()
                .body("state", equalTo("RULED"))
                .body("outcome.reasons", equalTo("The receipt shows November."))
                .body("remedies[0].state", equalTo("ORDERED"));
        assertThat(get("/api/v1/notices/" + token + "/status").asString())
                .doesNotContain("rita")
                .doesNotContain("Clear.");
    }

    @Test
    void anAgentWithTheLinkTakesNoAppealBack() {
        String token = Chain.appealed(Chain.fresh("filing"));
        Chain.agent()
                .delete("/api/v1/notices/" + token + "/appeal")
                .then()
                .statusCode(403)
                .body("type", containsString("delegation-needed"));
        given().get("/api/v1/notices/" + token + "/status").then().body("state", equalTo("RECEIVED"));
    }

    @Test
    void aRulingAndAWithdrawalAtOnceNeverBothHappen() throws Exception {
        String type = Chain.fresh("filing");
        for (int round = 0; round < 5; round++) {
            String token = Chain.appealed(type);
            Response claimed = Chain.claim("rita", type);
            String caseId = claimed.path("caseId");
            long fence = claimed.jsonPath().getLong("fence");
            Chain.register(type, Map.of("blind", false));
            Chain.firstView("rita", caseId);
            List<Integer> answers = Together.call(
                    2,
                    i -> i == 0
                            ? Chain.rule("rita", caseId, fence).statusCode()
                            : delete("/api/v1/notices/" + token + "/appeal").statusCode());
            assertThat(answers).isIn(List.of(201, 409), List.of(409, 204));
        }
    }

    @Test
    void aFactThatIsNotOfTheDecisionIsRefused() {
        Chain.appeal(Chain.link("filing"), """
                {"grounds": ["FACT_WRONG"], "disputedFacts": [{"factId": "f1", "correctValue": "a"}, {"factId": "f9", "correctValue": "a"}]}""")
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/disputedFacts/1/factId")));
    }

    @Test
    void aDecisionThatIsNotAppealableCannotBeAppealed() {
        String type = Chain.fresh("filing");
        Chain.register(type, Map.of("appealable", false, "notAppealableBecause", "It is a gift."));
        Chain.appeal(Chain.link(type)).then().statusCode(409).body("detail", equalTo("It is a gift."));
    }

    @Test
    void aNoticeOfADecisionWithEveryMemberIsShown() {
        var decision = Chain.decision("filing");
        decision.remove(List.of("model", "policy", "inputSnapshot", "reasons", "facts"));
        decision.withObjectProperty("outcome").put("adverse", false);
        decision.withObjectProperty("subject").putPOJO("contact", Map.of("phone", Map.of("home", "1")));
        decision.putPOJO("calls", List.of(Map.of("id", "k", "attempt", 3_000_000_000L)));
        byte[] body = dev.redress.platform.Json.write(decision);
        String token = Chain.token(Chain.agent()
                .body(body)
                .post("/api/v1/decisions")
                .then()
                .statusCode(201)
                .extract()
                .path("appealUrl"));
        get("/api/v1/notices/" + token).then().statusCode(200);
    }
}
