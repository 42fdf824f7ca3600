package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import java.util.Optional;

/// What Langfuse takes at `POST /api/public/dataset-items` and `POST /api/public/scores`.
public final class Langfuse {

    private Langfuse() {}

    static Optional<ObjectNode> item(Label label, Example example, Source.Facts facts) {
        ObjectNode item = item(label, facts.title());
        // An id belongs to one dataset: the same decision in two versions is two items.
        item.put("id", facts.title() + "/" + label.decisionId());
        ((ObjectNode) item.get("metadata")).put("split", example.split());
        return label.label() == null ? Optional.empty() : Optional.of(item);
    }

    /// The item of a decision in a dataset that grows: a later label of the same decision takes its place, and one that
    /// says nothing of right or wrong archives it.
    public static ObjectNode item(Label label, String dataset) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("datasetName", dataset);
        item.put("id", dataset + "/" + label.decisionId());
        item.set("input", label.input());
        ObjectNode expected = item.putObject("expectedOutput");
        Example.expected(label).ifPresent(code -> expected.put("code", code));
        Example.rightAnswer(label).ifPresent(answer -> expected.put("answer", answer));
        ObjectNode metadata = Example.metadata(label, null);
        metadata.set("agentOutcome", label.agentOutcome());
        item.set("metadata", metadata.put("rationale", label.rationale()));
        if (label.traceId() != null) {
            item.put("sourceTraceId", label.traceId());
            if (label.spanId() != null) {
                item.put("sourceObservationId", label.spanId());
            }
        }
        return item.put("status", label.label() == null ? "ARCHIVED" : "ACTIVE");
    }

    /// The ruling as a score on the judged span: what the answer should have been where it was overturned, else the
    /// verdict. Empty when no trace is on record: a score needs something to belong to.
    public static Optional<ObjectNode> score(Label label) {
        if (label.traceId() == null) {
            return Optional.empty();
        }
        ObjectNode score = JsonNodeFactory.instance.objectNode();
        score.put("id", label.id().toString()).put("traceId", label.traceId());
        if (label.spanId() != null) {
            score.put("observationId", label.spanId());
        }
        Optional<String> right =
                Example.rightAnswer(label).filter(_ -> label.verdict().changesOutcome());
        if (right.isPresent()) {
            score.put("name", "output") // the name that Langfuse shows corrections by
                    .put("value", right.get())
                    .put("dataType", "CORRECTION")
                    .put("source", "ANNOTATION");
        } else {
            score.put("name", "appeal.verdict")
                    .put("value", label.verdict().name())
                    .put("dataType", "CATEGORICAL")
                    .put("source", "API");
        }
        score.put("comment", label.rationale());
        score.set("metadata", Example.metadata(label, null));
        return Optional.of(score);
    }
}
