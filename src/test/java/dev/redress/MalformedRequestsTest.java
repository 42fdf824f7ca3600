package dev.redress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one case for all of them
class MalformedRequestsTest {

    private static final String RULING = """
            {"fence": {fence}, "verdict": "UPHELD", "reasons": "a"%s}""";

    private static final String PARTS = "Content-Type: multipart/form-data; boundary=x";

    @Inject
    Tables tables;

    private String token;
    private String caseId;
    private String fence;
    private String remedyId;
    private String decisionId;

    @BeforeEach
    void aCaseThatRitaHolds() {
        if (token != null) {
            return;
        }
        String type = Chain.fresh("malformed");
        decisionId = Chain.post(Chain.decision(type)).path("id");
        Chain.register(type, java.util.Map.of());
        Chain.appealed(type);
        remedyId = Chain.overturn("rita", type).path("remedyId");
        token = Chain.link(type);
        Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        caseId = claimed.path("caseId");
        fence = String.valueOf(claimed.jsonPath().getLong("fence"));
        Chain.firstView("rita", caseId);
    }

    @ParameterizedTest(name = "{0} {1} {3}: {4}")
    @MethodSource({"appeals", "reviews", "operators"})
    void aBodyIsRefusedAndChangesNothing(String method, String path, String person, int status, String body) {
        sent(method, path, person, status, body.getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiterString = " ",
            value = {
                "POST /api/v1/notices/{token}/appeal none",
                "POST /api/v1/claims rita",
                "POST /api/v1/cases/{case}/ruling rita",
                "PUT /api/v1/cases/{case}/first-view rita",
                "PUT /api/v1/decision-types/malformed otto",
                "POST /api/v1/agent-keys otto",
                "POST /api/v1/remedies/{remedy}/confirmation agent",
                "POST /api/v1/webhooks otto",
                "PUT /api/v1/decisions/{decision}/legal-holds/0193a000-0000-7000-8000-000000000001 otto",
                "PUT /api/v1/probes/malformed otto",
            })
    void aBodyThatIsNotJsonInUtf8IsRefused(String method, String path, String person) {
        for (Charset charset : List.of(UTF_16, Charset.forName("UTF-32BE"))) {
            sent(method, path, person, 400, "{\"name\": \"a\"}".getBytes(charset));
        }
        for (String body : List.of("{", "\u00ff")) {
            sent(method, path, person, 400, body.getBytes(ISO_8859_1));
        }
        for (String body : List.of("{\"fence\": " + "9".repeat(5_000) + "}", "{\"" + "a".repeat(60_000) + "\": 1}")) {
            sent(method, path, person, 400, body.getBytes(ISO_8859_1));
        }
        for (String body : List.of("{} {}", "[".repeat(5_000))) {
            sent(method, path, person, 422, body.getBytes(ISO_8859_1));
        }
        sent(method, path, person, 413, " ".repeat((1 << 20) + 1).getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenForms")
    void aFormOfPartsThatCannotBeTakenApartIsRefused(String what, String body) {
        for (String link : List.of(token, "foreign")) {
            Refused.with(
                    400,
                    tables,
                    () -> Wire.send("POST", "/api/v1/notices/" + link + "/evidence", body.getBytes(UTF_8), PARTS));
        }
        for (String page : List.of("/message", "/appeal/evidence", "/appeal/grounds")) {
            refusedByAPage(400, "/a/" + token + page, body, PARTS);
            refusedByAPage(400, "/a/foreign" + page, body, PARTS);
        }
    }

    static Stream<Arguments> brokenForms() {
        String part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n";
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no form", "garbage"),
                Arguments.of("the end only", "--x--"),
                Arguments.of("cut short", part + "\r\nb"),
                Arguments.of("a header without a colon", "--x\r\nnonsense\r\n\r\nb\r\n--x--\r\n"),
                Arguments.of("too many parts", (part + "\r\nb\r\n").repeat(3_000) + "--x--\r\n"),
                Arguments.of(
                        "an unknown encoding", part + "Content-Type: text/plain; charset=nope\r\n\r\nb\r\n--x--\r\n"));
    }

    /// Its name, its file name or its content would be those of the part before.
    @ParameterizedTest
    @ValueSource(strings = {"/appeal/evidence", "/appeal/grounds"})
    void aPartThatDoesNotSayWhatItIsIsRefused(String page) {
        String file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\na\r\n";
        String unnamed = "--x\r\nX-A: b\r\n\r\n\r\n--x--\r\n";
        refusedByAPage(400, "/a/" + token + page, file + unnamed, PARTS);
        assertThat(toPage("/a/" + token + page, unnamed, PARTS).status()).isLessThan(500);
        Wire.Answer byProgram =
                Wire.send("POST", "/api/v1/notices/" + token + "/evidence", (file + unnamed).getBytes(UTF_8), PARTS);
        assertThat(byProgram.status()).as(byProgram.text()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/{token}/appeal/grounds",
                "/a/{token}/verification",
                "/a/{token}/objection",
                "/a/{token}/again",
                "/desk/claims",
                "/desk/cases/{case}/skip"
            })
    void aFormThatCannotBeTakenApartIsRefused(String page) {
        String path = page.replace("{token}", token).replace("{case}", caseId);
        String urlencoded = "Content-Type: application/x-www-form-urlencoded";
        refusedByAPage(400, path, "a=%zz", urlencoded);
        refusedByAPage(400, path, "a=%41", urlencoded + "; charset=nope");
        refusedByAPage(415, path, "a=b", "Content-Type: garbage");
        Wire.Answer odd = toPage(path, "&&&===&", urlencoded);
        assertThat(odd.status()).as(odd.text()).isLessThan(500);
    }

    private void refusedByAPage(int status, String path, String body, String type) {
        var before = tables.state();
        Wire.Answer answer = toPage(path, body, type);
        assertThat(answer.status()).as("%s %s", path, answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(answer.text()).contains("<h1").doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(tables.state()).isEqualTo(before);
    }

    private static Wire.Answer toPage(String path, String body, String type) {
        return Wire.send(
                "POST",
                path,
                body.getBytes(UTF_8),
                type,
                path.startsWith("/desk") ? "Authorization: Bearer " + SignIn.token("rita") : "X-None: 1");
    }

    static Stream<Arguments> appeals() {
        String appeal = "POST /api/v1/notices/{token}/appeal none";
        return all(
                422,
                appeal,
                "null",
                "[]",
                "7",
                "{}",
                "{\"grounds\":[],\"statement\":\"a\"}",
                "{\"grounds\":[\"NONE\"],\"statement\":\"a\"}",
                "{\"grounds\":[null],\"statement\":\"a\"}",
                "{\"grounds\":\"FACT_WRONG\",\"statement\":\"a\"}",
                "{\"grounds\":[0],\"statement\":\"a\"}",
                "{\"grounds\":[\"FACT_WRONG\",\"FACT_WRONG\"],\"statement\":\"a\"}",
                "{\"grounds\":[\"FACT_WRONG\"]}",
                good(",\"statement\":5"),
                good(",\"statement\":\"" + "a".repeat(4_001) + "\""),
                good(",\"statement\":\"\\u0000\""),
                good(",\"statement\":\"\\ud800\""),
                good(",\"unknown\":1,\"statement\":\"a\""),
                good(",\"disputedFacts\":[{\"factId\":\"f9\",\"correctValue\":\"a\"}]"),
                good(",\"disputedFacts\":[{\"factId\":\"f1\"}]"),
                good(",\"disputedFacts\":[null]"),
                good(",\"disputedFacts\":{}"),
                good(",\"disputedFacts\":[{\"factId\":\"f1\",\"correctValue\":7}]"),
                good(",\"statement\":\"a\",\"contact\":{\"email\":\"nobody\"}"),
                good(",\"statement\":\"a\",\"contact\":[]"),
                good(",\"statement\":\"a\",\"contact\":{\"locale\":\"d\\u0000e\"}"),
                good(",\"statement\":\"a\",\"contact\":{\"locale\":\"<script>\"}"),
                good(",\"statement\":\"a\",\"contact\":{\"locale\":\"" + "e".repeat(36) + "\"}"),
                good(",\"statement\":\"a\",\"representative\":[]"),
                good(",\"statement\":\"a\",\"representative\":{\"name\":5}"),
                good(",\"statement\":\"a\",\"representative\":{\"name\":\"a\",\"relation\":5}"),
                good(",\"statement\":\"a\",\"representative\":{\"name\":\"a\",\"rel/ation\":\"b\"}"),
                good(",\"statement\":\"a\",\"representative\":{\"name\":\"\\ud800\"}"),
                good(",\"statement\":\"a\",\"pauseRequested\":\"yes\""));
    }

    static Stream<Arguments> reviews() {
        List<Arguments> all = new ArrayList<>();
        all.addAll(all(
                        422,
                        "POST /api/v1/claims rita",
                        "[]",
                        "5",
                        "{\"type\":5}",
                        "{\"types\":\"a\"}",
                        "{\"origin\":\"NOWHERE\"}",
                        "{\"type\":\"a\\u0000\"}",
                        "{\"type\":\"" + "t".repeat(201) + "\"}")
                .toList());
        all.addAll(all(
                        422,
                        "PUT /api/v1/cases/{case}/claim rita",
                        "[]",
                        "{\"fence\":\"1\"}",
                        "{\"fence\":1.5}",
                        "{\"fence\":1e99}")
                .toList());
        all.addAll(all(
                        422,
                        "PUT /api/v1/cases/{case}/first-view rita",
                        "null",
                        "{}",
                        "[]",
                        "{\"leaning\":\"MAYBE\"}",
                        "{\"leaning\":1}",
                        "{\"leaning\":\"UNSURE\",\"note\":\"\\u0000\"}",
                        "{\"leaning\":\"UNSURE\",\"note\":\"" + "n".repeat(4_001) + "\"}")
                .toList());
        all.addAll(all(
                        422,
                        "POST /api/v1/cases/{case}/ruling rita",
                        "null",
                        "{}",
                        "[]",
                        "{\"fence\":null,\"verdict\":\"UPHELD\",\"reasons\":\"a\"}",
                        "{\"fence\":\"1\",\"verdict\":\"UPHELD\",\"reasons\":\"a\"}",
                        RULING.formatted(",\"note\":\"\\u0000\""),
                        RULING.formatted(",\"note\":\"\\ud800\""),
                        RULING.formatted(",\"unknown\":1"),
                        RULING.formatted(",\"cause\":\"NONE\""),
                        RULING.formatted(",\"correctedFacts\":[{\"id\":\"f1\"}]"),
                        RULING.formatted(",\"correctedFacts\":[{\"id\":\"f9\",\"value\":1}]"),
                        RULING.formatted(",\"correctedFacts\":[{\"id\":\"f1\",\"value\":\"\\udc00\"}]"),
                        RULING.formatted(",\"correctedFacts\":[null]"),
                        RULING.formatted(",\"remedy\":{\"type\":\"EXPLAIN\"}"),
                        RULING.formatted(",\"remedy\":{\"dueAt\":\"soon\"}"),
                        RULING.formatted(",\"remedy\":{\"dueAt\":1e999999999}"),
                        RULING.formatted(",\"remedy\":{\"dueAt\":\"+1000000000-01-01T00:00:00Z\"}"),
                        Chain.overturned(0)
                                .toString()
                                .replace(
                                        "\"type\":\"COMPENSATE\"",
                                        "\"type\":\"COMPENSATE\",\"dueAt\":\"+1000000000-01-01T00:00:00Z\"")
                                .replace("\"fence\":0", "\"fence\":{fence}"),
                        RULING.formatted("").replace("UPHELD", "GUILTY"),
                        RULING.formatted("").replace("\"a\"", "\"\""))
                .toList());
        for (String act : List.of("skip", "hold", "handover", "recusal", "second-opinion")) {
            all.addAll(all(
                            422,
                            "POST /api/v1/cases/{case}/" + act + " rita",
                            "null",
                            "[]",
                            "{}",
                            "{\"reason\":7}",
                            "{\"reason\":\"a\",\"until\":\"+1000000000-01-01T00:00:00Z\"}",
                            "{\"reason\":\"\\u0000\"}",
                            "{\"reason\":\"\\ud800\"}",
                            "{\"reason\":\"" + "r".repeat(4_001) + "\"}")
                    .toList());
        }
        all.addAll(all(
                        422,
                        "PUT /api/v1/cases/{case}/hardship rita",
                        "null",
                        "{}",
                        "{\"hardship\":\"HUNGER\",\"note\":\"a\"}",
                        "{\"hardship\":\"MONEY\"}")
                .toList());
        all.addAll(all(
                        422,
                        "POST /api/v1/views rita",
                        "null",
                        "{}",
                        "{\"name\":\"a\",\"query\":\"%zz\"}",
                        "{\"name\":\" \",\"query\":\"a=b\"}",
                        "{\"name\":\"\\ud800\",\"query\":\"a=b\"}")
                .toList());
        all.addAll(all(
                        422,
                        "PUT /api/v1/teams/malformed lena",
                        "null",
                        "{}",
                        "{\"name\":\"a\",\"members\":[null]}",
                        "{\"name\":\"a\",\"members\":[\"\"]}",
                        "{\"name\":\"\\u0000\"}",
                        "{\"name\":\"\\ud800\"}",
                        "{\"name\":\"a\",\"id\":\"other\"}")
                .toList());
        all.addAll(all(
                        422,
                        "PUT /api/v1/reviewers/malformed/qualification lena",
                        "null",
                        "{\"types\":\"a\"}",
                        "{\"types\":[null]}",
                        "{\"types\":[\"\\ud800\"]}",
                        "{\"trainingValidUntil\":\"+1000000000-01-01T00:00:00Z\"}")
                .toList());
        all.addAll(all(
                        422,
                        "POST /api/v1/conflicts lena",
                        "null",
                        "{}",
                        "{\"reviewer\":\"a\",\"kind\":\"FRIEND\",\"ref\":\"b\",\"reason\":\"c\"}",
                        "{\"reviewer\":\"a\",\"kind\":\"AGENT\",\"ref\":\"b\"}",
                        "{\"reviewer\":\"\\ud800\",\"kind\":\"AGENT\",\"ref\":\"b\",\"reason\":\"c\"}")
                .toList());
        return all.stream();
    }

    static Stream<Arguments> operators() {
        List<Arguments> all = new ArrayList<>();
        all.addAll(all(
                        422,
                        "PUT /api/v1/decision-types/malformed otto",
                        "null",
                        "[]",
                        "{}",
                        "{\"name\":\"a\"}",
                        "{\"name\":5,\"appealable\":true}",
                        "{\"name\":\"a\\u0000\",\"appealable\":true}",
                        "{\"name\":\"a\",\"appealable\":\"true\"}",
                        "{\"name\":\"a\",\"appealable\":false}",
                        "{\"name\":\"a\",\"appealable\":true,\"code\":\"b\"}",
                        "{\"name\":\"a\",\"appealable\":true,\"window\":{\"amount\":0,\"unit\":\"DAYS\"}}",
                        "{\"name\":\"a\",\"appealable\":true,\"window\":{\"amount\":1e9,\"unit\":\"DAYS\"}}",
                        "{\"name\":\"a\",\"appealable\":true,\"window\":{\"amount\":99999999999,\"unit\":\"DAYS\"}}",
                        "{\"name\":\"a\",\"appealable\":true,\"window\":{\"amount\":1,\"unit\":\"EONS\"}}",
                        "{\"name\":\"a\",\"appealable\":true,\"remedies\":[null]}",
                        "{\"name\":\"a\",\"appealable\":true,\"remedies\":[\"HUGS\"]}")
                .toList());
        all.addAll(all(
                        422,
                        "PUT /api/v1/decisions/{decision}/legal-holds/0193a000-0000-7000-8000-000000000001 otto",
                        "null",
                        "[]",
                        "{}",
                        "{\"reason\":\" \"}",
                        "{\"reason\":5}",
                        "{\"reason\":\"a\\u0000\"}",
                        "{\"reason\":\"a\\ud800\"}",
                        "{\"reason\":\"" + "a".repeat(1001) + "\"}",
                        "{\"reason\":\"a\",\"until\":\"soon\"}",
                        "{\"reason\":\"a\",\"until\":\"2020-01-01T00:00:00Z\"}",
                        "{\"reason\":\"a\",\"until\":\"9999-12-31T23:59:59Z\"}",
                        "{\"reason\":\"a\",\"until\":\"+999999999-12-31T23:59:59Z\"}",
                        "{\"reason\":\"a\",\"setBy\":\"me\"}")
                .toList());
        all.addAll(all(
                        422,
                        "POST /api/v1/agent-keys otto",
                        "null",
                        "[]",
                        "{}",
                        "{\"agentId\":\"\"}",
                        "{\"agentId\":5}",
                        "{\"agentId\":\"a\\u0000\"}",
                        "{\"agentId\":\"a\\udc00\"}",
                        "{\"agentId\":\"" + "a".repeat(201) + "\"}",
                        "{\"agentId\":\"a\",\"key\":\"b\"}")
                .toList());
        all.addAll(all(
                        422,
                        "POST /api/v1/remedies/{remedy}/confirmation agent",
                        "null",
                        "[]",
                        "{}",
                        "{\"status\":\"DONE\"}",
                        "{\"status\":\"DONE\",\"evidence\":null}",
                        "{\"status\":\"DONE\",\"evidence\":{}}",
                        "{\"status\":\"WELL\",\"evidence\":{\"a\":1}}",
                        "{\"status\":\"DONE\",\"evidence\":{\"a\":\"\\ud800\"}}",
                        "{\"status\":\"DONE\",\"evidence\":{\"a\":1},\"targetEtag\":\"\\u0000\"}",
                        "{\"status\":\"DONE\",\"evidence\":\" \"}")
                .toList());
        all.addAll(all(
                        422,
                        "POST /api/v1/webhooks otto",
                        "null",
                        "[]",
                        "{}",
                        "{\"url\":\"https://example.org\"}",
                        "{\"url\":\"https://example.org\",\"types\":[]}",
                        "{\"url\":\"https://example.org\",\"types\":[null]}",
                        "{\"url\":\"https://example.org\",\"types\":[\"case.lost\"]}",
                        "{\"url\":\"\",\"types\":[\"case.ruled\"]}",
                        "{\"url\":\"no address\",\"types\":[\"case.ruled\"]}",
                        "{\"url\":\"ftp://example.org/\",\"types\":[\"case.ruled\"]}",
                        "{\"url\":\"https://a:b@example.org/\",\"types\":[\"case.ruled\"]}",
                        "{\"url\":\"https://" + "a".repeat(2_000) + "/\",\"types\":[\"case.ruled\"]}",
                        "{\"url\":\"https://example.org/\",\"types\":[\"case.ruled\"],\"agentId\":\"\\u0000\"}",
                        "{\"url\":\"https://example.org/\",\"types\":[\"case.ruled\"],\"secret\":\"mine\"}")
                .toList());
        all.addAll(all(
                        422,
                        "PUT /api/v1/probes/malformed otto",
                        "null",
                        "{}",
                        "{\"url\":\"https://example.org/\"}",
                        "{\"url\":\"https://example.org/\",\"expect\":[]}",
                        "{\"url\":\"https://example.org/\",\"expect\":[null]}",
                        "{\"url\":\"https://example.org/\",\"expect\":[{\"pointer\":\"a\",\"value\":1}]}",
                        "{\"url\":\"https://example.org/\",\"expect\":[{\"pointer\":\"/a\"}]}",
                        "{\"url\":\"https://example.org/\",\"expect\":[{\"pointer\":\"/a\",\"value\":1,\"absent\":true}]}",
                        "{\"url\":\"https://{/remedy/id}/\",\"expect\":[{\"pointer\":\"/a\",\"value\":1}]}",
                        "{\"url\":\"https://example.org/{x\",\"expect\":[{\"pointer\":\"/a\",\"value\":1}]}",
                        "{\"url\":\"https://example.org/\",\"expect\":[{\"pointer\":\"/a\",\"value\":1}],\"credential\":\"a\\nb\"}")
                .toList());
        return all.stream();
    }

    private void sent(String method, String path, String person, int status, byte[] body) {
        String target = path.replace("{token}", token)
                .replace("{case}", caseId)
                .replace("{remedy}", remedyId)
                .replace("{decision}", decisionId);
        byte[] bytes = new String(body, ISO_8859_1).replace("{fence}", fence).getBytes(ISO_8859_1);
        String credential = person.equals("agent") ? Chain.KEY : person.equals("none") ? null : SignIn.token(person);
        Refused.with(
                status,
                tables,
                () -> Wire.send(
                        method,
                        target,
                        bytes,
                        "Content-Type: application/json",
                        "If-Match: \"1\"",
                        credential == null ? "X-None: 1" : "Authorization: Bearer " + credential));
        assertThat(status).isBetween(400, 499);
    }

    private static String good(String rest) {
        return "{\"grounds\":[\"FACT_WRONG\"]" + rest + "}";
    }

    private static Stream<Arguments> all(int status, String request, String... bodies) {
        String[] parts = request.split(" ");
        return Stream.of(bodies).map(body -> Arguments.of(parts[0], parts[1], parts[2], status, body));
    }
}
