package dev.redress.appeal;

import dev.redress.decision.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/// Puts a person's file together; the page, the download and the API give the same.
@ApplicationScoped
public class CaseFiles {

    private final Appeals appeals;
    private final Notices notices;
    private final Statuses statuses;

    CaseFiles(Appeals appeals, Notices notices, Statuses statuses) {
        this.appeals = appeals;
        this.notices = notices;
        this.statuses = statuses;
    }

    @Transactional
    public CaseFile of(Decision decision, Instant now) {
        return new CaseFile(
                now,
                decision.id(),
                decision.contentDigest(),
                notices.of(decision, now),
                appeals.of(decision.id()).stream().map(CaseFile.Objection::of).toList(),
                statuses.of(decision, now));
    }
}
