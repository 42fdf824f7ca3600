package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.commitment.Commitments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/// Puts together what a person is told of a decision.
@ApplicationScoped
public class Notices {

    private final Appeals appeals;
    private final Coverage coverage;
    private final DecisionTypes types;
    private final Commitments commitments;
    private final Superseded superseded;
    private final Elsewhere elsewhere;

    Notices(
            Appeals appeals,
            Coverage coverage,
            DecisionTypes types,
            Commitments commitments,
            Superseded superseded,
            Elsewhere elsewhere) {
        this.appeals = appeals;
        this.coverage = coverage;
        this.types = types;
        this.commitments = commitments;
        this.superseded = superseded;
        this.elsewhere = elsewhere;
    }

    @Transactional
    public NoticeView of(Decision decision, Instant now) {
        return NoticeView.of(
                decision,
                commitments.of(decision, decision.document()),
                types.rulesFor(decision.type()).notAppealableBecause(),
                appeals.live(decision.id()).orElse(null),
                coverage.of(decision.id()).orElse(null),
                superseded.at(decision.id()),
                elsewhere.of(decision, now),
                now);
    }
}
