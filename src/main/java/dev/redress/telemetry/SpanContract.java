package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.SpanReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads spans by the {@link Contract}: OpenTelemetry GenAI under its current and its old names, OpenInference, and the
/// common attributes of OpenTelemetry. What is not understood is kept as it came and counted.
final class SpanContract {

    static final Contract CONTRACT = Contract.shipped();

    private static final Contract.Index INDEX = new Contract.Index(CONTRACT);
    private static final int MOST = 100;
    private static final int LONGEST = 200;

    /// @param kind SPAN or ATTRIBUTE
    record Unmapped(String kind, String name) {}

    private SpanContract() {}

    /// Attributes under the names of today; a value that already has today's name stays.
    static Map<String, JsonNode> current(Map<String, JsonNode> attributes) {
        Map<String, JsonNode> current = new LinkedHashMap<>();
        attributes.forEach((key, value) -> current.put(INDEX.current(key), value));
        attributes.forEach((key, value) -> {
            if (INDEX.current(key).equals(key)) {
                current.put(key, value);
            }
        });
        return current;
    }

    /// What this span has that the contract does not know, a hundred at most.
    static List<Unmapped> unmapped(String name, Map<String, JsonNode> attributes) {
        List<Unmapped> unmapped = new ArrayList<>();
        if (INDEX.means(name, attributes) == null) {
            unmapped.add(new Unmapped("SPAN", cut(name)));
        }
        for (String key : attributes.keySet()) {
            if (unmapped.size() < MOST && !INDEX.knows(key) && !key.isBlank()) {
                unmapped.add(new Unmapped("ATTRIBUTE", cut(key)));
            }
        }
        return unmapped;
    }

    /// One span as it is understood.
    static SpanReading.Step step(String spanId, String name, Map<String, JsonNode> sent) {
        Map<String, JsonNode> attributes = current(sent);
        JsonNode model = attributes.getOrDefault("gen_ai.response.model", attributes.get("gen_ai.request.model"));
        return new SpanReading.Step(
                spanId,
                INDEX.means(name, sent),
                text(attributes.get("gen_ai.agent.name")),
                text(model),
                text(attributes.get("gen_ai.tool.name")),
                count(attributes.get("gen_ai.usage.input_tokens")),
                count(attributes.get("gen_ai.usage.output_tokens")));
    }

    private static String text(JsonNode value) {
        return value == null || !value.isValueNode() || value.asText().isBlank() ? null : cut(value.asText());
    }

    /// A whole number that is not negative, as a number or as OTLP JSON writes it; null for anything else.
    private static Long count(JsonNode value) {
        if (value == null || !value.isValueNode() || value.isBoolean()) {
            return null;
        }
        String text = value.asText();
        return text.matches("[0-9]{1,15}(\\.0+)?") ? Long.valueOf(text.split("\\.", 2)[0]) : null;
    }

    /// What can be stored and shown on one line.
    private static String cut(String name) {
        StringBuilder kept = new StringBuilder();
        name.codePoints()
                .limit(LONGEST)
                .map(each -> Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE
                        ? '\uFFFD'
                        : each)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
