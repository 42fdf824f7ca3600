package dev.redress.review.check;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/// Records that somebody is not independent of a decision, because of what they did here.
@ApplicationScoped
class Conflicts {

    private final EntityManager entities;

    Conflicts(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void record(String reviewer, UUID decision, String reason, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO conflict (reviewer_id, kind, ref, reason, recorded_by, recorded_at)
                        VALUES (:reviewer, 'DECISION', :decision, :reason, 'check', :now) ON CONFLICT DO NOTHING""")
                .setParameter("reviewer", reviewer)
                .setParameter("decision", decision.toString())
                .setParameter("reason", reason)
                .setParameter("now", now)
                .executeUpdate();
    }
}
