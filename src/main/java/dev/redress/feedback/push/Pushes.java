package dev.redress.feedback.push;

import dev.redress.access.Actor;
import dev.redress.feedback.Labelled;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// The outbox of labels: a row for each target, written in the ruling's transaction.
///
/// ```
/// waiting ──tried──▶ waiting (later) ──▶ delivered | given up
/// ```
@ApplicationScoped
class Pushes {

    /// One label on its way, as its row has it; `attempts` with the one under way.
    record Waiting(
            long position, UUID label, UUID decision, byte[] packed, Target target, int attempts, Instant since) {}

    private static final Actor BY = new Actor.Machine("push");
    /// Longer than one try may take; nobody else takes it meanwhile.
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

    /// Takes the oldest that is due for a try of its own. What waits for an older label of the same decision
    /// waits on: the later takes the earlier's place, never the other way round.
    @Transactional
    Optional<Waiting> take(Instant now) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        UPDATE label_push p SET attempts = p.attempts + 1, due_at = :until
                        FROM (SELECT w.label_position, w.target FROM label_push w
                            JOIN label m ON m.position = w.label_position
                            WHERE w.delivered_at IS NULL AND w.given_up_at IS NULL AND w.due_at <= :now
                                AND w.target = ANY (string_to_array(:targets, ','))
                                AND NOT EXISTS (SELECT 1 FROM label e
                                    JOIN label_push o ON o.label_position = e.position AND o.target = w.target
                                    WHERE e.decision_id = m.decision_id AND e.position < m.position
                                        AND o.delivered_at IS NULL AND o.given_up_at IS NULL)
                            ORDER BY w.due_at, w.label_position LIMIT 1 FOR UPDATE OF w SKIP LOCKED) due, label l
                        WHERE p.label_position = due.label_position AND p.target = due.target
                            AND l.position = p.label_position
                        RETURNING p.label_position, l.id, l.decision_id, l.document, p.target, p.attempts,
                            l.created_at""")
                .setParameter("until", now.plus(TRY))
                .setParameter("now", now)
                .setParameter(
                        "targets",
                        Arrays.stream(Target.values())
                                .filter(target -> target.isConfigured(config))
                                .map(Enum::name)
                                .collect(Collectors.joining(",")))
                .getResultList();
        return rows.stream()
                .map(row -> new Waiting(
                        ((Number) row[0]).longValue(),
                        (UUID) row[1],
                        (UUID) row[2],
                        (byte[]) row[3],
                        Target.valueOf((String) row[4]),
                        ((Number) row[5]).intValue(),
                        (Instant) row[6]))
                .findFirst();
    }

    @Transactional
    void delivered(Waiting pushed, Instant now) {
        if (set(pushed, "delivered_at = :at, last_failure = CAST(:failure AS text)", now, null)) {
            journal.write(
                    Act.LABEL_PUSHED,
                    pushed.decision(),
                    BY,
                    now,
                    Map.of("label", pushed.label(), "target", pushed.target()));
        }
    }

    /// Tries again after a pause that doubles, for three days; what can never succeed is given up at once.
    @Transactional
    void failed(Waiting pushed, Delivery.Failed why, Instant now) {
        boolean over = !why.mayPass() || now.isAfter(pushed.since().plus(PATIENCE));
        Instant next = now.plus(pause(pushed.attempts(), why.after()));
        boolean isOurs = set(
                pushed,
                (over ? "given_up_at" : "due_at") + " = :at, last_failure = CAST(:failure AS text)",
                over ? now : next,
                why.what());
        if (over && isOurs) {
            Log.warnf("label %s is not sent to %s any more: %s", pushed.label(), pushed.target(), why.what());
        }
    }

    static Duration pause(int attempts, Duration asked) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
        Duration bounded = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        Duration wanted = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        return bounded.compareTo(wanted) > 0 ? bounded : wanted;
    }

    /// False when somebody else has taken it since.
    private boolean set(Waiting pushed, String change, Instant at, String failure) {
        return entities.createNativeQuery("UPDATE label_push SET " + change
                                + " WHERE label_position = :position AND target = :target AND attempts = :attempts")
                        .setParameter("at", at)
                        .setParameter("failure", failure)
                        .setParameter("position", pushed.position())
                        .setParameter("target", pushed.target().name())
                        .setParameter("attempts", pushed.attempts())
                        .executeUpdate()
                == 1;
    }
}
