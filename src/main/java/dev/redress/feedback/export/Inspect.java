package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import java.util.Optional;

/// Samples of Inspect AI: `{"id", "input", "target", "metadata"}`.
final class Inspect {

    private Inspect() {}

    static Optional<ObjectNode> sample(Label label, Example example, Source.Facts facts) {
        return Example.expected(label).map(expected -> {
            ObjectNode sample = JsonNodeFactory.instance.objectNode();
            sample.put("id", label.id().toString());
            sample.put("input", Example.input(label));
            sample.put("target", expected);
            sample.set("metadata", Example.metadata(label, example.split()));
            return sample;
        });
    }
}
