package dev.redress.decision;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.Refused;
import dev.redress.Tables;
import dev.redress.Wire;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class MalformedDecisionsTest {

    @Inject
    Tables tables;

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource({"bytes", "structures", "values"})
    void isRefusedAndChangesNothing(String what, int status, byte[] body) {
        Refused.with(
                status,
                tables,
                () -> Wire.send(
                        "POST",
                        "/api/v1/decisions",
                        body,
                        "Authorization: Bearer " + Chain.KEY,
                        "Content-Type: application/json"));
    }

    static Stream<Arguments> bytes() {
        return Stream.of(
                kind("no byte", 400, ""),
                kind("only space", 400, " \n "),
                kind("UTF-16, big end first", 400, UTF_16BE, text()),
                kind("UTF-16, little end first", 400, UTF_16LE, text()),
                kind("UTF-16 with a mark", 400, Charset.forName("UTF-16"), text()),
                kind("UTF-32", 400, Charset.forName("UTF-32BE"), text()),
                kind("UTF-32 with a mark", 400, Charset.forName("UTF-32LE"), "\ufeff" + text()),
                kind("UTF-8 with a mark", 400, "\ufeff" + text()),
                kind("Latin-1", 400, ISO_8859_1, text().replace("Your", "Öur")),
                kind("a byte that begins nothing, in an open value", 400, raw("\u00ff")),
                kind("an overlong slash", 400, raw("\u00c0\u00af")),
                kind("an overlong NUL", 400, raw("\u00c0\u0080")),
                kind("a surrogate in bytes", 400, raw("\u00ed\u00a0\u0080")),
                kind("a character beyond the last", 400, raw("\u00f4\u0090\u0080\u0080")),
                kind("a character cut off", 400, raw("\u00e2\u0082")),
                kind("a NUL byte", 400, raw("\u0000")),
                kind("a control character", 400, raw("\u0007")),
                kind("a tab in a text", 400, raw("\t")),
                kind("bytes that are no text", 400, "\u0000\u0001\u0002\u0003"),
                kind("gzip without saying so", 400, ISO_8859_1, "\u001f\u008b\b\u0000\u0000\u0000"),
                kind("more than 1 MiB", 413, text("inputSnapshot", "\"" + "x".repeat(1 << 20) + "\"")),
                kind("much more than 1 MiB", 413, " ".repeat(3 << 20)));
    }

    static Stream<Arguments> structures() {
        return Stream.of(
                kind("null", 422, "null"),
                kind("a text", 422, "\"decision\""),
                kind("a number", 422, "17"),
                kind("true", 422, "true"),
                kind("a list", 422, "[" + text() + "]"),
                kind("an empty object", 422, "{}"),
                kind("cut off", 400, text().substring(0, text().length() - 1)),
                kind("cut off in a text", 400, text().substring(0, 20)),
                kind("something after the end", 400, text() + "x"),
                kind("a second value after the end", 400, text() + text()),
                kind("a comma at the end", 400, text().substring(0, text().length() - 1) + ",}"),
                kind("a comment", 400, "/* no */" + text()),
                kind("single quotes", 400, text().replace('"', '\'')),
                kind("no quotes", 400, "{externalId: 1}"),
                kind("NaN", 400, text("inputSnapshot", "NaN")),
                kind("a number with a zero before it", 400, text("inputSnapshot", "007")),
                kind("a number of 500 digits", 400, text("inputSnapshot", "1".repeat(500))),
                kind("an unknown escape", 400, text("inputSnapshot", "\"\\x\"")),
                kind("101 levels", 400, text("inputSnapshot", "[".repeat(101) + "]".repeat(101))),
                kind("a hundred thousand levels", 400, text("inputSnapshot", "[".repeat(100_000))),
                kind("a member twice", 400, text().replace("{\"externalId\"", "{\"type\":\"a\",\"externalId\"")),
                kind("a member of an open value twice", 400, text("inputSnapshot", "{\"a\":1,\"a\":2}")),
                kind("a member that is unknown", 422, text("inputSnapshots", "{}")),
                kind("a hundred members that are unknown", 422, many(100)),
                kind(
                        "a date that is none after a hundred faults",
                        422,
                        many(100)
                                        .replaceFirst("\"decidedAt\":\"[^\"]*\"", "")
                                        .replace(",,", ",")
                                        .replaceFirst("}$", "") + ",\"decidedAt\":\"x\"}"),
                kind(
                        "a language tag of 3,000 parts",
                        422,
                        text("subject", "{\"ref\":\"a\",\"locale\":\"de" + "-a".repeat(3_000) + "\"}")),
                kind("no external id", 422, without("externalId")),
                kind("no subject", 422, without("subject")),
                kind("no outcome", 422, without("outcome")),
                kind("no date", 422, without("decidedAt")),
                kind("no type", 422, without("type")));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                kind("an id that is a number", 422, text("externalId", "5")),
                kind("an id that is empty", 422, text("externalId", "\"\"")),
                kind("an id that is space", 422, text("externalId", "\"  \"")),
                kind("an id of 201 characters", 422, text("externalId", "\"" + "i".repeat(201) + "\"")),
                kind("a NUL in an id", 422, text("externalId", "\"a\\u0000b\"")),
                kind("half a pair in an id", 422, text("externalId", "\"a\\ud800b\"")),
                kind("a pair the wrong way round", 422, text("externalId", "\"\\udc00\\ud800\"")),
                kind("half a pair in an open value", 422, text("inputSnapshot", "{\"a\": [\"\\ud800\"]}")),
                kind("half a pair in a name", 422, text("inputSnapshot", "{\"\\uDFFF\": 1}")),
                kind("a NUL in an open value", 422, text("inputSnapshot", "\"\\u0000\"")),
                kind("a number too great to keep", 422, text("inputSnapshot", "1e99999999999")),
                kind("a number too small to keep", 422, text("inputSnapshot", "[{\"a\":1e-99999999999}]")),
                kind(
                        "a number too great, in a member of its own",
                        422,
                        text("subject", "{\"ref\":\"a\",\"b\":1E+99999999999}")),
                kind("a count of 1e999999999", 422, text("calls", "[{\"id\":\"k\",\"attempt\":1e999999999}]")),
                kind("a count below zero", 422, text("calls", "[{\"id\":\"k\",\"attempt\":-1}]")),
                kind("a count as a text", 422, text("calls", "[{\"id\":\"k\",\"attempt\":\"1\"}]")),
                kind(
                        "adverse as a text",
                        422,
                        text("outcome", "{\"code\":\"a\",\"adverse\":\"true\",\"summary\":\"b\"}")),
                kind(
                        "a summary of 4,001 characters",
                        422,
                        text("outcome", "{\"code\":\"a\",\"adverse\":true,\"summary\":\"" + "s".repeat(4_001) + "\"}")),
                kind("an outcome that is a list", 422, text("outcome", "[]")),
                kind("a date that is none", 422, text("decidedAt", "\"yesterday\"")),
                kind("a date without an offset", 422, text("decidedAt", "\"2026-11-23T09:30:00\"")),
                kind("the 30th of February", 422, text("decidedAt", "\"2026-02-30T09:30:00Z\"")),
                kind("the year 10000", 422, text("decidedAt", "\"10000-01-01T00:00:00Z\"")),
                kind("the year +1000000000", 422, text("decidedAt", "\"+1000000000-12-31T23:59:59Z\"")),
                kind("the year -999999999", 422, text("notifiedAt", "\"-999999999-01-01T00:00:00Z\"")),
                kind("the year 0", 422, text("decidedAt", "\"0000-01-01T00:00:00Z\"")),
                kind("the far future", 422, text("decidedAt", "\"9999-12-31T23:59:59Z\"")),
                kind("told in the far future", 422, text("notifiedAt", "\"9999-12-31T23:59:59Z\"")),
                kind("a date as a number", 422, text("decidedAt", "1790000000")),
                kind("an unknown automation", 422, text("automation", "\"fully\"")),
                kind("501 facts", 422, text("facts", facts(501))),
                kind("a fact that is null", 422, text("facts", "[null]")),
                kind(
                        "a fact id twice",
                        422,
                        text("facts", "[{\"id\":\"a\",\"name\":\"b\"},{\"id\":\"a\",\"name\":\"c\"}]")),
                kind(
                        "five reasons",
                        422,
                        text(
                                "reasons",
                                "[" + "{\"code\":\"a\",\"text\":\"b\"},".repeat(4)
                                        + "{\"code\":\"a\",\"text\":\"b\"}]")),
                kind("no reason", 422, text("reasons", "[]")),
                kind("a trace id that is none", 422, text("trace", "{\"traceId\":\"xyz\"}")),
                kind("a language that is none", 422, text("subject", "{\"ref\":\"a\",\"locale\":\"<script>\"}")),
                kind(
                        "a digest that is none",
                        422,
                        text("subject", "{\"ref\":\"a\",\"verification\":{\"hint\":\"b\",\"digest\":\"md5:1\"}}")),
                kind("extensions that are a list", 422, text("extensions", "[]")),
                kind("supersedes that is no id", 422, text("supersedes", "\"1-1-1-1-1\"")),
                kind(
                        "supersedes that nobody recorded",
                        422,
                        text("supersedes", "\"01900000-0000-7000-8000-000000000000\"")),
                kind("the id of another agent", 403, text("agent", "{\"id\":\"other-agent\"}")));
    }

    private static Arguments kind(String what, int status, String body) {
        return kind(what, status, UTF_8, body);
    }

    private static Arguments kind(String what, int status, Charset charset, String body) {
        return kind(what, status, body.getBytes(charset));
    }

    private static Arguments kind(String what, int status, byte[] body) {
        return Arguments.of(what, status, body);
    }

    private static String text() {
        return Chain.decision("malformed").toString();
    }

    /// A good decision but for this member, given as raw JSON.
    private static String text(String member, String json) {
        return without(member).replaceFirst("}$", "") + ",\"" + member + "\":" + json + "}";
    }

    private static String without(String member) {
        ObjectNode decision = Chain.decision("malformed");
        decision.remove(member);
        return decision.toString();
    }

    /// These bytes, one for each character, in a text of an open value.
    private static byte[] raw(String bytes) {
        return text("inputSnapshot", "{\"a\":\"" + bytes + "\"}").getBytes(ISO_8859_1);
    }

    private static String many(int count) {
        ObjectNode decision = Chain.decision("malformed");
        for (int i = 0; i < count; i++) {
            decision.put("unknown" + i, i);
        }
        return decision.toString();
    }

    private static String facts(int count) {
        StringBuilder facts = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            facts.append(i == 0 ? "" : ",").append("{\"id\":\"f").append(i).append("\",\"name\":\"n\"}");
        }
        return facts.append(']').toString();
    }
}
