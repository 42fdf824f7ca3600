package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import java.util.Optional;

/// Single-turn samples of Ragas: `{"user_input", "response", "reference"}`. One file has one kind of sample, so a
/// conversation is one turn too.
final class Ragas {

    private Ragas() {}

    static Optional<ObjectNode> sample(Label label, Example example, Source.Facts facts) {
        Optional<String> response = Example.agentAnswer(label);
        return Example.rightAnswer(label)
                .filter(_ -> response.isPresent())
                .map(reference -> JsonNodeFactory.instance
                        .objectNode()
                        .put("user_input", Example.input(label))
                        .put("response", response.get())
                        .put("reference", reference));
    }
}
