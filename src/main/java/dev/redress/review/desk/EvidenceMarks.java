package dev.redress.review.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Files that a reviewer marked as hard to look at.
@ApplicationScoped
public class EvidenceMarks {

    private final EntityManager entities;

    EvidenceMarks(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    public Set<UUID> of(UUID decision) {
        @SuppressWarnings("unchecked")
        Set<UUID> marked = Set.copyOf(entities.createNativeQuery("""
                        SELECT m.evidence_id FROM evidence_mark m JOIN evidence e ON e.id = m.evidence_id
                        WHERE e.decision_id = :decision""")
                .setParameter("decision", decision)
                .getResultList());
        return marked;
    }

    @Transactional
    public void mark(UUID file, String by, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO evidence_mark (evidence_id, marked_by, marked_at) VALUES (:file, :by, :now)
                        ON CONFLICT DO NOTHING""")
                .setParameter("file", file)
                .setParameter("by", by)
                .setParameter("now", now)
                .executeUpdate();
    }

    @Transactional
    public void unmark(UUID file) {
        entities.createNativeQuery("DELETE FROM evidence_mark WHERE evidence_id = :file")
                .setParameter("file", file)
                .executeUpdate();
    }
}
