package dev.redress.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.appeal.Coverage;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.Delegation;
import dev.redress.decision.Delegations;
import dev.redress.decision.RunSpans;
import dev.redress.decision.SpanReading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Gathers what stands around a case.
@ApplicationScoped
class Backgrounds {

    /// How many decisions outside the run are shown; the list API has the rest.
    private static final int OTHERS = 20;

    private final Decisions decisions;
    private final Coverage coverage;
    private final Precedents precedents;
    private final RunSpans spans;
    private final SpanReading reading;
    private final Delegations delegations;

    Backgrounds(
            Decisions decisions,
            Coverage coverage,
            Precedents precedents,
            RunSpans spans,
            SpanReading reading,
            Delegations delegations) {
        this.decisions = decisions;
        this.coverage = coverage;
        this.precedents = precedents;
        this.spans = spans;
        this.reading = reading;
        this.delegations = delegations;
    }

    /// @param revealed whether the reviewer may see what the agent decided
    Background of(Case item, Decision decision, boolean revealed) {
        List<UUID> covered = item.wordsOf() == null
                ? List.of()
                : coverage.by(item.wordsOf()).stream().map(Decision::id).toList();
        List<Related> related = Stream.concat(
                        decisions.siblings(decision).stream(), decisions.othersAbout(decision, OTHERS).stream())
                .distinct()
                .map(other -> Related.of(other, decision, covered.contains(other.id()), revealed))
                .toList();
        Delegation delegation = delegations.of(decision.id()).orElse(null);
        if (!revealed) {
            return new Background(related, null, null, null, null, null, delegation);
        }
        RunSpans.Shown shown = spans.of(decision.traceId(), decision.agentId());
        return new Background(
                related,
                precedents.of(decision),
                shown.spans(),
                shown.more(),
                spans.retention(decision.traceId()),
                run(decision, shown.spans()),
                delegation);
    }

    /// A span that came both in the decision and apart from it is read once; one that another agent sent under the same
    /// id is another.
    private SpanReading.Read run(Decision decision, List<RunSpans.Found> found) {
        Map<String, JsonNode> spans = new LinkedHashMap<>();
        Stream.concat(
                        decision.tree()
                                .path("trace")
                                .path("spans")
                                .valueStream()
                                .map(span -> new RunSpans.Found(span, decision.agentId())),
                        found.stream())
                .forEach(one -> {
                    String id = one.span().path("spanId").asText("").toLowerCase(Locale.ROOT);
                    spans.putIfAbsent(id.isEmpty() ? "#" + spans.size() : id + " " + one.sentBy(), one.span());
                });
        return spans.isEmpty() ? null : reading.read(List.copyOf(spans.values()));
    }
}
