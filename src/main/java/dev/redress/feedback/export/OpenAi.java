package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import java.util.Optional;

/// Files for OpenAI's evals (`{"item": …}`, for a `string_check` of `{{item.expected}}`) and for its fine-tuning by
/// preference. Files only: nothing is sent.
final class OpenAi {

    private OpenAi() {}

    static Optional<ObjectNode> item(Label label, Example example, Source.Facts facts) {
        return Example.expected(label).map(expected -> {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            ObjectNode item = line.putObject("item");
            item.put("input", Example.input(label));
            item.put("expected", expected);
            item.put("agent_outcome", Example.code(label.agentOutcome()));
            item.setAll(Example.metadata(label, example.split()));
            return line;
        });
    }

    /// Only what was overturned makes a pair: the human's answer before the agent's.
    static Optional<ObjectNode> pair(Label label, Example example, Source.Facts facts) {
        return Trl.pair(label, example, facts).map(pair -> {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.putObject("input").set("messages", pair.get("prompt"));
            line.set("preferred_output", pair.get("chosen"));
            line.set("non_preferred_output", pair.get("rejected"));
            return line;
        });
    }
}
