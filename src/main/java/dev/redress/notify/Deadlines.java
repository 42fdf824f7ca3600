package dev.redress.notify;

import dev.redress.appeal.Appeal;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.Message;
import dev.redress.decision.Decisions;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Looks every minute for dates that have come near or have passed. Several replicas may look at once.
@Singleton
class Deadlines {

    private static final int AT_ONCE = 200;

    private final OutgoingMessages messages;
    private final Appeals appeals;
    private final CaseClocks clocks;
    private final Decisions decisions;
    private final EntityManager entities;
    private final Clock clock;

    Deadlines(
            OutgoingMessages messages,
            Appeals appeals,
            CaseClocks clocks,
            Decisions decisions,
            EntityManager entities,
            Clock clock) {
        this.messages = messages;
        this.appeals = appeals;
        this.clocks = clocks;
        this.decisions = decisions;
        this.entities = entities;
        this.clock = clock;
    }

    @Scheduled(every = "1m", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            look(clock.instant());
        } catch (RuntimeException e) { // the database is away: the next minute looks again
            Log.warnf("deadlines could not be looked at: %s", e.getMessage());
        }
    }

    void look(Instant now) {
        try {
            QuarkusTransaction.requiringNew().run(() -> remind(now));
        } finally {
            QuarkusTransaction.requiringNew().run(() -> admit(now));
        }
    }

    /// Reminds of a question once, when a third of the time for the answer is left, but at least a day before its end.
    /// A question with a day or less is its own reminder.
    private void remind(Instant now) {
        for (UUID id : ids("""
                SELECT m.id FROM message m JOIN appeal a ON a.id = m.appeal_id
                WHERE m.answer_by > :now AND m.answered_at IS NULL AND m.lapsed_at IS NULL AND a.withdrawn_at IS NULL
                    AND m.answer_by - greatest((m.answer_by - m.sent_at) / 3, interval '1 day') > m.sent_at
                    AND m.answer_by - greatest((m.answer_by - m.sent_at) / 3, interval '1 day') <= :now
                    AND NOT EXISTS (SELECT 1 FROM ruling r WHERE r.appeal_id = m.appeal_id)
                    AND NOT EXISTS (SELECT 1 FROM outgoing_message o WHERE o.kind = 'REMINDER' AND o.about = m.id)
                ORDER BY m.answer_by LIMIT :most""", now)) {
            Message question = entities.find(Message.class, id);
            tell(new News.Reminder(question.answerBy()), id, question.appealId(), now);
        }
    }

    /// Says once that the date of the answer, or of what was ordered, was missed, however many laws named one. A clock
    /// that stands still misses nothing.
    private void admit(Instant now) {
        for (UUID id : ids("""
                SELECT DISTINCT ON (c.appeal_id, c.kind) c.id FROM clock c
                WHERE c.stopped_at IS NULL AND c.due_at < :now AND c.kind IN ('RULING', 'REMEDY')
                    AND NOT EXISTS (SELECT 1 FROM clock_pause p WHERE p.clock_id = c.id AND p.until_at IS NULL)
                    AND NOT EXISTS (
                        SELECT 1 FROM outgoing_message o JOIN clock told ON told.id = o.about
                        WHERE o.kind = 'OVERDUE' AND told.appeal_id = c.appeal_id AND told.kind = c.kind)
                ORDER BY c.appeal_id, c.kind, c.due_at LIMIT :most""", now)) {
            CaseClock missed = clocks.findById(id);
            tell(new News.Overdue(missed.kind(), missed.dueAt()), id, missed.appealId(), now);
        }
    }

    @SuppressWarnings("unchecked")
    private List<UUID> ids(String query, Instant now) {
        return entities.createNativeQuery(query)
                .setParameter("now", now)
                .setParameter("most", AT_ONCE)
                .getResultList();
    }

    private void tell(News news, UUID about, UUID appealId, Instant now) {
        Appeal appeal = appeals.findById(appealId);
        messages.write(news, about, decisions.findById(appeal.decisionId()), appeal, now);
    }
}
