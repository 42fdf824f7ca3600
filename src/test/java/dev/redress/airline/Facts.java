package dev.redress.airline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The facts a decision rested on: fields that the agent's tools told it before it decided. Of a field looked up twice
/// the later value counts.
final class Facts {

    private static final int MOST = 500;
    private static final List<String> OF_MEMBER = List.of("membership", "payment_methods", "reservations");
    private static final List<String> OF_FLIGHT = List.of("status", "available_seats", "prices");

    private record Fact(JsonNode value, String source) {}

    private final Map<String, Fact> byName = new LinkedHashMap<>();

    private Facts() {}

    static ArrayNode of(Trajectory trajectory) {
        Facts facts = new Facts();
        trajectory.toolCalls().stream()
                .filter(call -> call.at() < trajectory.decidedAt() && !call.failed())
                .forEach(facts::add);
        return facts.json();
    }

    private void add(Trajectory.ToolCall call) {
        switch (call.tool()) {
            case "get_user_details" -> OF_MEMBER.forEach(field -> field(call, call.result(), "Member", field));
            case "get_reservation_details" -> {
                String of =
                        "Reservation " + call.result().path("reservation_id").asText();
                call.result().fieldNames().forEachRemaining(field -> field(call, call.result(), of, field));
            }
            case "search_direct_flight", "search_onestop_flight" -> flights(call, call.result());
            default -> {
                // calculations, thoughts and changes are no facts that were looked up
            }
        }
    }

    /// A search answers with flights, or with lists of flights to be taken together.
    private void flights(Trajectory.ToolCall call, JsonNode found) {
        for (JsonNode one : found) {
            if (one.isArray()) {
                flights(call, one);
            } else {
                String date =
                        one.path("date").asText(call.arguments().path("date").asText());
                String flight = "Flight " + one.path("flight_number").asText() + " on " + date;
                OF_FLIGHT.forEach(field -> field(call, one, flight, field));
            }
        }
    }

    private void field(Trajectory.ToolCall call, JsonNode result, String of, String field) {
        JsonNode value = result.get(field);
        if (value != null && !value.isNull()) {
            byName.put(of + ": " + field.replace('_', ' '), new Fact(value, call.tool()));
        }
    }

    private ArrayNode json() {
        ArrayNode facts = JsonNodeFactory.instance.arrayNode();
        byName.forEach((name, fact) -> {
            if (facts.size() < MOST) {
                facts.addObject()
                        .put("id", "f" + facts.size())
                        .put("name", name)
                        .put("source", fact.source())
                        .set("value", fact.value());
            }
        });
        return facts;
    }
}
