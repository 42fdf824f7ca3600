package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import io.quarkus.logging.Log;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/// A decision that a span, or an event of it, tells by `redress.*` attributes, so that an instrumented agent needs no
/// second client. Its body is that of `POST /api/v1/decisions`:
///
/// - `redress.outcome.code` becomes `outcome.code`, and so on for every member with a plain value;
/// - members that are lists or objects are JSON in text, or lists and maps of OpenTelemetry: `redress.facts`,
/// `redress.reasons`, `redress.inputSnapshot` …;
/// - `model` comes from `gen_ai.provider.name`, `gen_ai.request.model` and `gen_ai.response.model`, `agent.version`
/// from
///   `gen_ai.agent.version`, `decidedAt` from the event's time or the span's end, `trace` from the span, unless they
/// are
///   told by themselves.
///
/// It is there as soon as `redress.externalId` is.
final class SpokenDecision {

    private static final String PREFIX = "redress.";

    static final String UNREADABLE = "it cannot be read";

    /// Members of decisions lie a few steps deep; the last may be the agent's own.
    private static final Pattern PATH = Pattern.compile("redress(\\.[^.]{1,200}){1,10}");

    private static final Set<String> JSON_MEMBERS = Set.of(
            "facts",
            "reasons",
            "inputSnapshot",
            "counterfactuals",
            "commitments",
            "actions",
            "calls",
            "hops",
            "extensions",
            "actor",
            "effect.territorialScope",
            "subject.contact",
            "subject.verification");

    private SpokenDecision() {}

    /// The bodies that the span tells; most tell none.
    ///
    /// @param complaints gets what is wrong with one that cannot be told; the others are
    /// @param room       takes it for so many bytes: what stands around events is in the decision of each of them
    static List<byte[]> in(Received span, Consumer<String> complaints, LongConsumer room) {
        List<byte[]> bodies = new ArrayList<>();
        Map<String, JsonNode> own = SpanContract.current(span.attributes());
        if (own.containsKey(PREFIX + "externalId")) {
            told(complaints, span, own, own, span.span().path("endTimeUnixNano"))
                    .ifPresent(bodies::add);
        }
        for (JsonNode event : span.span().path("events")) {
            Map<String, JsonNode> told = Received.attributes(event.path("attributes"));
            if (told.containsKey(PREFIX + "externalId")) {
                told(complaints, span, told, own, event.path("timeUnixNano")).ifPresent(bodies::add);
            }
        }
        bodies.forEach(body -> room.accept(body.length));
        return bodies;
    }

    private static Optional<byte[]> told(
            Consumer<String> complaints,
            Received span,
            Map<String, JsonNode> told,
            Map<String, JsonNode> around,
            JsonNode nanos) {
        Optional<String> noPath = told.keySet().stream()
                .filter(key -> key.startsWith(PREFIX) && !PATH.matcher(key).matches())
                .findFirst();
        if (noPath.isPresent()) {
            complaints.accept(Texts.cleaned(noPath.get()) + " is no path of a member");
            return Optional.empty();
        }
        try {
            return Optional.of(body(span, told, around, nanos.asText()));
        } catch (RuntimeException e) { // the others must not be lost for it
            Log.warnf(e, "a decision told by span %s could not be read", span.spanId());
            complaints.accept(UNREADABLE);
            return Optional.empty();
        }
    }

    private static byte[] body(Received span, Map<String, JsonNode> told, Map<String, JsonNode> around, String nanos) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(told).forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                put(body, key.substring(PREFIX.length()), value);
            }
        });
        Instant at = Received.instant(nanos);
        if (!body.has("decidedAt") && at != null) {
            body.put("decidedAt", at.toString());
        }
        if (!body.has("model")) {
            ObjectNode model = JsonNodeFactory.instance.objectNode();
            copy(around, "gen_ai.provider.name", model, "provider");
            copy(around, "gen_ai.request.model", model, "requested");
            copy(around, "gen_ai.response.model", model, "served");
            if (!model.isEmpty()) { // many instrumentations do not say which model answered
                model.putIfAbsent("served", JsonNodeFactory.instance.textNode("unknown"));
                body.set("model", model);
            }
        }
        if (!body.has("agent") && around.containsKey("gen_ai.agent.version")) {
            copy(around, "gen_ai.agent.version", body.putObject("agent"), "version");
        }
        if (!body.has("trace")) {
            body.putObject("trace").put("traceId", span.traceId()).put("spanId", span.spanId());
        }
        return Json.write(body);
    }

    private static void put(ObjectNode body, String path, JsonNode value) {
        String[] steps = path.split("\\.");
        ObjectNode at = body;
        for (int i = 0; i < steps.length - 1; i++) {
            at = at.get(steps[i]) instanceof ObjectNode there ? there : at.putObject(steps[i]);
        }
        at.set(steps[steps.length - 1], JSON_MEMBERS.contains(path) ? json(value) : value);
    }

    /// Text that is no JSON stays text: then the check of decisions says where. Lists and maps of OpenTelemetry are
    /// taken as what they are.
    private static JsonNode json(JsonNode value) {
        try {
            return value.isTextual() ? Json.sent(value.textValue().getBytes(StandardCharsets.UTF_8)) : plain(value);
        } catch (Refusal e) {
            return value;
        }
    }

    /// @param inner of an `AnyValue`, without the name of its kind
    private static JsonNode plain(JsonNode inner) {
        if (!inner.isObject()) {
            return inner;
        }
        JsonNode values = inner.path("values");
        if (values.path(0).has("key")) {
            ObjectNode map = JsonNodeFactory.instance.objectNode();
            Received.attributes(values).forEach((key, value) -> map.set(key, plain(value)));
            return map;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(
                value -> list.add(plain(value.size() == 1 ? value.elements().next() : value)));
        return list;
    }

    private static void copy(Map<String, JsonNode> from, String key, ObjectNode to, String member) {
        if (from.containsKey(key)) {
            to.put(member, from.get(key).asText());
        }
    }
}
