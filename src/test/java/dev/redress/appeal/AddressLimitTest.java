package dev.redress.appeal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.redress.Chain;
import dev.redress.StoppableClock;
import dev.redress.Together;
import dev.redress.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(LowLimits.class)
class AddressLimitTest {

    private final Caller caller = Caller.somewhere();

    @Test
    void anAddressThatAsksVeryMuchWaitsAsLongAsItIsTold() {
        String token = Chain.link("limits");
        asks(caller, "/api/v1/notices/" + token, LowLimits.ADDRESS);
        Response waiting = caller.get("/api/v1/notices/" + token);
        waiting.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("RateLimit-Policy", "\"address\";q=40;w=1200")
                .header("RateLimit", containsString("\"address\";r=0;t="))
                .body("type", equalTo("https://iana.org/assignments/http-problem-types#quota-exceeded"))
                .body("violated-policies", equalTo(List.of("address")));
        Caller.somewhere().get("/api/v1/notices/" + token).then().statusCode(200);
        long seconds = Long.parseLong(waiting.header("Retry-After"));
        assertThat(seconds).isBetween(20L, 30L);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofSeconds(seconds))) {
            caller.get("/api/v1/notices/" + token).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"de, Bitte warten Sie einen Moment", "ar, انتظر لحظة من فضلك", "en, Please wait a moment"})
    void thePageSaysSoInTheLanguageOfTheBrowser(String language, String title) {
        asks(caller, "/a/nothing", 1);
        String token = Chain.link("limits");
        asks(caller, "/a/" + token + "/notice", LowLimits.ADDRESS - 1);
        caller.request()
                .header("Accept-Language", language)
                .get("/a/" + token)
                .then()
                .statusCode(429)
                .contentType("text/html")
                .header("Retry-After", containsString(""))
                .header("Referrer-Policy", "no-referrer")
                .body("html.@lang", equalTo(language))
                .body(containsString("<h1 class=\"govuk-heading-l\">" + title));
    }

    @Test
    void anIpv6AddressCountsByItsNetwork() {
        String token = Chain.link("limits");
        for (int i = 0; i < LowLimits.ADDRESS; i++) {
            new Caller("2001:db8:7:1::" + Integer.toHexString(i + 1))
                    .get("/api/v1/notices/" + token)
                    .then()
                    .statusCode(200);
        }
        new Caller("2001:db8:7:1:ffff::1")
                .get("/api/v1/notices/" + token)
                .then()
                .statusCode(429);
        new Caller("2001:db8:7:2::1").get("/api/v1/notices/" + token).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a;x=1/%s",
                "/a/%s;x=1",
                "//a/%s",
                "/a//%s",
                "/%%61/%s",
                "/x/../a/%s",
                "/./a/%s",
                "/a/%s/",
                "/api;x=1/v1/notices/%s",
                "/api/v1;x/notices/%s",
                "/api/v1/notices;x=1/%s",
                "/api//v1/notices/%s"
            })
    void anotherSpellingOfThePathIsNoWayAround(String path) {
        String token = Chain.link("limits");
        String target = path.formatted(token);
        asks(caller, "/api/v1/notices/" + token, LowLimits.ADDRESS);
        Wire.Answer answer = Wire.send("GET", target, null, "X-Forwarded-For: " + caller.address());
        assertThat(answer.status()).as(answer.text()).isIn(400, 404, 429);
    }

    @Test
    void itIsDecidedBeforeTheBodyIsRead() throws IOException {
        String token = Chain.link("limits");
        asks(caller, "/api/v1/notices/" + token, LowLimits.ADDRESS);
        for (String path : List.of("/api/v1/notices/" + token + "/appeal", "/a/" + token + "/appeal/grounds")) {
            assertThat(firstLine(path)).isEqualTo("HTTP/1.1 429 Too Many Requests");
        }
    }

    @Test
    void linksThatAreNotGoodLookTheSameWhenThereWereTooMany() {
        Response recorded = Chain.post(Chain.decision("limits"));
        String revoked = Chain.token(recorded.path("appealUrl"));
        Chain.agent().delete("/api/v1/decisions/" + recorded.path("id") + "/link");
        String good = Chain.link("limits");
        for (int i = 0; i < LowLimits.WRONG_LINKS; i++) {
            caller.get("/api/v1/notices/" + "A".repeat(80)).then().statusCode(404);
        }
        String wrong = seen("A".repeat(80));
        assertThat(wrong).startsWith("429").contains("wrong-links");
        assertThat(seen(revoked)).isEqualTo(wrong);
        assertThat(seen(good.substring(1))).isEqualTo(wrong);
        // The neighbours of whoever guesses are not locked out.
        caller.get("/api/v1/notices/" + good).then().statusCode(200);
        Caller.somewhere().get("/api/v1/notices/" + revoked).then().statusCode(404);
    }

    @Test
    void anExpiredLinkLooksLikeTheOthersToo() {
        String token = Chain.link("limits");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(1_000))) {
            for (int i = 0; i < LowLimits.WRONG_LINKS; i++) {
                caller.get("/api/v1/notices/" + token).then().statusCode(404).body("renewable", equalTo(true));
            }
            String expired = seen(token);
            assertThat(expired).startsWith("429").doesNotContain("renewable");
            assertThat(seen("A".repeat(80))).isEqualTo(expired);
            caller.get("/a/" + token).then().statusCode(429).body(containsString("Please wait a moment"));
        }
    }

    @Test
    void busyAgentsAtTheSameAddressTakeNothingFromThePersonsShare() throws Exception {
        String token = Chain.link("limits");
        AtomicBoolean done = new AtomicBoolean();
        List<List<Integer>> answers = Together.call(17, i -> {
            if (i > 0) {
                return posts(done);
            }
            try {
                List<Integer> seen = new java.util.ArrayList<>();
                for (int round = 0; round < LowLimits.ADDRESS / 4; round++) {
                    seen.add(caller.get("/a/" + token + "/notice").statusCode());
                    seen.add(caller.get("/api/v1/notices/" + token).statusCode());
                    seen.add(caller.get("/api/v1/notices/" + token + "/status").statusCode());
                }
                seen.add(caller.post(
                                "/api/v1/notices/" + token + "/appeal",
                                java.util.Map.of("grounds", List.of("SOMETHING_ELSE"), "statement", "It is wrong."))
                        .statusCode());
                return seen;
            } finally {
                done.set(true);
            }
        });
        assertThat(answers.getFirst()).containsOnly(200, 201);
        assertThat(answers.subList(1, 17).stream().mapToInt(List::size).sum())
                .as("decisions posted meanwhile")
                .isGreaterThan(LowLimits.ADDRESS);
    }

    /// How the answer begins when all of a large body is still to come.
    private String firstLine(String path) throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            String type = path.startsWith("/api") ? "application/json" : "application/x-www-form-urlencoded";
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                    + "\r\nContent-Length: 5000000\r\nX-Forwarded-For: " + caller.address() + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        }
    }

    private List<Integer> posts(AtomicBoolean done) {
        List<Integer> answers = new java.util.ArrayList<>();
        while (!done.get() && answers.size() < 500) {
            answers.add(caller.request()
                    .header("Authorization", "Bearer " + Chain.KEY)
                    .contentType("application/json")
                    .body(Chain.decision("limits").toString())
                    .post("/api/v1/decisions")
                    .statusCode());
        }
        return answers;
    }

    private static void asks(Caller caller, String path, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(caller.get(path).statusCode()).isIn(200, 404);
        }
    }

    /// Status, headers but for the times, and body.
    private String seen(String token) {
        Wire.Answer answer = Wire.send("GET", "/api/v1/notices/" + token, null, "X-Forwarded-For: " + caller.address());
        var headers = new TreeMap<>(answer.headers());
        List.of("date", "retry-after", "ratelimit").forEach(headers::remove);
        return answer.status() + " " + headers + answer.text();
    }
}
