package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Turn;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Raises deadlines that come near and marks those that have passed, each once, also those that passed while the
/// service was down. Several replicas may look at once: each clock is held by one of them.
@Singleton
public class ClockKeeper {

    private static final int AT_ONCE = 100;

    private final EntityManager entities;
    private final Appeals appeals;
    private final Journal journal;
    private final Clock clock;

    ClockKeeper(EntityManager entities, Appeals appeals, Journal journal, Clock clock) {
        this.entities = entities;
        this.appeals = appeals;
        this.journal = journal;
        this.clock = clock;
    }

    @Scheduled(every = "5s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        new Turn<>(
                        "the clocks that are due",
                        AT_ONCE,
                        () -> look(now),
                        () -> QuarkusTransaction.requiringNew()
                                .call(() -> due(now).stream().map(CaseClock::id).toList()),
                        id -> lookAt(id, now))
                .take();
    }

    private void lookAt(UUID id, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> {
            CaseClock one = entities.find(CaseClock.class, id, LockModeType.PESSIMISTIC_WRITE);
            if (one.watchAt != null && !one.watchAt.isAfter(now)) { // else it was looked at meanwhile
                warn(one, now);
            }
        });
    }

    /// Looks at those that are due for it, and says at how many.
    public int look(Instant now) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<CaseClock> due = due(now);
            due.forEach(one -> warn(one, now));
            return due.size();
        });
    }

    @SuppressWarnings("unchecked")
    private List<CaseClock> due(Instant now) {
        return entities.createNativeQuery("""
                        SELECT * FROM clock WHERE watch_at <= :now ORDER BY watch_at LIMIT :most
                        FOR UPDATE SKIP LOCKED""", CaseClock.class)
                .setParameter("now", now)
                .setParameter("most", AT_ONCE)
                .getResultList();
    }

    private void warn(CaseClock near, Instant now) {
        boolean breached = now.isAfter(near.dueAt());
        boolean first = breached ? near.breach(now) : near.escalate(now);
        if (!first) {
            return;
        }
        if (breached) {
            record(near, now);
        }
        Appeal appeal = appeals.findById(near.appealId());
        journal.write(
                breached ? Act.CLOCK_BREACHED : Act.CLOCK_ESCALATED,
                appeal.decisionId(),
                new Actor.Machine("clock"),
                now,
                Map.of("clock", near.id(), "regime", near.regime(), "kind", near.kind(), "due", near.dueAt()));
    }

    /// Kept when the clock is started anew later: a breach stays one.
    private void record(CaseClock missed, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO clock_breach (clock_id, started_at, appeal_id, regime, kind, due_at, marked_at)
                        VALUES (:clock, :started, :appeal, :regime, :kind, :due, :now) ON CONFLICT DO NOTHING""")
                .setParameter("clock", missed.id())
                .setParameter("started", missed.startedAt())
                .setParameter("appeal", missed.appealId())
                .setParameter("regime", missed.regime())
                .setParameter("kind", missed.kind().name())
                .setParameter("due", missed.dueAt())
                .setParameter("now", now)
                .executeUpdate();
    }
}
