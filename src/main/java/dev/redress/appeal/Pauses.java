package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Cursor;
import dev.redress.platform.Listing;
import dev.redress.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Wishes that a decision waits until the appeal is ruled on, and what the organisation says to them.
@ApplicationScoped
public class Pauses {

    /// @param until the day to which a granted pause goes; null for "until the ruling"
    public record Answer(boolean granted, String reason, Instant until, Instant at) {

        boolean saysTheSameAs(Answer other) {
            return granted == other.granted && reason.equals(other.reason) && Objects.equals(until, other.until);
        }
    }

    /// A wish that nobody has answered.
    public record Wish(UUID decisionId, String externalId, String agentId, String reference, Instant askedAt) {}

    private final Decisions decisions;
    private final Appeals appeals;
    private final Rulings rulings;
    private final Journal journal;
    private final Event<PauseAnswered> answered;
    private final EntityManager entities;

    Pauses(
            Decisions decisions,
            Appeals appeals,
            Rulings rulings,
            Journal journal,
            Event<PauseAnswered> answered,
            EntityManager entities) {
        this.decisions = decisions;
        this.appeals = appeals;
        this.rulings = rulings;
        this.journal = journal;
        this.answered = answered;
        this.entities = entities;
    }

    /// Says yes or no, with the reason that the person reads. A later answer takes the place of an earlier one; the
    /// journal keeps both.
    ///
    /// @throws Refusal 404 when nobody asked, 409 once the appeal is ruled on, 422 for a day that has passed
    @Transactional
    public Answer answer(Decision decision, Answer answer, Actor by, Instant now) {
        decisions.lock(decision.id());
        Appeal appeal = appeals.live(decision.id())
                .filter(Appeal::pauseRequested)
                .orElseThrow(() -> new Refusal(AppealProblem.NO_PAUSE_REQUESTED, "Nobody asked that this waits."));
        if (rulings.ofAppeal(appeal.id()).isPresent()) {
            throw new Refusal(AppealProblem.ALREADY_RULED, "This appeal has been decided; nothing waits any more.");
        }
        if (answer.until() != null && !answer.until().isAfter(now)) {
            throw CommonProblem.invalid("/until", "must lie ahead");
        }
        Answer before = of(appeal.id()).orElse(null);
        entities.createNativeQuery("""
                        INSERT INTO pause_answer (appeal_id, granted, reason, until_at, answered_by, answered_at)
                        VALUES (:appeal, :granted, :reason, CAST(:until AS timestamptz), :by, :now)
                        ON CONFLICT (appeal_id) DO UPDATE SET granted = excluded.granted, reason = excluded.reason,
                            until_at = excluded.until_at, answered_by = excluded.answered_by,
                            answered_at = excluded.answered_at""")
                .setParameter("appeal", appeal.id())
                .setParameter("granted", answer.granted())
                .setParameter("reason", answer.reason())
                .setParameter(
                        "until", answer.until() == null ? null : answer.until().toString())
                .setParameter("by", by.id())
                .setParameter("now", now)
                .executeUpdate();
        journal.write(
                Act.PAUSE_ANSWERED, decision.id(), by, now, Map.of("appeal", appeal.id(), "granted", answer.granted()));
        if (before == null || !answer.saysTheSameAs(before)) {
            answered.fire(new PauseAnswered(appeal, answer, now));
        }
        return answer;
    }

    /// What was said to the wish of an appeal; empty as long as nobody has.
    public Optional<Answer> of(UUID appeal) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT granted, reason, until_at, answered_at FROM pause_answer WHERE appeal_id = :appeal")
                .setParameter("appeal", appeal)
                .getResultList();
        return rows.stream()
                .map(row -> new Answer((Boolean) row[0], (String) row[1], (Instant) row[2], (Instant) row[3]))
                .findFirst();
    }

    /// Wishes without an answer whose appeal is not ruled on, oldest first.
    ///
    /// @param agent whose decisions; null for all
    @Transactional
    public Listing<Wish> open(String agent, String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, 1);
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        SELECT d.id, d.external_id, d.agent_id, a.reference, a.filed_at, a.id
                        FROM appeal a JOIN decision d ON d.id = a.decision_id
                        WHERE a.pause_requested AND a.withdrawn_at IS NULL AND a.id > CAST(:after AS uuid)
                            AND (CAST(:agent AS text) IS NULL OR d.agent_id = CAST(:agent AS text))
                            AND NOT EXISTS (SELECT 1 FROM pause_answer p WHERE p.appeal_id = a.id)
                            AND NOT EXISTS (SELECT 1 FROM ruling r WHERE r.appeal_id = a.id)
                        ORDER BY a.id LIMIT :most""")
                .setParameter("agent", agent)
                .setParameter(
                        "after",
                        (after == null ? new UUID(0, 0) : after.read(c -> UUID.fromString(c.get(0)))).toString())
                .setParameter("most", limit + 1)
                .getResultList();
        return Listing.of(
                rows,
                limit,
                row -> new Wish((UUID) row[0], (String) row[1], (String) row[2], (String) row[3], (Instant) row[4]),
                row -> Cursor.of(row[5]));
    }
}
