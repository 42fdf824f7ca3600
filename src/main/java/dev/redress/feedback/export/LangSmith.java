package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import java.util.Optional;

/// Examples of LangSmith: `{"id", "inputs", "reference_outputs", "metadata", "split", "dataset_name"}`.
final class LangSmith {

    private LangSmith() {}

    static Optional<ObjectNode> example(Label label, Example example, Source.Facts facts) {
        return Example.expected(label).map(expected -> {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("id", label.id().toString());
            line.put("dataset_name", facts.title());
            line.putObject("inputs").set("input", label.input());
            line.putObject("reference_outputs").put("outcome", expected).put("rationale", label.rationale());
            line.set("metadata", Example.metadata(label, example.split()));
            return line.put("split", example.split());
        });
    }
}
