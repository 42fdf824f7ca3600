package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import dev.redress.platform.Texts;
import dev.redress.platform.Utf8;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads what an OTLP exporter sends, protobuf or JSON, into one form: OTLP JSON, with ids in small hexadecimal digits
/// and 64-bit numbers as decimal text (opentelemetry-proto, docs/specification.md). Unknown members of JSON are
/// ignored.
final class OtlpJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Lists and maps within one another: protobuf takes more of them than {@link Json#DEPTH} lets anybody read
    /// again. What lies deeper becomes its JSON as text.
    private static final int DEEPEST = 16;

    private OtlpJson() {}

    /// What {@link #ofJson} makes takes no more; two trees where texts have to be cleaned.
    static long weight(byte[] body) {
        return Json.weight(body) * (Utf8.of(body, 0, body.length) == Utf8.Finding.UNCLEAN_ESCAPE ? 2 : 1);
    }

    /// @throws dev.redress.platform.Refusal for what is not JSON
    static List<Received> ofJson(byte[] body) {
        JsonNode request = Json.sent(body);
        Utf8.Finding finding = Utf8.of(body, 0, body.length);
        if (finding == Utf8.Finding.NOT_UTF8) {
            throw CommonProblem.malformed("The body is not JSON in UTF-8.");
        }
        if (finding == Utf8.Finding.UNCLEAN_ESCAPE) { // a span must not be lost for half a character
            request = cleaned(request);
        }
        List<Received> all = new ArrayList<>();
        for (JsonNode resource : request.path("resourceSpans")) {
            for (JsonNode scope : resource.path("scopeSpans")) {
                String schemaUrl = scope.path("schemaUrl")
                        .asText(resource.path("schemaUrl").asText(null));
                for (JsonNode span : scope.path("spans")) {
                    if (span instanceof ObjectNode object) {
                        all.add(new Received(object, resource.path("resource"), scope.path("scope"), blank(schemaUrl)));
                    }
                }
            }
        }
        return all;
    }

    static List<Received> ofProtobuf(byte[] body) throws InvalidProtocolBufferException {
        List<Received> all = new ArrayList<>();
        for (ResourceSpans resource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
            ObjectNode from = NODES.objectNode();
            from.set("attributes", attributes(resource.getResource().getAttributesList()));
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                ObjectNode by = NODES.objectNode();
                by.put("name", scope.getScope().getName());
                by.put("version", scope.getScope().getVersion());
                String schemaUrl = scope.getSchemaUrl().isEmpty() ? resource.getSchemaUrl() : scope.getSchemaUrl();
                for (Span span : scope.getSpansList()) {
                    all.add(new Received(span(span), from, by, blank(schemaUrl)));
                }
            }
        }
        return all;
    }

    private static ObjectNode span(Span span) {
        ObjectNode node = NODES.objectNode();
        node.put("traceId", hex(span.getTraceId()));
        node.put("spanId", hex(span.getSpanId()));
        node.put("traceState", span.getTraceState());
        node.put("parentSpanId", hex(span.getParentSpanId()));
        node.put("name", span.getName());
        node.put("kind", span.getKindValue());
        node.put("startTimeUnixNano", Long.toUnsignedString(span.getStartTimeUnixNano()));
        node.put("endTimeUnixNano", Long.toUnsignedString(span.getEndTimeUnixNano()));
        node.set("attributes", attributes(span.getAttributesList()));
        ArrayNode events = node.putArray("events");
        for (Span.Event event : span.getEventsList()) {
            events.addObject()
                    .put("timeUnixNano", Long.toUnsignedString(event.getTimeUnixNano()))
                    .put("name", event.getName())
                    .set("attributes", attributes(event.getAttributesList()));
        }
        ArrayNode links = node.putArray("links");
        for (Span.Link link : span.getLinksList()) {
            links.addObject()
                    .put("traceId", hex(link.getTraceId()))
                    .put("spanId", hex(link.getSpanId()))
                    .set("attributes", attributes(link.getAttributesList()));
        }
        node.putObject("status")
                .put("code", span.getStatus().getCodeValue())
                .put("message", span.getStatus().getMessage());
        return node;
    }

    private static ArrayNode attributes(List<KeyValue> all) {
        return attributes(all, DEEPEST);
    }

    private static ArrayNode attributes(List<KeyValue> all, int levels) {
        ArrayNode list = NODES.arrayNode();
        for (KeyValue one : all) {
            list.addObject().put("key", one.getKey()).set("value", value(one.getValue(), levels));
        }
        return list;
    }

    /// @param levels of lists and maps that it may have
    private static ObjectNode value(AnyValue value, int levels) {
        if (levels == 0 && (value.hasArrayValue() || value.hasKvlistValue())) {
            String text = new String(Json.write(value(value, Integer.MAX_VALUE)), StandardCharsets.UTF_8);
            return NODES.objectNode().put("stringValue", text);
        }
        ObjectNode node = NODES.objectNode();
        switch (value.getValueCase()) {
            case STRING_VALUE -> node.put("stringValue", value.getStringValue());
            case BOOL_VALUE -> node.put("boolValue", value.getBoolValue());
            case INT_VALUE -> node.put("intValue", Long.toString(value.getIntValue()));
            case DOUBLE_VALUE -> node.put("doubleValue", value.getDoubleValue());
            case BYTES_VALUE -> node.put("bytesValue", value.getBytesValue().toByteArray());
            case ARRAY_VALUE -> {
                ArrayNode values = node.putObject("arrayValue").putArray("values");
                value.getArrayValue().getValuesList().forEach(one -> values.add(value(one, levels - 1)));
            }
            case KVLIST_VALUE ->
                node.putObject("kvlistValue")
                        .set("values", attributes(value.getKvlistValue().getValuesList(), levels - 1));
            default -> {
                // an empty value: nothing is said
            }
        }
        return node;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static JsonNode cleaned(JsonNode node) {
        if (node.isTextual()) {
            return NODES.textNode(Texts.cleaned(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode list = NODES.arrayNode();
            node.forEach(one -> list.add(cleaned(one)));
            return list;
        }
        if (node.isObject()) {
            ObjectNode object = NODES.objectNode();
            node.properties().forEach(one -> object.set(Texts.cleaned(one.getKey()), cleaned(one.getValue())));
            return object;
        }
        return node;
    }

    private static String blank(String text) {
        return text == null || text.isBlank() ? null : Texts.cleaned(text);
    }
}
