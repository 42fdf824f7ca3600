package dev.redress.feedback.push;

import dev.redress.access.Actor;
import dev.redress.feedback.Label;
import dev.redress.feedback.Labelled;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The outbox of labels: a row for each target, written in the ruling's transaction.
///
/// ```
/// waiting ──tried──▶ waiting (later) ──▶ delivered | given up
/// ```
@ApplicationScoped
class Pushes {

    /// One label on its way; `attempts` with the one under way.
    record Waiting(Label label, Target target, int attempts, Instant since) {}

    private static final Actor BY = new Actor.Machine("push");
    /// As long as one try may take; nobody else takes it meanwhile.
    private static final Duration TRY = Duration.ofMinutes(2);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(4);
    private static final Duration PATIENCE = Duration.ofDays(3);

    private final EntityManager entities;
    private final Journal journal;
    private final PushConfig config;

    Pushes(EntityManager entities, Journal journal, PushConfig config) {
        this.entities = entities;
        this.journal = journal;
        this.config = config;
    }

    void add(@Observes Labelled labelled) {
        for (Target target : Target.values()) {
            if (target.wants(labelled.label(), config)) {
                entities.createNativeQuery("""
                                INSERT INTO label_push (label_position, target, attempts, due_at)
                                VALUES (:position, :target, 0, :at)""")
                        .setParameter("position", labelled.label().position())
                        .setParameter("target", target.name())
                        .setParameter("at", labelled.label().createdAt())
                        .executeUpdate();
            }
        }
    }

    /// Takes those that are due for a try of their own, oldest first.
    @Transactional
    List<Waiting> take(int most, Instant now) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        UPDATE label_push p SET attempts = p.attempts + 1, due_at = :until
                        FROM (SELECT label_position, target FROM label_push
                            WHERE delivered_at IS NULL AND given_up_at IS NULL AND due_at <= :now
                            ORDER BY due_at, label_position LIMIT :most FOR UPDATE SKIP LOCKED) due, label l
                        WHERE p.label_position = due.label_position AND p.target = due.target
                            AND l.position = p.label_position
                        RETURNING l.document, p.target, p.attempts, l.created_at""")
                .setParameter("until", now.plus(TRY))
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
        return rows.stream()
                .map(row -> new Waiting(
                        Json.read(Json.tree(Bytes.unpack((byte[]) row[0])), Label.class),
                        Target.valueOf((String) row[1]),
                        ((Number) row[2]).intValue(),
                        (Instant) row[3]))
                .sorted((a, b) -> Long.compare(a.label().position(), b.label().position()))
                .toList();
    }

    @Transactional
    void delivered(Waiting pushed, Instant now) {
        set(pushed, "delivered_at = :at, last_failure = CAST(:failure AS text)", now, null);
        journal.write(
                Act.LABEL_PUSHED,
                pushed.label().decisionId(),
                BY,
                now,
                Map.of("label", pushed.label().id(), "target", pushed.target()));
    }

    /// Tries again after a pause that doubles, for three days; what can never succeed is given up at once.
    @Transactional
    void failed(Waiting pushed, Delivery.Failed why, Instant now) {
        boolean over = !why.mayPass() || now.isAfter(pushed.since().plus(PATIENCE));
        Instant next = now.plus(pause(pushed.attempts(), why.after()));
        set(
                pushed,
                (over ? "given_up_at" : "due_at") + " = :at, last_failure = CAST(:failure AS text)",
                over ? now : next,
                why.what());
    }

    static Duration pause(int attempts, Duration asked) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
        Duration bounded = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        Duration wanted = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        return bounded.compareTo(wanted) > 0 ? bounded : wanted;
    }

    private void set(Waiting pushed, String change, Instant at, String failure) {
        entities.createNativeQuery("UPDATE label_push SET " + change
                        + " WHERE label_position = :position AND target = :target AND attempts = :attempts")
                .setParameter("at", at)
                .setParameter("failure", failure)
                .setParameter("position", pushed.label().position())
                .setParameter("target", pushed.target().name())
                .setParameter("attempts", pushed.attempts())
                .executeUpdate();
    }
}
