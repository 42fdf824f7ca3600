package dev.redress.review.ruling;

import dev.redress.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The words of second persons on record.
@ApplicationScoped
public class Approvals {

    private final EntityManager entities;

    Approvals(EntityManager entities) {
        this.entities = entities;
    }

    public void add(UUID caseId, Approval approval) {
        entities.createNativeQuery("""
                        INSERT INTO approval (id, case_id, proposed_by, reviewer_id, approved, reasons, at)
                        VALUES (:id, :case, :proposer, :by, :approved, :reasons, :at)""")
                .setParameter("id", Ids.at(approval.at()))
                .setParameter("case", caseId)
                .setParameter("proposer", approval.proposedBy())
                .setParameter("by", approval.by())
                .setParameter("approved", approval.approved())
                .setParameter("reasons", approval.reasons())
                .setParameter("at", approval.at())
                .executeUpdate();
    }

    public Optional<Approval> latest(UUID caseId) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows =
                entities.createNativeQuery("""
                        SELECT proposed_by, reviewer_id, approved, reasons, at
                        FROM approval WHERE case_id = :case ORDER BY at DESC LIMIT 1""").setParameter("case", caseId).getResultList();
        return rows.stream()
                .map(row -> new Approval(
                        (String) row[0], (String) row[1], (Boolean) row[2], (String) row[3], (Instant) row[4]))
                .findFirst();
    }
}
