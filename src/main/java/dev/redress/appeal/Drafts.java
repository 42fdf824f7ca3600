package dev.redress.appeal;

import dev.redress.decision.Decisions;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What people have typed so far. Saved at every step, so that closing the page loses nothing.
@ApplicationScoped
public class Drafts {

    private final EntityManager entities;
    private final Decisions decisions;
    private final Appeals appeals;

    Drafts(EntityManager entities, Decisions decisions, Appeals appeals) {
        this.entities = entities;
        this.decisions = decisions;
        this.appeals = appeals;
    }

    @Transactional
    public Answers of(UUID decision) {
        @SuppressWarnings("unchecked")
        List<String> rows = entities.createNativeQuery("SELECT answers FROM appeal_draft WHERE decision_id = :id")
                .setParameter("id", decision)
                .getResultList();
        return rows.isEmpty()
                ? Answers.NONE
                : Json.read(Json.tree(rows.getFirst().getBytes(StandardCharsets.UTF_8)), Answers.class);
    }

    /// Saves nothing once the appeal was sent from another window.
    @Transactional
    public void save(UUID decision, Answers answers, Instant now) {
        decisions.lock(decision);
        if (appeals.live(decision).isPresent()) {
            return;
        }
        entities.createNativeQuery("""
                        INSERT INTO appeal_draft (decision_id, answers, changed_at) VALUES (:id, :answers, :now)
                        ON CONFLICT (decision_id)
                        DO UPDATE SET answers = excluded.answers, changed_at = excluded.changed_at""")
                .setParameter("id", decision)
                .setParameter("answers", new String(Json.write(answers), StandardCharsets.UTF_8))
                .setParameter("now", now)
                .executeUpdate();
    }

    void discard(UUID decision) {
        entities.createNativeQuery("DELETE FROM appeal_draft WHERE decision_id = :id")
                .setParameter("id", decision)
                .executeUpdate();
    }
}
