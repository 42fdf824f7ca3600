package dev.redress.review.ruling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The records that reviewers asked for.
@ApplicationScoped
public class RecordRequests {

    private static final String COLUMNS =
            "SELECT id, case_id, decision_id, what, asked_at, due_at, answer, answered_at FROM record_request WHERE ";
    private static final int MOST = 200;

    private final EntityManager entities;

    RecordRequests(EntityManager entities) {
        this.entities = entities;
    }

    public void add(RecordRequest request, String agent, String reviewer) {
        entities.createNativeQuery("""
                        INSERT INTO record_request (id, case_id, decision_id, agent_id, what, asked_by, asked_at, due_at)
                        VALUES (:id, :case, :decision, :agent, :what, :by, :now, :due)""")
                .setParameter("id", request.id())
                .setParameter("case", request.caseId())
                .setParameter("decision", request.decisionId())
                .setParameter("agent", agent)
                .setParameter("what", request.what())
                .setParameter("by", reviewer)
                .setParameter("now", request.askedAt())
                .setParameter("due", request.dueAt())
                .executeUpdate();
    }

    /// Says whether there was one to answer.
    public boolean answer(UUID id, String answer, String by, Instant now) {
        return entities.createNativeQuery("""
                        UPDATE record_request SET answer = :answer, answered_by = :by, answered_at = :now
                        WHERE id = :id AND answered_at IS NULL""")
                        .setParameter("answer", answer)
                        .setParameter("by", by)
                        .setParameter("now", now)
                        .setParameter("id", id)
                        .executeUpdate()
                > 0;
    }

    /// Oldest first.
    public List<RecordRequest> of(UUID caseId, Instant now) {
        return read("case_id = :key ORDER BY asked_at", caseId, now);
    }

    public Optional<RecordRequest> find(UUID id, Instant now) {
        return read("id = :key", id, now).stream().findFirst();
    }

    /// Those without an answer, earliest date first; of one agent, or of all for null. Nobody is asked for the records
    /// of
    /// a case that looks at the work of reviewers: its ruling reaches nobody, and neither does what is asked in it.
    @Transactional
    public List<RecordRequest> open(String agent, Instant now) {
        return read(
                "answered_at IS NULL AND (:key = '' OR agent_id = :key)"
                        + " AND EXISTS (SELECT 1 FROM review_case c WHERE c.id = case_id AND c.closed_at IS NULL"
                        + " AND c.purpose = 'REVIEW')"
                        + " ORDER BY due_at LIMIT " + MOST,
                agent == null ? "" : agent,
                now);
    }

    private List<RecordRequest> read(String condition, Object key, Instant now) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(COLUMNS + condition)
                .setParameter("key", key)
                .getResultList();
        return rows.stream()
                .map(row -> new RecordRequest(
                        (UUID) row[0],
                        (UUID) row[1],
                        (UUID) row[2],
                        (String) row[3],
                        (Instant) row[4],
                        (Instant) row[5],
                        (String) row[6],
                        (Instant) row[7],
                        now))
                .toList();
    }
}
