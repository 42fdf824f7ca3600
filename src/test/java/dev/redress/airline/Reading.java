package dev.redress.airline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads a conversation as the decision it ended in. What the conversation does not say is left out, and the truth
/// about it stays outside.
final class Reading {

    static final String TYPE = "airline.request";
    /// The time of the agent's world, as its policy names it.
    static final String DECIDED_AT = "2024-05-15T15:00:00-05:00";

    private Reading() {}

    static ObjectNode decision(Trajectory trajectory, AirlineData.Policy policy) {
        Trajectory.Outcome outcome = trajectory.outcome();
        ObjectNode decision = JsonNodeFactory.instance.objectNode();
        decision.put("externalId", trajectory.name()).put("type", TYPE);
        decision.putObject("outcome")
                .put("code", outcome.code())
                .put("adverse", outcome.adverse())
                .put("summary", Words.cut(trajectory.said(trajectory.spoken().getLast())));
        decision.put("decidedAt", DECIDED_AT).put("automation", "FULLY");
        decision.putObject("agent").put("version", "trial-" + trajectory.trial());
        decision.putObject("model")
                .put("provider", "openai")
                .put("requested", "gpt-4o")
                .put("served", "unknown");
        decision.putObject("policy")
                .put("id", "airline")
                .put("version", policy.version())
                .put("digest", policy.version())
                .put("text", policy.text());
        decision.putObject("subject").put("ref", trajectory.userId()).put("locale", "en");
        decision.set("facts", Facts.of(trajectory));
        if (outcome.adverse()) {
            decision.set("reasons", Words.reasons(trajectory));
        }
        decision.putObject("inputSnapshot")
                .putArray("messages")
                .addAll(trajectory.messages().subList(0, trajectory.decidedAt()));
        decision.set("commitments", Words.commitments(trajectory));
        decision.set("actions", actions(trajectory));
        decision.set("calls", calls(trajectory));
        decision.putObject("extensions").put("task", trajectory.task()).put("trial", trajectory.trial());
        return decision;
    }

    private static ArrayNode actions(Trajectory trajectory) {
        ArrayNode actions = JsonNodeFactory.instance.arrayNode();
        for (Trajectory.ToolCall call : trajectory.toolCalls()) {
            ObjectNode action = actions.addObject();
            action.put("id", "a" + actions.size()).put("tool", call.tool()).set("arguments", call.arguments());
            if (call.result() != null) {
                action.put("status", call.failed() ? "ERROR" : "OK").set("result", call.result());
            }
            JsonNode reservation = call.arguments().path("reservation_id");
            if (reservation.isTextual()) {
                action.put("resourceId", reservation.textValue());
            }
        }
        return actions;
    }

    /// One call for each turn of the assistant; times, tokens and the served model are not on record.
    private static ArrayNode calls(Trajectory trajectory) {
        ArrayNode calls = JsonNodeFactory.instance.arrayNode();
        List<Integer> turns = trajectory.turns();
        for (int at : turns) {
            calls.addObject()
                    .put("id", "k" + calls.size())
                    .put("step", at == trajectory.decidedAt() ? "decide" : "converse")
                    .put("provider", "openai")
                    .put("model", "gpt-4o")
                    .put("status", "OK")
                    .put("used", true);
        }
        return calls;
    }

    /// What it should have been, as a reviewer who knows the truth would say it.
    record Corrected(String code, String summary) {
        static Corrected of(Trajectory trajectory) {
            JsonNode expected = trajectory.expected();
            Set<String> tools = StreamSupport.stream(expected.spliterator(), false)
                    .map(action -> action.get("name").textValue())
                    .collect(Collectors.toSet());
            if (expected.isEmpty()) {
                return new Corrected("unchanged", "Nothing should have been changed.");
            }
            String code = tools.equals(Set.of("transfer_to_human_agents")) ? "escalated" : "granted";
            return new Corrected(code, Words.cut("This should have been done: " + expected));
        }
    }
}
