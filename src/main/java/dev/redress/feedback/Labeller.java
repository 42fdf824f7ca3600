package dev.redress.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.access.Actor;
import dev.redress.appeal.Ruled;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.SecondOpinion;
import dev.redress.appeal.Verdict;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.Document;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// Turns each ruling into exactly one label, in the ruling's transaction. What is personal stays in the decision.
@Singleton
class Labeller {

    private static final Actor BY = new Actor.Machine("labeller");

    /// The origin of a case that looks at a ruling once more.
    private static final String SECOND_LEVEL = "SECOND_LEVEL";

    private static final int LAST = 10_000;

    private final Labels labels;
    private final Rulings rulings;
    private final Decisions decisions;
    private final Journal journal;
    private final Event<Labelled> labelled;

    Labeller(Labels labels, Rulings rulings, Decisions decisions, Journal journal, Event<Labelled> labelled) {
        this.labels = labels;
        this.rulings = rulings;
        this.decisions = decisions;
        this.journal = journal;
        this.labelled = labelled;
    }

    /// The last to hear of a ruling: all others wait for the place in the feed that it takes until the commit.
    void label(@Observes @Priority(LAST) Ruled ruled) {
        Decision decision = ruled.what().decision();
        List<Ruling> all = rulings.of(decision.id());
        Label label = labelOf(ruled, all, retracted(ruled, all));
        add(label, ruled.ruling().id(), decision, ruled.at());
    }

    /// A label is never changed: one that says how many agreed takes its place. What a second reviewer answered is in
    /// no other way told.
    void label(@Observes SecondOpinion second) {
        labels.standing(second.ruling()).ifPresent(before -> {
            UUID id = Ids.derived(before.id(), "agreement");
            Label after = before.seenAgain(labels.nextPosition(), id, second.verdict(), second.at());
            add(after, second.ruling(), decisions.findById(before.decisionId()), second.at());
        });
    }

    private void add(Label label, UUID ruling, Decision decision, Instant at) {
        labels.add(label, ruling, decision);
        journal.write(
                Act.LABEL_CREATED,
                label.decisionId(),
                BY,
                at,
                Map.of("label", label.id(), "position", label.position()));
        if (label.retracts() != null) {
            journal.write(
                    Act.LABEL_RETRACTED,
                    label.decisionId(),
                    BY,
                    at,
                    Map.of("label", label.retracts(), "by", label.id()));
        }
        labelled.fire(new Labelled(label, decision));
    }

    /// @param all rulings on the decision, oldest first, with this one
    private Label labelOf(Ruled ruled, List<Ruling> all, UUID retracts) {
        Ruling ruling = ruled.ruling();
        Decision decision = ruled.what().decision();
        JsonNode sent = decision.tree();
        Document document = Json.read(sent, Document.class);
        Label.HumanOutcome human = ruling.verdict().changesOutcome()
                ? new Label.HumanOutcome(ruling.correctedCode(), ruling.correctedSummary(), ruling.correctedFacts())
                : null;
        Redaction redaction = new Redaction(decision.jurisdiction())
                .knowing(sent.get("subject"))
                .knowing(sent.get("inputSnapshot"));
        document.facts().forEach(fact -> redaction.knowing(fact.name(), fact.value()));
        if (human != null) {
            human.facts().forEach(fact -> redaction.knowing(document.nameOf(fact.id()), fact.value()));
        }
        JsonNode input = redaction.of("/input", sent.get("inputSnapshot"));
        JsonNode agentOutcome = redaction.of("/agentOutcome", sent.get("outcome"));
        Label.HumanOutcome humanOutcome = redacted(human, document, redaction);
        String rationale = redaction.of("/rationale", ruling.reasons());
        return new Label(
                labels.nextPosition(), // last: every other ruling waits from here to the commit
                ruling.labelId(),
                decision.id(),
                decision.externalId(),
                ruling.caseId(),
                decision.type(),
                input,
                agentOutcome,
                humanOutcome,
                Label.of(ruling.verdict()),
                ruling.verdict(),
                ruling.cause(),
                ruling.clause(),
                rationale,
                named(sent.get("agent"), decision.agentId()),
                sent.get("model"),
                withoutText(sent.get("policy")),
                sent.get("prompt"),
                document.trace() == null ? null : document.trace().traceId(),
                document.trace() == null ? null : document.trace().spanId(),
                ruled.what().origin(),
                ruled.what().inclusionProbability(),
                ruling.blind(),
                Label.ReviewerKind.HUMAN,
                (int) all.stream()
                        .flatMap(one -> Stream.of(one.reviewerId(), one.approvedBy()))
                        .filter(Objects::nonNull)
                        .distinct()
                        .count(),
                agreement(all, ruling.verdict()),
                redactions(document, redaction),
                retracts,
                ruled.at());
    }

    /// The share of the rulings on one decision that come to this verdict; of one alone there is none.
    private static Double agreement(List<Ruling> all, Verdict verdict) {
        return all.size() < 2
                ? null
                : all.stream().filter(one -> one.verdict() == verdict).count() / (double) all.size();
    }

    /// A second level that comes to another verdict takes the place of the ruling before it.
    private UUID retracted(Ruled ruled, List<Ruling> all) {
        if (!ruled.what().origin().equals(SECOND_LEVEL)) {
            return null;
        }
        return all.stream()
                .filter(one -> !one.id().equals(ruled.ruling().id()))
                .reduce((_, later) -> later)
                .filter(earlier -> earlier.verdict() != ruled.ruling().verdict())
                .flatMap(earlier -> labels.standing(earlier.id()))
                .map(Label::id)
                .orElse(null);
    }

    private static Label.HumanOutcome redacted(Label.HumanOutcome outcome, Document document, Redaction redaction) {
        if (outcome == null) {
            return null;
        }
        List<Ruling.CorrectedFact> facts = new ArrayList<>();
        for (Ruling.CorrectedFact fact : outcome.facts()) {
            facts.add(new Ruling.CorrectedFact(
                    fact.id(),
                    redaction.of(
                            "/humanOutcome/facts/" + facts.size() + "/value",
                            document.nameOf(fact.id()),
                            fact.value())));
        }
        return new Label.HumanOutcome(outcome.code(), redaction.of("/humanOutcome/summary", outcome.summary()), facts);
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

    private static List<String> redactions(Document document, Redaction redaction) {
        List<String> pointers = new ArrayList<>(document.erased());
        pointers.addAll(document.masked());
        pointers.addAll(redaction.pointers());
        return pointers;
    }
}
