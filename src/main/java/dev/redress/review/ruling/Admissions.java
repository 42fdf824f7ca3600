package dev.redress.review.ruling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The late appeals that were taken.
@ApplicationScoped
public class Admissions {

    private final EntityManager entities;

    Admissions(EntityManager entities) {
        this.entities = entities;
    }

    public void add(UUID caseId, String reviewer, Admission admission) {
        entities.createNativeQuery(
                        "INSERT INTO admission (case_id, reviewer_id, reasons, at) VALUES (:id, :by, :reasons, :at)")
                .setParameter("id", caseId)
                .setParameter("by", reviewer)
                .setParameter("reasons", admission.reasons())
                .setParameter("at", admission.at())
                .executeUpdate();
    }

    public Optional<Admission> of(UUID caseId) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("SELECT reasons, at FROM admission WHERE case_id = :id")
                .setParameter("id", caseId)
                .getResultList();
        return rows.stream()
                .map(row -> new Admission((String) row[0], (Instant) row[1]))
                .findFirst();
    }
}
