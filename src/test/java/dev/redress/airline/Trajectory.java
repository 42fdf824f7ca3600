package dev.redress.airline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// One conversation: what was said, what the agent's tools were asked and answered, and the truth about its end.
///
/// @param right    whether the agent left the airline's database as policy and request demanded
/// @param expected what should have been done: names of tools and their arguments
record Trajectory(int task, int trial, boolean right, String userId, JsonNode expected, List<JsonNode> messages) {

    private static final Set<String> WRITING = Set.of(
            "book_reservation",
            "cancel_reservation",
            "update_reservation_baggages",
            "update_reservation_flights",
            "update_reservation_passengers",
            "send_certificate");
    private static final String TRANSFER = "transfer_to_human_agents";

    enum Outcome {
        GRANTED,
        ESCALATED,
        DENIED;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        boolean adverse() {
            return this != GRANTED;
        }
    }

    /// A tool call and its answer.
    ///
    /// @param at     index of the message that made the call
    /// @param result null when the conversation holds no answer
    record ToolCall(int at, String tool, JsonNode arguments, JsonNode result) {
        boolean failed() {
            return result == null || result.isTextual() && result.textValue().startsWith("Error");
        }

        boolean writes() {
            return WRITING.contains(tool);
        }

        boolean transfers() {
            return tool.equals(TRANSFER);
        }
    }

    static Trajectory of(JsonNode line) {
        List<JsonNode> messages = new ArrayList<>();
        line.get("messages").forEach(messages::add);
        return new Trajectory(
                line.get("task_id").intValue(),
                line.get("trial").intValue(),
                line.get("reward").doubleValue() == 1,
                line.get("user_id").textValue(),
                line.get("expected_actions"),
                List.copyOf(messages));
    }

    String name() {
        return "airline/" + task + "/" + trial;
    }

    List<ToolCall> toolCalls() {
        List<ToolCall> calls = new ArrayList<>();
        for (int at = 0; at < messages.size(); at++) {
            for (JsonNode call : messages.get(at).path("tool_calls")) {
                JsonNode function = call.get("function");
                calls.add(new ToolCall(
                        at,
                        function.get("name").textValue(),
                        jsonOrText(function.get("arguments").textValue()),
                        answer(at, call.get("id").textValue())));
            }
        }
        return calls;
    }

    /// The conversations use an id of a call more than once: the answer is the next one with that id.
    private JsonNode answer(int at, String id) {
        return messages.stream()
                .skip(at + 1L)
                .filter(message -> message.path("tool_call_id").asText().equals(id))
                .findFirst()
                .map(message -> jsonOrText(message.get("content").textValue()))
                .orElse(null);
    }

    List<ToolCall> writes() {
        return toolCalls().stream().filter(ToolCall::writes).toList();
    }

    Outcome outcome() {
        if (!writes().isEmpty() && writes().stream().noneMatch(ToolCall::failed)) {
            return Outcome.GRANTED;
        }
        return toolCalls().stream().anyMatch(ToolCall::transfers) ? Outcome.ESCALATED : Outcome.DENIED;
    }

    /// Whether something was changed all the same: a call failed and a later one, or an earlier one, did not.
    boolean changedSomething() {
        return writes().stream().anyMatch(call -> !call.failed());
    }

    /// Indexes of the messages in which the assistant says something in words.
    List<Integer> spoken() {
        return IntStream.range(0, messages.size())
                .filter(at -> isFrom("assistant", at) && !said(at).isBlank())
                .boxed()
                .toList();
    }

    /// Indexes of the messages that the model produced.
    List<Integer> turns() {
        return IntStream.range(0, messages.size())
                .filter(at -> isFrom("assistant", at))
                .boxed()
                .toList();
    }

    String said(int at) {
        return messages.get(at).path("content").asText("");
    }

    String firstWords() {
        return messages.stream()
                .filter(message -> message.path("role").asText().equals("user"))
                .findFirst()
                .orElseThrow()
                .get("content")
                .textValue();
    }

    /// Index of the turn in which it was decided: the last change, the transfer, or else the last words.
    int decidedAt() {
        int words = spoken().getLast();
        return switch (outcome()) {
            case GRANTED -> Math.min(words, writes().getLast().at());
            case ESCALATED ->
                Math.min(
                        words,
                        toolCalls().stream()
                                .filter(ToolCall::transfers)
                                .findFirst()
                                .orElseThrow()
                                .at());
            case DENIED -> words;
        };
    }

    private boolean isFrom(String role, int at) {
        return messages.get(at).path("role").asText().equals(role);
    }

    private static JsonNode jsonOrText(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return AirlineData.tree(text);
            } catch (UncheckedIOException e) {
                return TextNode.valueOf(text); // as the tool wrote it
            }
        }
        return TextNode.valueOf(text);
    }
}
