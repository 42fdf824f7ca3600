package dev.redress.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.SpanReading;
import dev.redress.platform.Json;
import dev.redress.platform.SettingsFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What Redress understands of spans, as published: `telemetry/contract.json`. Whoever changes that file raises its
/// version.
///
/// @param names      what a span is, told by an attribute or by the first word of its name
/// @param attributes those that are known one by one
/// @param families   beginnings of attribute names that are known as a whole
/// @param renames    old names, and those of OpenInference, with what they are called in this contract
/// @param emits      what Redress itself sends, as metrics and with the labels it pushes
public record Contract(
        int version,
        List<Name> names,
        List<Attribute> attributes,
        List<Family> families,
        List<Rename> renames,
        List<Emitted> emits) {

    /// @param toldBy the attribute whose value it is
    public record Name(String name, String toldBy, SpanReading.Means means, String stability, int since) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Attribute(
            String name,
            String type,
            String unit,
            String source,
            String stability,
            int since,
            boolean required,
            List<String> usedBy) {}

    public record Family(String prefix, String source, String stability, int since) {}

    /// @param schema the schema URL whose version brought the new name
    public record Rename(String from, String to, String schema) {}

    /// @param kind METRIC, EVENT or ATTRIBUTE
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Emitted(
            String kind, String name, String type, String unit, String source, String stability, int since) {}

    static Contract shipped() {
        return Json.read(
                Json.tree(SettingsFile.bytes(Optional.empty(), "", "telemetry/contract.json")), Contract.class);
    }

    /// The same, made ready to be asked for every span.
    static final class Index {
        private static final String OPERATION = "gen_ai.operation.name";

        private final Map<String, String> renamed;
        private final Set<String> attributes;
        private final Set<String> prefixes;
        private final Map<String, Map<String, SpanReading.Means>> names = new HashMap<>();
        private final List<String> plain;

        Index(Contract contract) {
            renamed = contract.renames.stream().collect(Collectors.toMap(Rename::from, Rename::to));
            attributes = contract.attributes.stream().map(Attribute::name).collect(Collectors.toSet());
            prefixes = contract.families.stream().map(Family::prefix).collect(Collectors.toSet());
            contract.names.stream()
                    .filter(name -> !name.toldBy.endsWith("*"))
                    .forEach(name -> names.computeIfAbsent(name.toldBy, _ -> new HashMap<>())
                            .put(name.name, name.means));
            plain = contract.names.stream()
                    .filter(name -> name.toldBy.endsWith("*"))
                    .map(name -> name.toldBy.substring(0, name.toldBy.length() - 1))
                    .toList();
        }

        /// The name of today.
        String current(String attribute) {
            return renamed.getOrDefault(attribute, attribute);
        }

        /// Looked up by the beginnings of the name that end with a dot, so that it costs the same with many families.
        boolean knows(String attribute) {
            if (attributes.contains(attribute) || renamed.containsKey(attribute)) {
                return true;
            }
            for (int dot = attribute.indexOf('.'); dot >= 0; dot = attribute.indexOf('.', dot + 1)) {
                if (prefixes.contains(attribute.substring(0, dot + 1))) {
                    return true;
                }
            }
            return false;
        }

        /// What a span is; null when the contract does not know. An attribute that says it is believed before the
        /// name.
        SpanReading.Means means(String name, Map<String, JsonNode> attributes) {
            for (Map.Entry<String, Map<String, SpanReading.Means>> told : names.entrySet()) {
                JsonNode value = attributes.get(told.getKey());
                if (value != null) {
                    return told.getValue().get(value.asText());
                }
            }
            int space = name.indexOf(' ');
            SpanReading.Means first = names.get(OPERATION).get(space < 0 ? name : name.substring(0, space));
            if (first != null) {
                return first;
            }
            return attributes.keySet().stream().anyMatch(key -> plain.stream().anyMatch(key::startsWith))
                    ? SpanReading.Means.OTHER
                    : null;
        }
    }
}
