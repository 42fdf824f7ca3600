package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Term;
import dev.redress.decision.calendar.Calendars;
import dev.redress.decision.calendar.LocalDays;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Sets the clocks of an appeal: the operator's own promise, and one for each law that the decision is under. A
/// deadline
/// is the end of a day where the person is.
@ApplicationScoped
class ClockStarts {

    private final CaseClocks clocks;
    private final Regimes regimes;
    private final Calendars calendars;
    private final DecisionTypes types;

    ClockStarts(CaseClocks clocks, Regimes regimes, Calendars calendars, DecisionTypes types) {
        this.clocks = clocks;
        this.regimes = regimes;
        this.calendars = calendars;
        this.types = types;
    }

    /// The clocks that run from the filing on, the earliest first. The acknowledgement is given with the filing itself:
    /// the person has the reference and the receipt in the same answer.
    List<CaseClock> filed(UUID appeal, Decision decision, Instant now) {
        LocalDays days = calendars.of(decision.jurisdiction());
        List<CaseClock> started = new ArrayList<>();
        Regime promise = Regime.promise(
                CaseClock.Kind.RULING, types.rulesFor(decision.type()).ruling());
        started.add(start(clocks::startFirst, appeal, promise, days, now));
        for (Regime regime : regimes.of(decision, days.dayOf(now))) {
            if (regime.kind() != CaseClock.Kind.REMEDY) {
                started.add(start(clocks::startFirst, appeal, regime, days, now));
            }
        }
        CaseClocks.stop(started, CaseClock.Kind.ACKNOWLEDGEMENT, now);
        started.sort(java.util.Comparator.comparing(CaseClock::dueAt));
        return started;
    }

    /// @param due as the reviewer ordered
    void ordered(UUID appeal, Decision decision, Instant due, Instant now) {
        LocalDays days = calendars.of(decision.jurisdiction());
        clocks.start(appeal, CaseClock.PROMISE, CaseClock.Kind.REMEDY, due, null, now);
        for (Regime regime : regimes.of(decision, days.dayOf(now))) {
            if (regime.kind() == CaseClock.Kind.REMEDY) {
                start(clocks::start, appeal, regime, days, now);
            }
        }
    }

    private interface Start {
        CaseClock of(UUID appeal, String regime, CaseClock.Kind kind, Instant due, CaseClock.Counted how, Instant now);
    }

    private static CaseClock start(Start start, UUID appeal, Regime regime, LocalDays days, Instant now) {
        LocalDate first = days.dayOf(now);
        LocalDate last = regime.term().after(first, days);
        LocalDate due = regime.moves() ? days.businessDayFrom(last) : last;
        boolean needed = regime.moves() || regime.term().unit() == Term.Unit.BUSINESS_DAYS;
        var counted = new CaseClock.Counted(
                regime.term().inWords(), days.zone().getId(), needed ? days.knows(first, due) : null);
        return start.of(appeal, regime.name(), regime.kind(), days.endOf(due), counted, now);
    }
}
