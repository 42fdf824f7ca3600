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
    private final RemedyProgress remedies;

    HoldKeeper(LegalHolds holds, RemedyProgress remedies) {
        this.holds = holds;
        this.remedies = remedies;
    }

    void hold(@Observes AppealFiled filed) {
        UUID appeal = filed.appeal().id();
        Stream.concat(Stream.of(filed.decision()), filed.covered().stream())
                .map(Decision::id)
                .forEach(decision -> holds.set(decision, appeal, "APPEAL", BY, filed.at()));
    }

    void release(@Observes AppealWithdrawn withdrawn) {
        holds.end(withdrawn.appeal().id(), withdrawn.at());
    }

    /// A case that nobody's appeal began is held from its ruling on: what was ruled on can be looked up.
    void release(@Observes Ruled ruled) {
        UUID appeal = ruled.what().appealId();
        if (appeal == null) {
            UUID about = ruled.what().caseId();
            holds.set(ruled.what().decision().id(), about, "RULING", BY, ruled.at());
            holds.end(about, ruled.at());
        } else if (ruled.remedy() == null) {
            holds.end(appeal, ruled.at());
        } else {
            holds.reopen(appeal); // a later ruling may order what an earlier one did not
        }
    }

    /// An ordered remedy keeps the case open until it is done; a stale one goes back to a reviewer. What is stale
    /// beside one that is done was settled by a later ruling.
    void release(@Observes RemedyMoved moved) {
        if (moved.appeal() == null) {
            return;
        }
        switch (moved.step().state()) {
            case CONFIRMED -> {
                if (remedies.of(moved.decision()).stream()
                        .filter(step -> !step.id().equals(moved.step().id()))
                        .map(RemedyProgress.Step::state)
                        .allMatch(state ->
                                state == RemedyProgress.State.CONFIRMED || state == RemedyProgress.State.STALE)) {
                    holds.end(moved.appeal(), moved.at());
                }
            }
            case STALE -> holds.reopen(moved.appeal());
            case ORDERED, UNKNOWN, REPORTED, FAILED -> {
                // it goes on
            }
        }
    }
}
