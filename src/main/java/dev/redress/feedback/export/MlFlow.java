package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import java.util.Optional;

/// Rows of an evaluation dataset of MLflow 3: `{"inputs", "outputs", "expectations", "tags", "source"}`. Tags are
/// texts.
final class MlFlow {

    private MlFlow() {}

    static Optional<ObjectNode> row(Label label, Example example, Source.Facts facts) {
        return Example.expected(label).map(expected -> {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.putObject("inputs").set("input", label.input());
            row.putObject("outputs").set("outcome", label.agentOutcome());
            row.putObject("expectations")
                    .put("expected_response", expected)
                    .put("rationale", label.rationale())
                    .put("clause", label.clause());
            ObjectNode tags = row.putObject("tags");
            Example.metadata(label, example.split())
                    .properties()
                    .forEach(member ->
                            tags.put(member.getKey(), member.getValue().asText()));
            row.putObject("source").putObject("human").put("user_name", "reviewer"); // never a name
            return row;
        });
    }
}
