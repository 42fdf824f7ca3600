package dev.redress.review;

import dev.redress.appeal.Coverage;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.RunSpans;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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

    Backgrounds(Decisions decisions, Coverage coverage, Precedents precedents, RunSpans spans) {
        this.decisions = decisions;
        this.coverage = coverage;
        this.precedents = precedents;
        this.spans = spans;
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
        return revealed
                ? new Background(
                        related,
                        precedents.of(decision),
                        spans.of(decision.traceId()),
                        spans.retention(decision.traceId()))
                : new Background(related, null, null, null);
    }
}
