package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.Term;
import dev.redress.decision.calendar.Calendars;
import dev.redress.decision.calendar.LocalDays;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The clocks of appeals.
@ApplicationScoped
public class CaseClocks implements PanacheRepositoryBase<CaseClock, UUID> {

    private final Journal journal;
    private final Regimes regimes;
    private final Calendars calendars;
    private final ClockWatch watch;
    private final Event<ClockExtended> extended;

    CaseClocks(Journal journal, Regimes regimes, Calendars calendars, ClockWatch watch, Event<ClockExtended> extended) {
        this.journal = journal;
        this.regimes = regimes;
        this.calendars = calendars;
        this.watch = watch;
        this.extended = extended;
    }

    /// Starts the clock, anew when it ran before: a case that came back is ruled on again.
    ///
    /// @param how null for a date that was given
    CaseClock start(UUID appeal, String regime, CaseClock.Kind kind, Instant due, CaseClock.Counted how, Instant now) {
        return find("appealId = ?1 AND regime = ?2 AND kind = ?3", appeal, regime, kind)
                .firstResultOptional()
                .map(ran -> begin(ran, due, how, now))
                .orElseGet(() -> startFirst(appeal, regime, kind, due, how, now));
    }

    /// Starts a clock that never ran.
    CaseClock startFirst(
            UUID appeal, String regime, CaseClock.Kind kind, Instant due, CaseClock.Counted how, Instant now) {
        CaseClock fresh = new CaseClock();
        fresh.id = Ids.at(now);
        fresh.appealId = appeal;
        fresh.regime = regime;
        fresh.kind = kind;
        return begin(fresh, due, how, now);
    }

    private CaseClock begin(CaseClock clock, Instant due, CaseClock.Counted how, Instant now) {
        clock.begin(due, how, now);
        clock.watchAt = watch.next(clock);
        persist(clock);
        return clock;
    }

    /// Stops the clocks of this kind that still run; of every kind for null.
    public void stop(UUID appeal, CaseClock.Kind kind, Instant now) {
        stop(of(appeal), kind, now);
    }

    static void stop(List<CaseClock> clocks, CaseClock.Kind kind, Instant now) {
        for (CaseClock clock : clocks) {
            if (clock.isRunning() && (kind == null || clock.kind == kind)) {
                clock.resume(now);
                clock.stoppedAt = now;
                boolean unmarked = clock.breachedAt == null && clock.overdue(now);
                clock.watchAt = unmarked ? now : null; // the keeper has not seen yet that it was missed
            }
        }
    }

    /// Stands still what may: a law that knows no pause goes on.
    void pause(UUID appeal, ClockPause.Reason reason, Instant now) {
        for (CaseClock clock : running(appeal)) {
            if (regimes.of(clock).map(Regime::pauses).orElse(false)) {
                clock.pause(reason, now);
                clock.watchAt = watch.next(clock);
            }
        }
    }

    void resume(UUID appeal, Instant now) {
        running(appeal).forEach(clock -> {
            clock.resume(now);
            clock.watchAt = watch.next(clock);
        });
    }

    public List<CaseClock> of(UUID appeal) {
        return list(
                "appealId = ?1 ORDER BY dueAt, CASE WHEN regime = ?2 THEN 0 ELSE 1 END, regime",
                appeal,
                CaseClock.PROMISE);
    }

    /// The earliest deadline of those who review; empty when none runs.
    public Optional<Instant> earliest(UUID appeal) {
        return of(appeal).stream()
                .filter(clock -> clock.isRunning() && clock.kind != CaseClock.Kind.REMEDY)
                .map(CaseClock::dueAt)
                .findFirst();
    }

    /// What the earliest deadline of those who review would be, had the clocks of this appeal begun so much later.
    public Optional<Instant> earliest(UUID appeal, Duration later) {
        return of(appeal).stream()
                .filter(clock ->
                        clock.kind == CaseClock.Kind.RULING || clock.isRunning() && clock.kind != CaseClock.Kind.REMEDY)
                .map(clock -> dueLater(clock, later))
                .min(Comparator.naturalOrder());
    }

