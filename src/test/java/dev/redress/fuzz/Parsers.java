package dev.redress.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redress.Chain;
import dev.redress.decision.DecisionParsers;
import dev.redress.platform.Refusal;
import dev.redress.telemetry.TelemetryParsers;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/// What the fuzzer calls: each input begins with one byte that chooses a parser. A parser answers with a value or with
/// a refusal of the 400s, and never with anything else.
public final class Parsers {

    private static final List<Consumer<byte[]>> ALL = List.of(
            DecisionParsers::decision,
            DecisionParsers::batch,
            DecisionParsers::lines,
            DecisionParsers::token,
            TelemetryParsers::protobuf,
            TelemetryParsers::json,
            TelemetryParsers::opa,
            TelemetryParsers::gzip);

    private Parsers() {}

    /// Loads the classes, which is no input's fault and no part of its time.
    public static void fuzzerInitialize() throws IOException {
        seeds().forEach(Parsers::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        try {
            ALL.get((data[0] & 0xFF) % ALL.size()).accept(Arrays.copyOfRange(data, 1, data.length));
        } catch (Refusal refusal) {
            int status = refusal.type().status();
            if (status < 400 || status > 499) {
                throw new AssertionError("refused with " + status, refusal);
            }
        }
    }

    /// One good input for each parser at least, so that the fuzzer begins behind the first checks.
    static List<byte[]> seeds() throws IOException {
        String decision = Chain.decision("fuzz").toString();
        String span = """
                {"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331", "name": "chat gpt-4o",
                 "startTimeUnixNano": "1764000000000000000", "endTimeUnixNano": "1764000001000000000",
                 "attributes": [{"key": "gen_ai.usage.prompt_tokens", "value": {"intValue": "7"}},
                                {"key": "redress.externalId", "value": {"stringValue": "x\\ud83d\\ude00"}},
                                {"key": "redress.facts", "value": {"stringValue": "[{}]"}}],
                 "events": [{"timeUnixNano": "1764000000000000000", "name": "decision",
                             "attributes": [{"key": "redress.externalId", "value": {"stringValue": "y"}}]}]}""";
        String opa = """
                [{"decision_id": "d1", "path": "http/authz/allow", "input": {"user": "alice"}, "result": {"allow": false},
                  "timestamp": "2026-11-24T10:00:00Z", "bundles": {"authz": {"revision": "7"}}, "erased": ["/input/p"]}]""";
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(seed(0, decision.getBytes(UTF_8)));
        seeds.add(seed(
                0,
                decision.replaceFirst(
                                "\\{",
                                "{\"actor\": {\"sub\": \"a\", \"act\": {\"sub\": \"b\", \"act\": {\"sub\": \"c\"}}},")
                        .getBytes(UTF_8)));
        seeds.add(seed(1, ("{\"decisions\": [" + decision + ", {}]}").getBytes(UTF_8)));
        seeds.add(seed(2, (decision + "\n{}\r\n").getBytes(UTF_8)));
        seeds.add(seed(
                3, "AQEAAAAAAQGh4f8jqXbMg20uNuKycPMAbcoxAFSNS9qdbDv3XPnYGtHmJiwCCkUSMPskmmIpJx0QCt_9".getBytes(UTF_8)));
        seeds.add(seed(
                3, "MjAyNi0xMS0yNVQxMjowMDowMFofMDE5YWIxYzItNmUwMC03YTNiLThjNGQtNWU2ZjcwODE5MjAz".getBytes(UTF_8)));
        seeds.add(seed(4, protobuf()));
        seeds.add(seed(
                5,
                ("{\"resourceSpans\": [{\"schemaUrl\": \"https://opentelemetry.io/schemas/1.26.0\","
                                + " \"scopeSpans\": [{\"scope\": {\"name\": \"s\"}, \"spans\": [" + span + "]}]}]}")
                        .getBytes(UTF_8)));
        seeds.add(seed(6, opa.getBytes(UTF_8)));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(opa.getBytes(UTF_8));
        }
        seeds.add(seed(7, zipped.toByteArray()));
        return seeds;
    }

    private static byte[] protobuf() {
        Span.Builder span = Span.newBuilder()
                .setTraceId(com.google.protobuf.ByteString.copyFrom(
                        new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8}))
                .setSpanId(com.google.protobuf.ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .setName("chat")
                .setStartTimeUnixNano(1_764_000_000_000_000_000L)
                .addAttributes(KeyValue.newBuilder()
                        .setKey("redress.externalId")
                        .setValue(AnyValue.newBuilder().setStringValue("x")));
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setSchemaUrl("https://opentelemetry.io/schemas/1.26.0")
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray();
    }

    private static byte[] seed(int parser, byte[] body) {
        byte[] seed = new byte[body.length + 1];
        seed[0] = (byte) parser;
        System.arraycopy(body, 0, seed, 1, body.length);
        return seed;
    }
}
