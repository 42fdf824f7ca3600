package dev.redress.review.desk;

import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What reviewers have typed of a ruling. Survives a lost lease, a stale page and a closed browser.
@ApplicationScoped
public class RulingDrafts {

    private final EntityManager entities;

    RulingDrafts(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    public RulingForm of(UUID caseId, String reviewer) {
        @SuppressWarnings("unchecked")
        List<String> rows = entities.createNativeQuery(
                        "SELECT body FROM ruling_draft WHERE case_id = :id AND reviewer_id = :by", String.class)
                .setParameter("id", caseId)
                .setParameter("by", reviewer)
                .getResultList();
        return rows.isEmpty()
                ? RulingForm.EMPTY
                : Json.read(Json.tree(rows.getFirst().getBytes(StandardCharsets.UTF_8)), RulingForm.class);
    }

    @Transactional
    public void save(UUID caseId, String reviewer, RulingForm form, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO ruling_draft (case_id, reviewer_id, body, changed_at)
                        VALUES (:id, :by, :body, :now)
                        ON CONFLICT (case_id, reviewer_id)
                        DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at""")
                .setParameter("id", caseId)
                .setParameter("by", reviewer)
                .setParameter("body", new String(Json.write(Map.of("fields", form.fields())), StandardCharsets.UTF_8))
                .setParameter("now", now)
                .executeUpdate();
    }
}