    /// When the clock would be due, had it begun so much later: counted in its own term, to the end of a day in its
    /// own zone, and moved on by as much as it was. A date that was given is moved by as much.
    public Instant dueLater(CaseClock clock, Duration later) {
        if (later.isZero() || clock.term == null || clock.zone == null) {
            return clock.dueAt.plus(later);
        }
        LocalDays known = calendars.of(jurisdiction(getEntityManager().find(Appeal.class, clock.appealId)));
        LocalDays days = new LocalDays(ZoneId.of(clock.zone), known.rest(), known.holidays());
        LocalDate last = last(clock, clock.startedAt.plus(later), days);
        LocalDate first = last(clock, clock.startedAt, days);
        LocalDate due = days.dayOf(clock.dueAt);
        return clock.dueAt.equals(days.endOf(due))
                ? days.endOf(last.plusDays(ChronoUnit.DAYS.between(first, due)))
                : days.endOf(last).plus(Duration.between(days.endOf(first), clock.dueAt)); // it stood still for hours
    }

    private LocalDate last(CaseClock clock, Instant start, LocalDays days) {
        LocalDate last = Term.ofWords(clock.term).after(days.dayOf(start), days);
        return regimes.of(clock).map(Regime::moves).orElse(false) ? days.businessDayFrom(last) : last;
    }

    /// Moves the deadline of the ruling on, of each clock that runs out before: each once, before it has passed, by
    /// what
    /// its regime allows, with a reason that the person reads.
    ///
    /// @return the clock that is the earliest now
    /// @throws Refusal 409 when it is too late or was done before, 422 for a date or a reason that cannot be
    /// accepted
    @Transactional(Transactional.TxType.MANDATORY)
    public CaseClock extend(Appeal appeal, Instant to, String reason, Actor by, Instant now) {
        List<CaseClock> running = running(appeal.id());
        if (running.isEmpty()) {
            throw new Refusal(AppealProblem.CLOCK_STOPPED, "No deadline is running.");
        }
        if (now.isAfter(running.getFirst().dueAt)) {
            throw new Refusal(AppealProblem.CLOCK_STOPPED, "The deadline has passed and can no longer be moved.");
        }
        if (to == null || !to.isAfter(running.getFirst().dueAt)) {
            throw CommonProblem.invalid("/dueAt", "must lie after the present date");
        }
        List<CaseClock> moved =
                running.stream().filter(clock -> to.isAfter(clock.dueAt)).toList();
        LocalDays days = calendars.of(jurisdiction(appeal));
        moved.forEach(clock -> requireRoom(clock, to, days));
        moved.forEach(clock -> move(clock, appeal, to, reason, by, now));
        CaseClock earliest =
                running.stream().min(Comparator.comparing(CaseClock::dueAt)).orElseThrow();
        extended.fire(new ClockExtended(appeal, earliest, reason, now));
        return earliest;
    }

    private void requireRoom(CaseClock clock, Instant to, LocalDays days) {
        if (extensionOf(clock.id).isPresent()) {
            throw new Refusal(AppealProblem.CLOCK_EXTENDED_ALREADY, "A deadline is moved on once at most.");
        }
        Term room = regimes.of(clock).map(Regime::extension).orElse(null);
        if (room == null) {
            throw CommonProblem.invalid(
                    "/dueAt", "must not lie after the deadline of " + regimes.title(clock) + ", which cannot be moved");
        }
        if (to.isAfter(days.endOf(room.after(days.dayOf(clock.dueAt), days)))) {
            throw CommonProblem.invalid(
                    "/dueAt",
                    "must lie after the present date, by " + room.inWords() + " at most for " + regimes.title(clock));
        }
    }

    private void move(CaseClock clock, Appeal appeal, Instant to, String reason, Actor by, Instant now) {
        Instant from = clock.dueAt;
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
        clock.moveOn(to);
        clock.watchAt = watch.next(clock);
        journal.write(
                Act.CLOCK_EXTENDED, appeal.decisionId(), by, now, Map.of("clock", clock.id, "from", from, "to", to));
    }

    private String jurisdiction(Appeal appeal) {
        return getEntityManager().find(Decision.class, appeal.decisionId()).jurisdiction();
    }

    /// What a clock's deadline was before it was moved on, and why.
    public record Extension(Instant from, Instant to, String reason, Instant at) {

        /// @param due   by how much the deadline is later
        /// @param later by how much all else is
        public Extension moved(Duration due, Duration later) {
            return new Extension(from.plus(due), to.plus(due), reason, at.plus(later));
        }
    }

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

    /// The clocks of the ruling that run or stand still, the earliest first; what was ordered is another matter.
    private List<CaseClock> running(UUID appeal) {
        return of(appeal).stream()
                .filter(clock -> clock.isRunning() && clock.kind == CaseClock.Kind.RULING)
                .toList();
    }
}
