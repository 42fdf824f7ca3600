package dev.redress.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.access.Actor;
import dev.redress.appeal.Ruled;
import dev.redress.appeal.Ruling;
import dev.redress.decision.Decision;
import dev.redress.decision.Document;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Json;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Turns each ruling into exactly one label, in the ruling's transaction.
@Singleton
class Labeller {

    private final Labels labels;
    private final Journal journal;

    Labeller(Labels labels, Journal journal) {
        this.labels = labels;
        this.journal = journal;
    }

    void label(@Observes Ruled ruled) {
        Label label = labelOf(ruled, labels.nextPosition());
        labels.add(label, ruled.ruling().id());
        journal.write(
                Act.LABEL_CREATED,
                label.decisionId(),
                new Actor.Machine("labeller"),
                ruled.at(),
                Map.of("label", label.id(), "position", label.position()));
    }

    private static Label labelOf(Ruled ruled, long position) {
        Ruling ruling = ruled.ruling();
        Decision decision = ruled.what().decision();
        JsonNode sent = decision.tree();
        Document document = Json.read(sent, Document.class);
        Label.HumanOutcome human = ruling.verdict().changesOutcome()
                ? new Label.HumanOutcome(ruling.correctedCode(), ruling.correctedSummary(), ruling.correctedFacts())
                : null;
        return new Label(
                position,
                ruling.labelId(),
                decision.id(),
                decision.externalId(),
                ruling.caseId(),
                decision.type(),
                sent.get("inputSnapshot"),
                sent.get("outcome"),
                human,
                Label.of(ruling.verdict()),
                ruling.verdict(),
                ruling.cause(),
                ruling.clause(),
                ruling.reasons(),
                named(sent.get("agent"), decision.agentId()),
                sent.get("model"),
                withoutText(sent.get("policy")),
                sent.get("prompt"),
                document.trace() == null ? null : document.trace().traceId(),
                document.trace() == null ? null : document.trace().spanId(),
                ruled.what().origin(),
                ruled.what().inclusionProbability(),
                ruling.blind(),
                1,
                null,
                redactions(document),
                null,
                ruled.at());
    }

    /// An agent may leave its id to its credential; two agents may use the same external ids.
    private static JsonNode named(JsonNode agent, String id) {
        ObjectNode named =
                agent instanceof ObjectNode members ? members.deepCopy() : JsonNodeFactory.instance.objectNode();
        return named.put("id", id);
    }

    /// The version names the policy; its text would be repeated in every label.
    private static JsonNode withoutText(JsonNode policy) {
        return policy instanceof ObjectNode members ? members.deepCopy().without("text") : policy;
    }

    private static List<String> redactions(Document document) {
        List<String> pointers = new ArrayList<>(document.erased());
        pointers.addAll(document.masked());
        return pointers;
    }
}
