package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.commitment.Commitments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/// Puts a person's file together; the page, the download and the API give the same.
@ApplicationScoped
public class CaseFiles {

    private final Appeals appeals;
    private final Statuses statuses;
    private final DecisionTypes types;
    private final Commitments commitments;
    private final Elsewhere elsewhere;

    CaseFiles(Appeals appeals, Statuses statuses, DecisionTypes types, Commitments commitments, Elsewhere elsewhere) {
        this.appeals = appeals;
        this.statuses = statuses;
        this.types = types;
        this.commitments = commitments;
        this.elsewhere = elsewhere;
    }

    @Transactional
    public CaseFile of(Decision decision, Instant now) {
        String because = types.rulesFor(decision.type()).notAppealableBecause();
        Appeal standing = appeals.live(decision.id()).orElse(null);
        return new CaseFile(
                now,
                decision.id(),
                decision.contentDigest(),
                NoticeView.of(
                        decision,
                        commitments.of(decision, decision.document()),
                        because,
                        standing,
                        elsewhere.of(decision, now),
                        now),
                appeals.of(decision.id()).stream().map(CaseFile.Objection::of).toList(),
                statuses.of(decision, now));
    }
}
