package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The clocks of appeals.
@ApplicationScoped
public class CaseClocks implements PanacheRepositoryBase<CaseClock, UUID> {

    /// How far a deadline may be moved on at most: two months (GDPR article 12(3)).
    static final int LONGEST_EXTENSION_MONTHS = 2;

    private final Journal journal;
    private final Event<ClockExtended> extended;

    CaseClocks(Journal journal, Event<ClockExtended> extended) {
        this.journal = journal;
        this.extended = extended;
    }

    /// Starts the clock, anew when it ran before: a case that came back is ruled on again.
    CaseClock start(UUID appeal, CaseClock.Kind kind, Instant due, Instant now) {
        CaseClock before = find("appealId = ?1 AND regime = ?2 AND kind = ?3", appeal, CaseClock.PROMISE, kind)
                .firstResult();
        if (before != null) {
            before.startedAt = now;
            before.dueAt = due;
            before.stoppedAt = null;
            return before;
        }
        CaseClock clock = new CaseClock();
        clock.id = Ids.at(now);
        clock.appealId = appeal;
        clock.regime = CaseClock.PROMISE;
        clock.kind = kind;
        clock.startedAt = now;
        clock.dueAt = due;
        persist(clock);
        return clock;
    }

    /// Stops the clocks of this kind that still run; of every kind for null.
    public void stop(UUID appeal, CaseClock.Kind kind, Instant now) {
        for (CaseClock clock : of(appeal)) {
            if (clock.isRunning() && (kind == null || clock.kind == kind)) {
                clock.resume(now);
                clock.stoppedAt = now;
            }
        }
    }

    void pause(UUID appeal, ClockPause.Reason reason, Instant now) {
        running(appeal).forEach(clock -> clock.pause(reason, now));
    }

    void resume(UUID appeal, Instant now) {
        running(appeal).forEach(clock -> clock.resume(now));
    }

    public List<CaseClock> of(UUID appeal) {
        return list("appealId = ?1 ORDER BY dueAt", appeal);
    }

    /// The earliest deadline that a ruling on this appeal has to meet; empty when none runs.
    public Optional<Instant> earliest(UUID appeal) {
        return running(appeal).stream().map(CaseClock::dueAt).min(Comparator.naturalOrder());
    }

    /// Moves the deadline of the ruling on: once, before it has passed, by two months at most, with a reason that the
    /// person reads.
    ///
    /// @throws Refusal 409 when it is too late or was done before, 422 for a date or a reason that cannot be
    /// accepted
    @Transactional(Transactional.TxType.MANDATORY)
    public CaseClock extend(Appeal appeal, Instant to, String reason, Actor by, Instant now) {
        CaseClock clock = running(appeal.id()).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal(AppealProblem.CLOCK_STOPPED, "No deadline is running."));
        Instant from = clock.dueAt;
        if (now.isAfter(from)) {
            throw new Refusal(AppealProblem.CLOCK_STOPPED, "The deadline has passed and can no longer be moved.");
        }
        if (extensionOf(clock.id).isPresent()) {
            throw new Refusal(AppealProblem.CLOCK_EXTENDED_ALREADY, "A deadline is moved on once at most.");
        }
        Instant latest =
                from.atZone(ZoneOffset.UTC).plusMonths(LONGEST_EXTENSION_MONTHS).toInstant();
        if (to == null || !to.isAfter(from) || to.isAfter(latest)) {
            throw CommonProblem.invalid("/dueAt", "must lie after the present date, by two months at most");
        }
        getEntityManager()
                .createNativeQuery("""
                        INSERT INTO clock_extension (clock_id, from_due_at, to_due_at, reason, extended_by, extended_at)
                        VALUES (:clock, :from, :to, :reason, :by, :now)""")
                .setParameter("clock", clock.id)
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("reason", reason)
                .setParameter("by", by.id())
                .setParameter("now", now)
                .executeUpdate();
        clock.dueAt = to;
        journal.write(
                Act.CLOCK_EXTENDED, appeal.decisionId(), by, now, Map.of("clock", clock.id, "from", from, "to", to));
        extended.fire(new ClockExtended(appeal, clock, reason, now));
        return clock;
    }

    /// What a clock's deadline was before it was moved on, and why.
    public record Extension(Instant from, Instant to, String reason, Instant at) {}

    public Optional<Extension> extensionOf(UUID clock) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = getEntityManager()
                .createNativeQuery(
                        "SELECT from_due_at, to_due_at, reason, extended_at FROM clock_extension WHERE clock_id = :clock")
                .setParameter("clock", clock)
                .getResultList();
        return rows.stream()
                .map(row -> new Extension((Instant) row[0], (Instant) row[1], (String) row[2], (Instant) row[3]))
                .findFirst();
    }

    /// The clocks of the ruling that run or stand still; what was ordered is another matter.
    private List<CaseClock> running(UUID appeal) {
        return of(appeal).stream()
                .filter(clock -> clock.isRunning() && clock.kind == CaseClock.Kind.RULING)
                .toList();
    }
}
