package dev.redress.review.ruling;

import dev.redress.access.Actor;
import dev.redress.appeal.Rulings;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rulings that wait, one per case at most.
@ApplicationScoped
public class Proposals {

    private static final int AT_ONCE = 100;

    private final EntityManager entities;

    Proposals(EntityManager entities) {
        this.entities = entities;
    }

    public void add(Proposal proposal) {
        entities.createNativeQuery("""
                        INSERT INTO proposed_ruling
                            (case_id, reviewer_id, lead, waits_for, body, version, fence, sent_at, due_at)
                        VALUES (:id, :by, :lead, :wait, :body, :version, :fence, :sent, :due)""")
                .setParameter("id", proposal.caseId())
                .setParameter("by", proposal.by().id())
                .setParameter("lead", proposal.by().lead())
                .setParameter("wait", proposal.waitsFor().name())
                .setParameter("body", new String(Json.write(proposal.said()), StandardCharsets.UTF_8))
                .setParameter("version", proposal.version())
                .setParameter("fence", proposal.fence())
                .setParameter("sent", proposal.sentAt())
                .setParameter("due", proposal.dueAt())
                .executeUpdate();
    }

    public void end(UUID caseId) {
        entities.createNativeQuery("DELETE FROM proposed_ruling WHERE case_id = :id")
                .setParameter("id", caseId)
                .executeUpdate();
    }

    public Optional<Proposal> of(UUID caseId) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows =
                entities.createNativeQuery("""
                        SELECT reviewer_id, lead, waits_for, body, version, fence, sent_at, due_at
                        FROM proposed_ruling WHERE case_id = :id""").setParameter("id", caseId).getResultList();
        return rows.stream().map(row -> proposal(caseId, row)).findFirst();
    }

    /// The cases whose undo window is over, and those that ended meanwhile.
    @Transactional
    @SuppressWarnings("unchecked")
    public List<UUID> due(Instant now) {
        return entities.createNativeQuery("""
                        SELECT p.case_id FROM proposed_ruling p JOIN review_case c ON c.id = p.case_id
                        WHERE p.due_at <= :now OR c.closed_at IS NOT NULL ORDER BY p.sent_at LIMIT :most""")
                .setParameter("now", now)
                .setParameter("most", AT_ONCE)
                .getResultList();
    }

    /// Lets one that could not be made wait as long again as it has waited, an hour at most.
    @Transactional
    public void postpone(UUID caseId, Instant now) {
        entities.createNativeQuery("""
                        UPDATE proposed_ruling
                        SET due_at = cast(:now AS timestamptz)
                            + least(cast(:now AS timestamptz) - sent_at, interval '1 hour')
                        WHERE case_id = :id AND due_at IS NOT NULL""")
                .setParameter("now", now)
                .setParameter("id", caseId)
                .executeUpdate();
    }

    /// The cases of a reviewer whose undo window runs.
    @Transactional
    @SuppressWarnings("unchecked")
    public List<UUID> undoable(Actor.Reviewer by) {
        return entities.createNativeQuery(
                        "SELECT case_id FROM proposed_ruling WHERE reviewer_id = :by AND waits_for = 'UNDO'")
                .setParameter("by", by.id())
                .getResultList();
    }

    private static Proposal proposal(UUID caseId, Object[] row) {
        return new Proposal(
                caseId,
                new Actor.Reviewer((String) row[0], (Boolean) row[1]),
                Proposal.Wait.valueOf((String) row[2]),
                Json.read(Json.tree(((String) row[3]).getBytes(StandardCharsets.UTF_8)), Rulings.Said.class),
                ((Number) row[4]).intValue(),
                ((Number) row[5]).longValue(),
                (Instant) row[6],
                (Instant) row[7]);
    }
}
