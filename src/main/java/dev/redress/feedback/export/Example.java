package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import dev.redress.platform.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One label in its place in a dataset.
///
/// @param json the canonical record: the label as in the change feed, then `place` (from 1) and `split`; one line
public record Example(long place, String split, byte[] json) {

    public static Example of(byte[] label, long place, String split) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(label.length + 48);
        line.write(label, 0, label.length - 1); // before the brace that closes it
        line.writeBytes((",\"place\":" + place + ",\"split\":\"" + split + "\"}").getBytes(StandardCharsets.UTF_8));
        return new Example(place, split, line.toByteArray());
    }

    public JsonNode tree() {
        return Json.tree(json);
    }

    public Label label() {
        return Json.read(tree(), Label.class);
    }

    /// The code of the outcome that is right by the ruling; empty when the ruling does not say.
    static Optional<String> expected(Label label) {
        return switch (label.verdict()) {
            case UPHELD -> Optional.ofNullable(code(label.agentOutcome()));
            case OVERTURNED, PARTLY_OVERTURNED ->
                Optional.ofNullable(label.humanOutcome()).map(Label.HumanOutcome::code);
            case REMITTED, INADMISSIBLE -> Optional.empty();
        };
    }

    /// The right outcome as an answer: its code, then the words for the person.
    static Optional<String> rightAnswer(Label label) {
        return switch (label.verdict()) {
            case UPHELD -> agentAnswer(label);
            case OVERTURNED, PARTLY_OVERTURNED ->
                Optional.ofNullable(label.humanOutcome()).map(human -> answer(human.code(), human.summary()));
            case REMITTED, INADMISSIBLE -> Optional.empty();
        };
    }

    static Optional<String> agentAnswer(Label label) {
        return Optional.ofNullable(code(label.agentOutcome()))
                .map(code -> answer(code, label.agentOutcome().path("summary").asText(null)));
    }

    /// The input as text: a text as it is, anything else as JSON.
    static String input(Label label) {
        JsonNode input = label.input();
        return input == null || input.isNull() ? "" : input.isTextual() ? input.textValue() : input.toString();
    }

    /// What a user of the dataset may want to cut by. Members that are not known are left out.
    static ObjectNode metadata(Label label, String split) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("labelId", label.id().toString());
        metadata.put("decisionId", label.decisionId().toString());
        metadata.put("externalId", label.externalId());
        metadata.put("type", label.type());
        metadata.put("label", label.label());
        metadata.put("verdict", label.verdict().name());
        metadata.put("cause", label.cause() == null ? null : label.cause().name());
        metadata.put("clause", label.clause());
        metadata.put("agent", text(label.agent(), "id"));
        metadata.put("agentVersion", text(label.agent(), "version"));
        metadata.put("model", text(label.model(), "served"));
        metadata.put("policy", text(label.policy(), "id"));
        metadata.put("policyVersion", text(label.policy(), "version"));
        metadata.put("selection", label.selection());
        metadata.put("inclusionProbability", label.inclusionProbability());
        metadata.put("blind", label.blind());
        metadata.put("reviewers", label.reviewers());
        metadata.put("agreement", label.agreement());
        metadata.put("traceId", label.traceId());
        metadata.put("spanId", label.spanId());
        metadata.put("split", split);
        metadata.properties().removeIf(member -> member.getValue().isNull());
        return metadata;
    }

    static String text(JsonNode of, String member) {
        return of == null ? null : of.path(member).asText(null);
    }

    static String code(JsonNode outcome) {
        return text(outcome, "code");
    }

    private static String answer(String code, String summary) {
        return summary == null || summary.isBlank() ? code : code + ": " + summary;
    }
}
