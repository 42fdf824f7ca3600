package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.LegalHolds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.stream.Stream;

/// Keeps the evidence of a decision from going while somebody objects to it, and for a time after. What an
/// appeal covers is held with it. A second-level appeal sets a hold of its own.
///
/// ```
/// filed ──▶ held ──▶ ruled ──────────────────────▶ ends after a time
///             │        └──▶ remedy ──▶ all done ──▶ ends after a time
///             └──▶ withdrawn ─────────────────────▶ ends after a time
/// ```
@ApplicationScoped
class HoldKeeper {

    private static final Actor BY = new Actor.Machine("holds");

    private final LegalHolds holds;
    private final Coverage coverage;
    private final RemedyProgress remedies;

    HoldKeeper(LegalHolds holds, Coverage coverage, RemedyProgress remedies) {
        this.holds = holds;
        this.coverage = coverage;
        this.remedies = remedies;
    }

    void hold(@Observes AppealFiled filed) {
        UUID appeal = filed.appeal().id();
        Stream.concat(Stream.of(filed.decision()), coverage.by(appeal).stream())
                .map(Decision::id)
                .forEach(decision -> holds.set(decision, appeal, "APPEAL", BY, filed.at()));
    }

    void release(@Observes AppealWithdrawn withdrawn) {
        holds.end(withdrawn.appeal().id(), withdrawn.at());
    }

    /// A case that nobody's appeal began is held from its ruling on: what was ruled on can be looked up.
    void release(@Observes Ruled ruled) {
        UUID cause = ruled.what().appealId() == null
                ? ruled.what().caseId()
                : ruled.what().appealId();
        if (ruled.what().appealId() == null) {
            holds.set(ruled.what().decision().id(), cause, "RULING", BY, ruled.at());
        }
        if (ruled.remedy() == null || ruled.what().appealId() == null) {
            holds.end(cause, ruled.at());
        }
    }

    /// An ordered remedy keeps the case open until the last one is done.
    void release(@Observes RemedyMoved moved) {
        if (moved.appeal() != null
                && moved.step().state() == RemedyProgress.State.CONFIRMED
                && remedies.of(moved.decision()).stream()
                        .filter(step -> !step.id().equals(moved.step().id()))
                        .allMatch(step -> step.state() == RemedyProgress.State.CONFIRMED)) {
            holds.end(moved.appeal(), moved.at());
        }
    }
}
