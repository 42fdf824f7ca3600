package dev.redress.decision;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.Refused;
import dev.redress.Tables;
import dev.redress.Wire;
import dev.redress.platform.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BatchesTest {

    @Inject
    Tables tables;

    static Stream<Arguments> envelopes() {
        return Stream.of(
                Arguments.of(400, ""),
                Arguments.of(400, "{"),
                Arguments.of(422, "null"),
                Arguments.of(422, "[]"),
                Arguments.of(422, "{}"),
                Arguments.of(422, "{\"decisions\":{}}"),
                Arguments.of(422, "{\"decisions\":null}"),
                Arguments.of(422, "{\"items\":[]}"),
                Arguments.of(400, "{\"decisions\":[{]}"),
                Arguments.of(400, "{\"decisions\":[{}"),
                Arguments.of(400, "{\"decisions\":[]} x"),
                Arguments.of(400, "{\"decisions\":[],\"decisions\":[]}"),
                Arguments.of(400, "{\"decisions\":[" + "[".repeat(100_000)),
                Arguments.of(400, "{\"decisions\":[" + "[".repeat(2_000) + "]".repeat(2_000) + "]}"),
                Arguments.of(400, "{\"decisions\":[{\"" + "n".repeat(2 << 20) + "\":1}]}"),
                Arguments.of(400, "\ufeff{\"decisions\":[]}"),
                Arguments.of(422, "{\"decisions\":[" + "1,".repeat(1_000) + "1]}"));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void anEnvelopeThatIsBrokenIsRefusedAsAWhole(int status, String body) {
        Refused.with(status, tables, () -> batch("application/json", body.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate"})
    void whatIsPackedIsRefusedAndNotReadAsIfItWereNot(String encoding) {
        for (String path : List.of("/api/v1/decisions", "/api/v1/decisions/batch")) {
            Wire.Answer answer = Wire.send(
                    "POST",
                    path,
                    good().getBytes(UTF_8),
                    "Authorization: Bearer " + Chain.KEY,
                    "Content-Type: application/json",
                    "Content-Encoding: " + encoding);
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
        }
    }

    @Test
    void anEnvelopeInAnotherEncodingIsRefused() {
        Refused.with(400, tables, () -> batch("application/json", "{\"decisions\":[]}".getBytes(UTF_16)));
    }

    @Test
    void moreThanAThousandLinesAreRefused() {
        Refused.with(
                422,
                tables,
                () -> batch("application/x-ndjson", "{}\n".repeat(1_001).getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"a\"", "[]", "{}", "{\"a\":1,\"a\":2}", "{\"a\":1e99999999999}"})
    void anItemThatIsBadFailsAlone(String bad) {
        for (JsonNode results : List.of(list(good(), bad, good()), lines(good(), bad, good()))) {
            assertThat(statuses(results).subList(0, 1)).containsExactly(201);
            assertThat(statuses(results).get(1)).isBetween(400, 422);
            assertThat(results.get(1).path("problem").path("type").textValue()).contains("/problems/");
            assertThat(statuses(results).subList(2, 3)).containsExactly(201);
        }
    }

    @Test
    void anItemThatIsNestedTooDeepOrTooLargeFailsAlone() {
        String deep = "{\"inputSnapshot\":" + "[".repeat(500) + "]".repeat(500) + "}";
        String large = "\"" + "x".repeat(1 << 20) + "\"";
        assertThat(statuses(list(good(), deep, large, good()))).containsExactly(201, 400, 413, 201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"externalId\": ",
                "}",
                "\u00ff\u00fe",
                "{\"a\":\"\u00ed\u00a0\u0080\"}",
                "\u0000",
                "'",
                "{} {}"
            })
    void aLineThatIsBrokenFailsAlone(String broken) {
        assertThat(statuses(lines(good(), broken, good()))).containsExactly(201, 400, 201);
    }

    @Test
    void itemsAreAnsweredInTheirOrderWithIdAndLink() {
        String first = good();
        JsonNode results = list(first, good(), first);
        assertThat(statuses(results)).containsExactlyInAnyOrder(201, 201, 200);
        assertThat(results.get(2).get("id")).isEqualTo(results.get(0).get("id"));
        assertThat(results.get(2).get("appealUrl")).isEqualTo(results.get(0).get("appealUrl"));
        assertThat(results.get(1).get("index").intValue()).isEqualTo(1);
    }

    @Test
    void blankLinesAndCarriageReturnsCountForNothing() {
        byte[] body = ("\r\n\n" + good() + "\r\n  \n" + good()).getBytes(UTF_8);
        assertThat(statuses(results(batch("application/x-ndjson", body)))).containsExactly(201, 201);
    }

    @Test
    void theNameOfTheMediaTypeMayBeInCapitals() {
        byte[] body = ("{\"decisions\":[" + good() + "]}").getBytes(UTF_8);
        assertThat(statuses(results(batch("Application/JSON;charset=UTF-8", body))))
                .containsExactly(201);
    }

    @Test
    void theSameIdWithOtherContentInOneBatchIsAConflict() {
        String first = good();
        String second = first.replace("Your refund was refused.", "Your refund was granted.");
        assertThat(statuses(lines(first, second))).containsExactlyInAnyOrder(201, 409);
    }

    private static String good() {
        return Chain.decision("batch").toString();
    }

    private static JsonNode list(String... items) {
        return results(
                batch("application/json", ("{\"decisions\":[" + String.join(",", items) + "]}").getBytes(UTF_8)));
    }

    /// One character for each byte, so that a line may be no text.
    private static JsonNode lines(String... items) {
        return results(batch("application/x-ndjson", String.join("\n", items).getBytes(ISO_8859_1)));
    }

    private static JsonNode results(Wire.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return Json.tree(answer.body()).get("results");
    }

    private static List<Integer> statuses(JsonNode results) {
        List<Integer> statuses = new ArrayList<>();
        results.forEach(result -> statuses.add(result.get("status").intValue()));
        return statuses;
    }

    private static Wire.Answer batch(String type, byte[] body) {
        return Wire.send(
                "POST", "/api/v1/decisions/batch", body, "Authorization: Bearer " + Chain.KEY, "Content-Type: " + type);
    }
}
