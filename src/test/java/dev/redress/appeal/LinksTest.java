package dev.redress.appeal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Wire;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LinksTest {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Inject
    Tables tables;

    @Test
    void allThatAreNotGoodLookTheSame() {
        Response recorded = Chain.post(Chain.decision("links"));
        String good = Chain.token(recorded.path("appealUrl"));
        Chain.agent().delete("/api/v1/decisions/" + recorded.path("id") + "/link");
        String other = Chain.link("links");
        Set<String> answers = new LinkedHashSet<>();
        answers.add(seen("/api/v1/notices/" + good));
        answers.add(seen("/api/v1/notices/" + "A".repeat(80)));
        answers.add(seen("/api/v1/notices/" + "x".repeat(2_000)));
        for (int i = 0; i < other.length(); i++) {
            answers.add(
                    seen("/api/v1/notices/" + other.substring(0, i) + next(other.charAt(i)) + other.substring(i + 1)));
            if (i > 0) {
                answers.add(seen("/api/v1/notices/" + other.substring(0, i)));
            }
        }
        assertThat(answers).hasSize(1).first().asString().startsWith("404");
        Chain.agent().get("/api/v1/decisions?limit=1");
        assertThat(seen("/api/v1/notices/" + other)).startsWith("200");
    }

    @Test
    void oneThatHasExpiredOnlyOffersANewOne() {
        String token = Chain.link("links");
        String wrong = seen("/api/v1/notices/" + "A".repeat(80));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(1_000))) {
            String expired = seen("/api/v1/notices/" + token);
            assertThat(expired).contains(",\"renewable\":true").startsWith("404");
            assertThat(expired.replace(",\"renewable\":true", "").replaceAll("content-length=\\[\\d+\\]", ""))
                    .isEqualTo(wrong.replaceAll("content-length=\\[\\d+\\]", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void readingNeverChangesAnything(String method) {
        String token = Chain.appealed("links");
        Map<String, String> before = tables.state();
        for (String path : new String[] {"", "/status", "/appeal", "/verification", "/messages", "/evidence"}) {
            assertThat(Wire.send(method, "/api/v1/notices/" + token + path, null)
                            .status())
                    .isLessThan(500);
        }
        assertThat(Wire.send(method, "/a/" + token, null).status()).isLessThan(500);
        assertThat(Wire.send(method, "/a/" + token + "/status", null).status()).isLessThan(500);
        assertThat(tables.state()).isEqualTo(before);
    }

    @Test
    void theAnswerIsKeptNowhereAndPassedOnNowhere() {
        Wire.Answer answer = Wire.send("GET", "/api/v1/notices/" + Chain.link("links"), null);
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Robots-Tag")).contains("noindex");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Müller 42", "müller-42", "  MÜLLER42 ", "m ü l l e r . 4 2"})
    void theQuestionIsAnsweredInAnySpelling(String answer) {
        String token = asking("müller42");
        io.restassured.RestAssured.get("/api/v1/notices/" + token)
                .then()
                .statusCode(403)
                .body("hint", equalTo("your name and number"));
        Response opened = answer(token, answer);
        opened.then().statusCode(200);
        io.restassured.RestAssured.get("/api/v1/notices/" + opened.path("token"))
                .then()
                .statusCode(200);
        io.restassured.RestAssured.get("/api/v1/notices/" + token).then().statusCode(403);
    }

    @Test
    void afterFiveWrongAnswersTheLinkRests() {
        String token = asking("1234");
        for (int i = 0; i < 5; i++) {
            answer(token, "999" + i).then().statusCode(422);
        }
        Response resting = answer(token, "1234");
        resting.then().statusCode(429);
        assertThat(Integer.parseInt(resting.header("Retry-After"))).isBetween(3_500, 3_601);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofMinutes(61))) {
            answer(token, "1234").then().statusCode(200);
        }
    }

    @Test
    void wrongAnswersAtOnceAreAllCounted() throws Exception {
        String token = asking("1234");
        assertThat(dev.redress.Together.call(20, i -> answer(token, "wrong").statusCode()))
                .filteredOn(status -> status == 422)
                .hasSize(5);
    }

    private static String asking(String answer) {
        ObjectNode decision = Chain.decision("links");
        String digest = HexFormat.of().formatHex(Ids.sha256().digest(answer.getBytes(StandardCharsets.UTF_8)));
        decision.withObjectProperty("subject")
                .putPOJO("verification", Map.of("hint", "your name and number", "digest", "sha256:" + digest));
        return Chain.token(Chain.agent()
                .body(Json.write(decision))
                .post("/api/v1/decisions")
                .then()
                .statusCode(201)
                .extract()
                .path("appealUrl"));
    }

    private static Response answer(String token, String answer) {
        return io.restassured.RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("answer", answer))
                .post("/api/v1/notices/" + token + "/verification");
    }

    /// Status, headers but for the date, and body.
    private static String seen(String target) {
        Wire.Answer answer = Wire.send("GET", target, null);
        Map<String, Object> headers = new TreeMap<>(answer.headers());
        headers.remove("date");
        return answer.status() + " " + headers + answer.text();
    }

    private static char next(char letter) {
        return LETTERS.charAt((LETTERS.indexOf(letter) + 1) % LETTERS.length());
    }
}
