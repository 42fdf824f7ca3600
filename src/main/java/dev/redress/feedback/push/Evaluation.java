package dev.redress.feedback.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.redress.feedback.Label;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A label in OpenTelemetry's words. The span follows OpenInference's rules for feedback that comes later: a span of
/// its own, in a trace of its own, with exactly one link, to the judged span. The event is `gen_ai.evaluation.result`
/// of the GenAI conventions. Ids are made from the label's, so that sending again adds nothing.
final class Evaluation {

    static final String NAME = "appeal.ruling";
    private static final String EVENT = "gen_ai.evaluation.result";
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-fA-F]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-fA-F]{16}");

    private final Label label;

    /// @param label whose judged span is on record
    Evaluation(Label label) {
        this.label = label;
    }

    /// Whether the label says which span it judges.
    static boolean isAbout(Label label) {
        return label.traceId() != null
                && label.spanId() != null
                && TRACE_ID.matcher(label.traceId()).matches()
                && SPAN_ID.matcher(label.spanId()).matches();
    }

    ExportTraceServiceRequest span(boolean withEvent) {
        long at = nanos();
        Span.Builder span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(bytes(label.id())))
                .setSpanId(ByteString.copyFrom(Arrays.copyOf(Ids.sha256().digest(bytes(label.id())), 8)))
                .setName("evaluation " + NAME)
                .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                .setStartTimeUnixNano(at)
                .setEndTimeUnixNano(at)
                .addAllAttributes(openInference())
                .addAllAttributes(appeal())
                .addLinks(
                        Span.Link.newBuilder().setTraceId(hex(label.traceId())).setSpanId(hex(label.spanId())));
        if (withEvent) {
            span.addEvents(
                    Span.Event.newBuilder().setName(EVENT).setTimeUnixNano(at).addAllAttributes(genAi()));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource())
                        .addScopeSpans(ScopeSpans.newBuilder().setScope(scope()).addSpans(span)))
                .build();
    }

    /// The event as a log record that belongs to the judged span.
    ExportLogsServiceRequest log() {
        LogRecord record = LogRecord.newBuilder()
                .setTimeUnixNano(nanos())
                .setObservedTimeUnixNano(nanos())
                .setEventName(EVENT)
                .setTraceId(hex(label.traceId()))
                .setSpanId(hex(label.spanId()))
                .addAllAttributes(genAi())
                .addAllAttributes(appeal())
                .build();
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(resource())
                        .addScopeLogs(ScopeLogs.newBuilder().setScope(scope()).addLogRecords(record)))
                .build();
    }

    private List<KeyValue> openInference() {
        List<KeyValue> attributes = new ArrayList<>();
        attributes.add(text("openinference.span.kind", "EVALUATOR"));
        String prefix = "evaluations.0.evaluation.";
        attributes.add(text(prefix + "name", NAME));
        if (score() != null) {
            attributes.add(number(prefix + "score", score()));
        }
        attributes.add(text(prefix + "label", verdict()));
        attributes.add(text(prefix + "explanation", label.rationale()));
        attributes.add(text(prefix + "annotator_kind", label.reviewerKind().name()));
        attributes.add(text(prefix + "identifier", label.id().toString()));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("cause", label.cause());
        metadata.put("clause", label.clause());
        metadata.put("selection", label.selection());
        metadata.put("inclusionProbability", label.inclusionProbability());
        metadata.put("blind", label.blind());
        metadata.put("reviewers", label.reviewers());
        metadata.put("agreement", label.agreement());
        metadata.put("retracts", label.retracts());
        attributes.add(text(prefix + "metadata", new String(Json.write(metadata), StandardCharsets.UTF_8)));
        return attributes;
    }

    private List<KeyValue> genAi() {
        List<KeyValue> attributes = new ArrayList<>();
        attributes.add(text("gen_ai.evaluation.name", NAME));
        if (score() != null) {
            attributes.add(number("gen_ai.evaluation.score.value", score()));
        }
        attributes.add(text("gen_ai.evaluation.score.label", verdict()));
        attributes.add(text("gen_ai.evaluation.explanation", label.rationale()));
        return attributes;
    }

    /// What no convention names, in a namespace of ours.
    private List<KeyValue> appeal() {
        List<KeyValue> attributes = new ArrayList<>();
        attributes.add(text("appeal.decision.id", label.decisionId().toString()));
        attributes.add(text("appeal.label.id", label.id().toString()));
        attributes.add(text("appeal.verdict", label.verdict().name()));
        addTo(attributes, "appeal.decision.outcome", label.agentOutcome(), "code");
        addTo(attributes, "appeal.policy.id", label.policy(), "id");
        addTo(attributes, "appeal.policy.version", label.policy(), "version");
        if (label.humanOutcome() != null) {
            attributes.add(text("appeal.human.outcome", label.humanOutcome().code()));
        }
        if (label.retracts() != null) {
            attributes.add(text("appeal.label.retracts", label.retracts().toString()));
        }
        return attributes;
    }

    private static void addTo(List<KeyValue> attributes, String name, JsonNode of, String member) {
        if (of != null && of.path(member).isTextual()) {
            attributes.add(text(name, of.get(member).textValue()));
        }
    }

    /// Few different values, as the conventions ask of a label.
    private String verdict() {
        return label.label() == null ? label.verdict().name().toLowerCase(java.util.Locale.ROOT) : label.label();
    }

    /// Null where right and wrong do not say it all.
    private Double score() {
        return switch (label.verdict()) {
            case UPHELD -> 1.0;
            case OVERTURNED -> 0.0;
            case PARTLY_OVERTURNED, REMITTED, INADMISSIBLE -> null;
        };
    }

    private long nanos() {
        return TimeUnit.SECONDS.toNanos(label.createdAt().getEpochSecond())
                + label.createdAt().getNano();
    }

    private static Resource resource() {
        return Resource.newBuilder()
                .addAttributes(text("service.name", "redress"))
                .build();
    }

    private static InstrumentationScope scope() {
        return InstrumentationScope.newBuilder().setName("dev.redress.feedback").build();
    }

    private static KeyValue text(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String name, double value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setDoubleValue(value))
                .build();
    }

    private static ByteString hex(String id) {
        return ByteString.copyFrom(HexFormat.of().parseHex(id));
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
