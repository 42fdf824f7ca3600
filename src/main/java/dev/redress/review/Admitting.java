package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Refusal;
import dev.redress.review.ruling.Admission;
import dev.redress.review.ruling.Admissions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Takes a late appeal. One that is not taken is ruled INADMISSIBLE, which is a ruling like any other.
@ApplicationScoped
public class Admitting {

    private final Review review;
    private final Claims claims;
    private final Obstacles obstacles;
    private final Courses courses;
    private final Admissions admissions;
    private final Journal journal;

    Admitting(
            Review review,
            Claims claims,
            Obstacles obstacles,
            Courses courses,
            Admissions admissions,
            Journal journal) {
        this.review = review;
        this.claims = claims;
        this.obstacles = obstacles;
        this.courses = courses;
        this.admissions = admissions;
        this.journal = journal;
    }

    @Transactional
    public Admission admit(UUID caseId, String reasons, Actor.Reviewer by, Instant now) {
        Case held = review.open(caseId);
        claims.require(held, null, by, now);
        requireOpen(held);
        obstacles.require(held.id(), by, now);
        RulingCheck.requireText("/reasons", reasons);
        Admission admission = new Admission(reasons, now);
        admissions.add(caseId, by.id(), admission);
        journal.write(Act.APPEAL_ADMITTED, held.decisionId(), by, now, Map.of("case", caseId));
        return admission;
    }

    /// @throws Refusal 409 when there is no late appeal to decide about
    @Transactional
    public void requireOpen(UUID caseId) {
        requireOpen(review.open(caseId));
    }

    private void requireOpen(Case held) {
        if (!courses.needsAdmission(held)) {
            throw new Refusal(ReviewProblem.NOT_LATE, "The appeal came in time, or was admitted before.");
        }
    }
}
