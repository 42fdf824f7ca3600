package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.platform.Json;
import dev.redress.telemetry.sampling.Sampling;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// One span that came, in OTLP JSON form, with what stands around it.
///
/// @param schemaUrl of its scope, or else of its resource; null when neither says
record Received(ObjectNode span, JsonNode resource, JsonNode scope, String schemaUrl) {

    private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final Pattern NANOS = Pattern.compile("[0-9]{1,19}");
    private static final int NAME = 1_000;

    /// Clocks differ; what lies further ahead would lie where no week is made yet.
    private static final Duration AHEAD = Duration.ofHours(24);

    /// What is wrong with it, null when it can be kept.
    String fault(Instant now) {
        if (!TRACE.matcher(traceId()).matches()) {
            return "traceId must be 32 hexadecimal digits and not zero";
        }
        if (!SPAN.matcher(spanId()).matches()) {
            return "spanId must be 16 hexadecimal digits and not zero";
        }
        if (!NANOS.matcher(span.path("startTimeUnixNano").asText()).matches() || startedAt() == null) {
            return "startTimeUnixNano must be a time in nanoseconds since 1970";
        }
        if (startedAt().isAfter(now.plus(AHEAD))) {
            return "startTimeUnixNano must not be more than 24 hours ahead";
        }
        if (name().isBlank() || name().length() > NAME || name().indexOf(0) >= 0) {
            return "name must have 1 to " + NAME + " characters";
        }
        return null;
    }

    /// As it is stored but for the packing, with what stands around it.
    byte[] plain() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set("resource", resource);
        all.set("scope", scope);
        all.set("span", span);
        return Json.write(all);
    }

    String traceId() {
        return span.path("traceId").asText().toLowerCase(java.util.Locale.ROOT);
    }

    String spanId() {
        return span.path("spanId").asText().toLowerCase(java.util.Locale.ROOT);
    }

    Sampling.Sighting sighting() {
        return new Sampling.Sighting(
                traceId(),
                span.path("traceState").asText(""),
                span.path("status").path("code").asInt(0) == 2); // STATUS_CODE_ERROR
    }

    String name() {
        return span.path("name").asText();
    }

    /// Null when it is not between 1970 and 2262, which nanoseconds in 63 bits span.
    Instant startedAt() {
        return instant(span.path("startTimeUnixNano").asText());
    }

    static Instant instant(String nanos) {
        try {
            long value = Long.parseLong(nanos);
            return Instant.ofEpochSecond(value / 1_000_000_000, value % 1_000_000_000);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// Its own attributes, by key.
    Map<String, JsonNode> attributes() {
        return attributes(span.path("attributes"));
    }

    static Map<String, JsonNode> attributes(JsonNode list) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (JsonNode one : list) {
            JsonNode value = one.path("value");
            all.put(
                    one.path("key").asText(),
                    value.isObject() && value.size() == 1 ? value.elements().next() : value);
        }
        return all;
    }
}
