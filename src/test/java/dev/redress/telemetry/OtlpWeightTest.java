package dev.redress.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.redress.platform.Json;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class OtlpWeightTest {

    /// Two bytes each.
    @Test
    void manyEmptySpansWeighMoreThanTheyAreLong() throws InvalidProtocolBufferException {
        byte[] body = request(ScopeSpans.newBuilder()
                .addAllSpans(Collections.nCopies(10_000, Span.getDefaultInstance()))
                .build());
        assertThat(body.length).isLessThan(21_000);
        assertThat(OtlpWeight.of(body)).isBetween(16_000_000L, 17_000_000L);
    }

    @Test
    void attributesWeighToo() throws InvalidProtocolBufferException {
        KeyValue attribute = KeyValue.newBuilder()
                .setKey("k")
                .setValue(AnyValue.newBuilder().setStringValue("v"))
                .build();
        byte[] body = request(ScopeSpans.newBuilder()
                .addSpans(Span.newBuilder().addAllAttributes(Collections.nCopies(10_000, attribute)))
                .build());
        assertThat(OtlpWeight.of(body)).isBetween(8_000_000L, 9_000_000L);
    }

    /// The parser keeps what it does not know.
    @Test
    void unknownFieldsWeighByTheirBytes() throws InvalidProtocolBufferException {
        byte[] body = ByteString.fromHex("f80701".repeat(1_000)).toByteArray(); // field 127, a number
        assertThat(OtlpWeight.of(body)).isGreaterThan(100_000);
    }

    @Test
    void whatIsNoProtobufIsToldApart() {
        assertThatThrownBy(() -> OtlpWeight.of(new byte[] {1, 2, 3}))
                .isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> OtlpWeight.of(new byte[] {10, 100}))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void everyThingInJsonWeighsMoreThanItTakes() {
        assertThat(Json.weight("[[],[],{\"a\":1}]".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(15 + 700);
    }

    private static byte[] request(ScopeSpans scope) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build()
                .toByteArray();
    }
}
