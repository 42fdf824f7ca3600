package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import java.util.Optional;

/// Conversational data sets of TRL: pairs for DPO and its kin, single judged answers for KTO.
final class Trl {

    private Trl() {}

    /// `{"prompt", "chosen", "rejected"}`. What was upheld has no wrong answer beside it, so it makes no pair.
    static Optional<ObjectNode> pair(Label label, Example example, Source.Facts facts) {
        if (!label.verdict().changesOutcome()) {
            return Optional.empty();
        }
        Optional<String> right = Example.rightAnswer(label);
        Optional<String> wrong = Example.agentAnswer(label).filter(said -> !right.equals(Optional.of(said)));
        if (right.isEmpty() || wrong.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode pair = JsonNodeFactory.instance.objectNode();
        pair.set("prompt", Conversation.prompt(label));
        pair.set("chosen", Conversation.answer(right.get()));
        pair.set("rejected", Conversation.answer(wrong.get()));
        return Optional.of(pair);
    }

    /// `{"prompt", "completion", "label"}`: the agent's answer, and whether it was right. Partly right is neither.
    static Optional<ObjectNode> judged(Label label, Example example, Source.Facts facts) {
        if (label.label() == null || label.label().equals("partly")) {
            return Optional.empty();
        }
        return Example.agentAnswer(label).map(answer -> {
            ObjectNode judged = JsonNodeFactory.instance.objectNode();
            judged.set("prompt", Conversation.prompt(label));
            judged.set("completion", Conversation.answer(answer));
            return judged.put("label", label.label().equals("correct"));
        });
    }
}
