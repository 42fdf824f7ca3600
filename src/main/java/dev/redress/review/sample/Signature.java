package dev.redress.review.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.appeal.Cause;
import dev.redress.appeal.Ruling;
import dev.redress.decision.Decision;
import dev.redress.decision.Document;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What decisions share that may be wrong for the same cause. Members that say nothing are left out.
///
/// @param policyVersion of `policy`
/// @param grounds       clauses and codes of reasons; a decision shares the cause when it rests on one of them
/// @param run           the run that was degraded
/// @param facts         facts that were wrong, with where they came from
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Signature(
        Cause cause,
        String type,
        String policy,
        String policyVersion,
        Set<String> grounds,
        String model,
        String run,
        Set<Fact> facts) {

    public record Fact(String name, String source) {}

    public Signature {
        grounds = grounds == null ? Set.of() : Set.copyOf(grounds);
        facts = facts == null ? Set.of() : Set.copyOf(facts);
    }

    /// Empty when the ruling names no cause that others can share, or the decision does not tell what they would have
    /// to share.
    static Optional<Signature> of(Ruling ruling, Decision decision) {
        if (!ruling.verdict().changesOutcome() || ruling.cause() == null) {
            return Optional.empty();
        }
        return switch (ruling.cause()) {
            case RULE_MISREAD, WRONG_POLICY_VERSION, POLICY_WRONG, TOOL_FAILURE, NOTICE_DEFECT ->
                sameRule(ruling.cause(), decision);
            case MODEL_ERROR ->
                known(decision.modelServed())
                        ? Optional.of(new Signature(
                                ruling.cause(),
                                decision.type(),
                                null,
                                null,
                                Set.of(),
                                decision.modelServed(),
                                null,
                                Set.of()))
                        : Optional.empty();
            case RUN_DEGRADED ->
                Optional.ofNullable(decision.runId())
                        .map(run -> new Signature(
                                ruling.cause(), decision.type(), null, null, Set.of(), null, run, Set.of()));
            case WRONG_FACT -> sameFact(ruling, decision);
            case EVIDENCE_OVERLOOKED, UNSTABLE, EVIDENCE_UNAVAILABLE -> Optional.empty(); // of this case alone
        };
    }

    private static boolean known(String model) {
        return model != null && !model.equals("unknown");
    }

    private static Optional<Signature> sameRule(Cause cause, Decision decision) {
        Set<String> grounds = grounds(decision.document());
        if (decision.policyId() == null || decision.policyVersion() == null || grounds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Signature(
                cause, decision.type(), decision.policyId(), decision.policyVersion(), grounds, null, null, Set.of()));
    }

    private static Optional<Signature> sameFact(Ruling ruling, Decision decision) {
        Set<String> wrong = new HashSet<>();
        ruling.correctedFacts().forEach(fact -> wrong.add(fact.id()));
        Set<Fact> facts = new HashSet<>();
        for (Document.Fact fact : decision.document().facts()) {
            if (wrong.contains(fact.id()) && fact.source() != null) {
                facts.add(new Fact(fact.name(), fact.source()));
            }
        }
        return facts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Signature(ruling.cause(), decision.type(), null, null, Set.of(), null, null, facts));
    }

    /// What the columns of the decision can tell is asked in the query; this is the rest.
    boolean isIn(Document document) {
        if (!grounds.isEmpty()) {
            return grounds(document).stream().anyMatch(grounds::contains);
        }
        return facts.isEmpty()
                || document.facts().stream().anyMatch(fact -> facts.contains(new Fact(fact.name(), fact.source())));
    }

    /// Whether the document must be read to tell.
    boolean needsDocument() {
        return !grounds.isEmpty() || !facts.isEmpty();
    }

    private static Set<String> grounds(Document document) {
        Set<String> grounds = new HashSet<>();
        document.reasons()
                .forEach(reason -> grounds.addAll(
                        List.of(Objects.toString(reason.clause(), ""), Objects.toString(reason.code(), ""))));
        grounds.remove("");
        return grounds;
    }
}
