package dev.redress.review.quality;

import dev.redress.access.Actor;
import dev.redress.review.CaseShown;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// What reviewers had in front of them. It changes nothing of a case.
@ApplicationScoped
public class Reads {

    enum What {
        CASE,
        INPUT,
        FILE,
        /// Their word that they read everything.
        ALL
    }

    /// A longer pause between two things done is no work on the case.
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final EntityManager entities;

    Reads(EntityManager entities) {
        this.entities = entities;
    }

    void shown(@Observes CaseShown shown) {
        write(shown.caseId(), What.CASE, "", shown.to(), shown.at());
        if (shown.input()) {
            write(shown.caseId(), What.INPUT, "", shown.to(), shown.at());
        }
    }

    /// A file was opened, to look at or to save.
    public void file(UUID caseId, UUID file, Actor.Reviewer by, Instant now) {
        write(caseId, What.FILE, file.toString(), by, now);
    }

    @Transactional
    void write(UUID caseId, What what, String ref, Actor.Reviewer by, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO case_read (case_id, reviewer_id, what, ref, minute)
                        VALUES (:case, :by, :what, :ref, :minute) ON CONFLICT DO NOTHING""")
                .setParameter("case", caseId)
                .setParameter("by", by.id())
                .setParameter("what", what.name())
                .setParameter("ref", ref)
                .setParameter("minute", now.truncatedTo(ChronoUnit.MINUTES))
                .executeUpdate();
    }

    @Transactional
    boolean has(UUID caseId, What what, Actor.Reviewer by) {
        return count(caseId, what, by) > 0;
    }

    /// How many different things of a kind this reviewer had in front of them.
    @Transactional
    int count(UUID caseId, What what, Actor.Reviewer by) {
        return ((Number) entities.createNativeQuery(
                                "SELECT count(DISTINCT ref) FROM case_read WHERE case_id = :case AND reviewer_id = :by AND what = :what")
                        .setParameter("case", caseId)
                        .setParameter("by", by.id())
                        .setParameter("what", what.name())
                        .getSingleResult())
                .intValue();
    }

    /// The time between what was done on the case, pauses cut. It misses thinking away from the desk, and counts a page
    /// that lies open for a while: an estimate, said so wherever it is shown.
    @Transactional
    Duration active(UUID caseId, Actor.Reviewer by, Instant until) {
        @SuppressWarnings("unchecked")
        List<Instant> minutes = entities.createNativeQuery(
                        "SELECT DISTINCT minute FROM case_read WHERE case_id = :case AND reviewer_id = :by ORDER BY minute")
                .setParameter("case", caseId)
                .setParameter("by", by.id())
                .getResultList();
        return active(minutes, until);
    }

    static Duration active(List<Instant> minutes, Instant until) {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < minutes.size(); i++) {
            Instant next = i + 1 < minutes.size() ? minutes.get(i + 1) : until;
            Duration gap = Duration.between(minutes.get(i), next);
            sum = sum.plus(gap.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : gap);
        }
        return sum;
    }
}
