package dev.redress.review.desk;

import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What reviewers have typed of a ruling. Survives a lost lease, a stale page and a closed browser; and one page never
/// overwrites what another one saved since.
@ApplicationScoped
public class RulingDrafts {

    private static final String COLUMNS = "SELECT body, page, changed_at FROM ruling_draft WHERE case_id = :id AND ";

    /// @param page which rendering of the case page wrote it; null when that is not known
    /// @param at   null for a draft that does not exist yet
    record Draft(RulingForm form, String page, Instant at) {

        private static final Draft NONE = new Draft(RulingForm.EMPTY, null, null);

        /// As a page carries it, to say which draft it was made from.
        String stamp() {
            return at == null ? "" : at.toString();
        }

        /// Whether a form comes from another page than the draft, one that has not read it.
        private boolean isUnseenBy(RulingForm sent) {
            String writer = sent.get(RulingForm.PAGE);
            return at != null
                    && !writer.isEmpty()
                    && !writer.equals(page)
                    && !sent.get(RulingForm.DRAFT).equals(stamp());
        }
    }

    private final EntityManager entities;

    RulingDrafts(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    Draft of(UUID caseId, String reviewer) {
        return find(COLUMNS + "reviewer_id = :by", caseId, reviewer).orElse(Draft.NONE);
    }

    /// The latest one of anybody else, if there is one.
    @Transactional
    Optional<Draft> ofOthers(UUID caseId, String reviewer) {
        return find(COLUMNS + "reviewer_id <> :by ORDER BY changed_at DESC LIMIT 1", caseId, reviewer);
    }

    /// Keeps what was typed.
    ///
    /// @return the draft that another page saved meanwhile, which stays; empty when this one was saved
    @Transactional
    Optional<Draft> save(UUID caseId, String reviewer, RulingForm form, Instant now) {
        Optional<Draft> unseen = find(COLUMNS + "reviewer_id = :by FOR UPDATE", caseId, reviewer)
                .filter(draft -> draft.isUnseenBy(form));
        if (unseen.isEmpty()) {
            write(caseId, reviewer, form, now);
        }
        return unseen;
    }

    private void write(UUID caseId, String reviewer, RulingForm form, Instant now) {
        String page = form.get(RulingForm.PAGE);
        entities.createNativeQuery("""
                        INSERT INTO ruling_draft (case_id, reviewer_id, body, page, changed_at)
                        VALUES (:id, :by, :body, :page, :now)
                        ON CONFLICT (case_id, reviewer_id) DO UPDATE
                        SET body = excluded.body, page = excluded.page, changed_at = excluded.changed_at""")
                .setParameter("id", caseId)
                .setParameter("by", reviewer)
                .setParameter("body", new String(Json.write(Map.of("fields", form.typed())), StandardCharsets.UTF_8))
                .setParameter("page", page.isEmpty() ? null : page)
                .setParameter("now", now)
                .executeUpdate();
    }

    private Optional<Draft> find(String query, UUID caseId, String reviewer) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(query)
                .setParameter("id", caseId)
                .setParameter("by", reviewer)
                .getResultList();
        return rows.stream()
                .map(row -> new Draft(
                        Json.read(Json.tree(((String) row[0]).getBytes(StandardCharsets.UTF_8)), RulingForm.class),
                        (String) row[1],
                        (Instant) row[2]))
                .findFirst();
    }
}
