package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.redress.platform.Json;
import java.time.Instant;
import java.util.List;

/// The parsers of this package as the fuzzer calls them, with all that is done to a span before it is stored.
public final class TelemetryParsers {

    private static final Instant NOW = Instant.parse("2200-01-01T00:00:00Z");

    private TelemetryParsers() {}

    public static void protobuf(byte[] body) {
        try {
            store(OtlpJson.ofProtobuf(body));
        } catch (InvalidProtocolBufferException e) {
            // documented: answered with 400
        }
    }

    public static void json(byte[] body) {
        store(OtlpJson.ofJson(body));
    }

    /// What a zipped body may grow to is bounded before it is read.
    public static void gzip(byte[] body) {
        Body.unpacked(body, "gzip", _ -> {});
    }

    public static void opa(byte[] body) {
        for (JsonNode event : Json.sent(body)) {
            OpaDecision.of(event, "/user");
        }
    }

    private static void store(List<Received> spans) {
        for (Received span : spans) {
            if (span.fault(NOW) == null) {
                requireStorable(span.name());
                requireStorable(span.schemaUrl());
                SpanContract.unmapped(span.name(), span.attributes()).forEach(one -> requireStorable(one.name()));
                SpanContract.step(span.spanId(), span.name(), span.attributes());
                SpokenDecision.in(span, TelemetryParsers::requireForeseen, _ -> {});
                Json.tree(span.plain());
            }
        }
    }

    private static void requireForeseen(String complaint) {
        if (complaint.equals(SpokenDecision.UNREADABLE)) {
            throw new AssertionError("a decision told by a span made the reader fail");
        }
    }

    private static void requireStorable(String text) {
        if (text != null && !dev.redress.platform.Texts.isClean(text)) {
            throw new AssertionError("cannot be stored in a text column");
        }
    }
}
