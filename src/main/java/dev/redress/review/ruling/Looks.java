package dev.redress.review.ruling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How far each reviewer has looked. The first claim of a case sets it, in the claim's own statement.
@ApplicationScoped
public class Looks {

    private final EntityManager entities;

    Looks(EntityManager entities) {
        this.entities = entities;
    }

    public void see(UUID caseId, String reviewer, Seen seen) {
        entities.createNativeQuery("""
                        INSERT INTO case_seen (case_id, reviewer_id, version, at) VALUES (:id, :by, :version, :at)
                        ON CONFLICT (case_id, reviewer_id)
                        DO UPDATE SET version = excluded.version, at = excluded.at""")
                .setParameter("id", caseId)
                .setParameter("by", reviewer)
                .setParameter("version", seen.version())
                .setParameter("at", seen.at())
                .executeUpdate();
    }

    public Optional<Seen> of(UUID caseId, String reviewer) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT version, at FROM case_seen WHERE case_id = :id AND reviewer_id = :by")
                .setParameter("id", caseId)
                .setParameter("by", reviewer)
                .getResultList();
        return rows.stream()
                .map(row -> new Seen(((Number) row[0]).intValue(), (Instant) row[1]))
                .findFirst();
    }
}
