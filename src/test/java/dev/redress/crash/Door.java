package dev.redress.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// One of the ways by which decisions come in. The id of an item starts with its door, so that the checker knows how it
/// must lie in the database.
enum Door {
    SINGLE(1, "/api/v1/decisions", "application/json"),
    BATCH(10, "/api/v1/decisions/batch", "application/json"),
    LINES(10, "/api/v1/decisions/batch", "application/x-ndjson"),
    TRACES(5, "/v1/traces", "application/json"),
    LOGS(5, "/logs", "application/json");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPAN = "span of ";

    /// How many items go in one request.
    final int size;

    final String path;
    final String type;

    Door(int size, String path, String type) {
        this.size = size;
        this.path = path;
        this.type = type;
    }

    static Door of(String id) {
        return valueOf(id.substring(0, id.indexOf('/')).toUpperCase(Locale.ROOT));
    }

    String id(String series, int agent, int i) {
        return name().toLowerCase(Locale.ROOT) + "/" + series + "/" + agent + "/" + i;
    }

    /// Whether the body goes as gzip, as OPA sends it.
    boolean packed() {
        return this == LOGS;
    }

    byte[] body(List<String> ids) {
        String text = switch (this) {
            case SINGLE -> Sender.body(ids.getFirst());
            case BATCH -> ids.stream().map(Sender::body).collect(Collectors.joining(",", "{\"decisions\":[", "]}"));
            case LINES -> ids.stream().map(Door::line).collect(Collectors.joining("\n"));
            case TRACES -> spans(ids);
            case LOGS -> ids.stream().map(Door::event).collect(Collectors.joining(",", "[", "]"));
        };
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return packed() ? gzip(plain) : plain;
    }

    /// Which of the items an answer with this status acknowledges.
    List<String> acknowledged(List<String> ids, int status, String body) throws IOException {
        if (this == SINGLE) {
            return status == 200 || status == 201 ? ids : List.of();
        }
        if (status != 200) {
            return List.of();
        }
        JsonNode answer = JSON.readTree(body);
        if (this == TRACES) {
            return answer.path("partialSuccess").isMissingNode() ? ids : List.of();
        }
        List<String> good = new ArrayList<>();
        for (JsonNode result : answer.get("results")) {
            int item = result.get("status").asInt();
            if (item == 200 || item == 201) {
                good.add(ids.get(result.get("index").asInt()));
            }
        }
        return good;
    }

    /// The rows that must be there for an item: of `traces` the span as well as the decision that it tells.
    static List<String> rows(String id) {
        return id.startsWith("traces/") ? List.of(id, spanOf(id)) : List.of(id);
    }

    static String spanOf(String name) {
        return SPAN + name;
    }

    /// Whether this is what was sent. Traces and logs are turned into decisions on the way: of these the parts that no
    /// other item has must be in it.
    static boolean intact(String row, String document) {
        String id = row.startsWith(SPAN) ? row.substring(SPAN.length()) : row;
        if (id.startsWith("traces/") || id.startsWith("logs/")) {
            return document.contains('"' + id + '"') && document.contains(noise(id));
        }
        return document.equals(id.startsWith("lines/") ? line(id) : Sender.body(id));
    }

    private static String line(String id) {
        return Sender.body(id).replace('\n', ' ');
    }

    private static String noise(String id) {
        return Integer.toHexString(id.hashCode()).repeat(20);
    }

    private static String event(String id) {
        return """
                {"labels": {"version": "v1.5.1"}, "decision_id": "%s", "bundles": {"authz": {"revision": "r1"}},
                 "path": "http/example/authz/allow", "input": {"user": "alice", "noise": "%s"}, "result": false,
                 "timestamp": "2026-11-23T09:30:00.000000Z"}""".formatted(id, noise(id));
    }

    private static String spans(List<String> ids) {
        ObjectNode request = JSON.createObjectNode();
        ArrayNode spans = request.putArray("resourceSpans")
                .addObject()
                .putArray("scopeSpans")
                .addObject()
                .putArray("spans");
        for (String id : ids) {
            String hex = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
            ObjectNode span = spans.addObject();
            span.put("traceId", hex).put("spanId", hex.substring(0, 16)).put("name", id);
            span.put("startTimeUnixNano", "1795080600000000000").put("endTimeUnixNano", "1795080601000000000");
            ArrayNode attributes = span.putArray("attributes");
            attribute(attributes, "redress.externalId", id);
            attribute(attributes, "redress.type", "refund.request");
            attribute(attributes, "redress.outcome.code", "granted");
            attribute(attributes, "redress.outcome.summary", "You get your money back.");
            attribute(attributes, "redress.subject.ref", "cust-1");
            attribute(attributes, "redress.inputSnapshot", "{\"noise\": \"" + noise(id) + "\"}");
            attributes
                    .addObject()
                    .put("key", "redress.outcome.adverse")
                    .putObject("value")
                    .put("boolValue", false);
        }
        return request.toString();
    }

    private static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
