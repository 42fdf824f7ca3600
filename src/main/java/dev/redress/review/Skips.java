package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.platform.Cursor;
import dev.redress.platform.Listing;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What reviewers skipped and why, for leads: newest first.
@ApplicationScoped
public class Skips {

    @TemplateData
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Skip(UUID caseId, String reference, String reviewer, String reason, Instant at) {}

    private final EntityManager entities;

    Skips(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    public Listing<Skip> list(String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, 2);
        Query query = entities.createNativeQuery(
                "SELECT s.case_id, c.reference, s.reviewer_id, s.reason, s.at FROM skip s"
                        + " JOIN review_case c ON c.id = s.case_id"
                        + (after == null ? "" : " WHERE (s.at, s.case_id) < (:at, :id)")
                        + " ORDER BY s.at DESC, s.case_id DESC LIMIT " + (limit + 1),
                Object[].class);
        if (after != null) {
            query.setParameter("at", after.read(c -> c.time(0)))
                    .setParameter("id", after.read(c -> UUID.fromString(c.get(1))));
        }
        @SuppressWarnings("unchecked")
        List<Object[]> rows = query.getResultList();
        return Listing.of(
                rows,
                limit,
                row -> new Skip((UUID) row[0], (String) row[1], (String) row[2], (String) row[3], (Instant) row[4]),
                row -> Cursor.of(row[4], row[0]));
    }
}
