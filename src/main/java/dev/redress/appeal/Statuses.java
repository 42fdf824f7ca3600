package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.journal.Act;
import dev.redress.journal.Entry;
import dev.redress.journal.Journal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts together how far the latest appeal of a decision is; the page and the API show the same.
@ApplicationScoped
public class Statuses {

    private final Appeals appeals;
    private final CaseClocks clocks;
    private final Rulings rulings;
    private final RemedyProgress remedies;
    private final DecisionTypes types;
    private final Journal journal;

    Statuses(
            Appeals appeals,
            CaseClocks clocks,
            Rulings rulings,
            RemedyProgress remedies,
            DecisionTypes types,
            Journal journal) {
        this.appeals = appeals;
        this.clocks = clocks;
        this.rulings = rulings;
        this.remedies = remedies;
        this.types = types;
        this.journal = journal;
    }

    @Transactional
    public StatusView of(Decision decision, Instant now) {
        Appeal appeal = appeals.latest(decision.id()).orElse(null);
        List<Entry> acts = journal.of(decision.id());
        if (appeal == null) {
            return new StatusView(
                    StatusView.State.NOT_APPEALED,
                    null,
                    null,
                    false,
                    List.of(),
                    timeline(decision, null, acts, List.of()),
                    null,
                    List.of(),
                    false);
        }
        Ruling ruling = rulings.ofAppeal(appeal.id()).orElse(null);
        List<RemedyProgress.Step> steps = remedies.of(decision.id());
        return new StatusView(
                state(appeal, ruling, acts),
                appeal.reference(),
                appeal.filedAt(),
                appeal.late(),
                clocks.of(appeal.id()).stream()
                        .map(clock -> deadline(clock, now))
                        .toList(),
                timeline(decision, appeal, acts, steps),
                ruling == null ? null : outcome(ruling),
                steps.stream().map(step -> remedy(step, now)).toList(),
                types.rulesFor(decision.type()).secondLevel());
    }

    private static StatusView.State state(Appeal appeal, Ruling ruling, List<Entry> acts) {
        if (ruling != null) {
            return StatusView.State.RULED;
        }
        if (appeal.withdrawnAt() != null) {
            return StatusView.State.WITHDRAWN;
        }
        Act last = acts.stream()
                .filter(entry -> !entry.at().isBefore(appeal.filedAt()))
                .map(Entry::act)
                .filter(act -> act == Act.CASE_CLAIMED || act == Act.CLAIM_RELEASED || act == Act.CLAIM_EXPIRED)
                .reduce((first, second) -> second)
                .orElse(null);
        return last == Act.CASE_CLAIMED ? StatusView.State.IN_REVIEW : StatusView.State.RECEIVED;
    }

    static StatusView.Deadline deadline(CaseClock clock, Instant now) {
        return new StatusView.Deadline(
                clock.regime(), clock.kind(), clock.startedAt(), clock.dueAt(), clock.stoppedAt(), clock.overdue(now));
    }

    private static StatusView.Outcome outcome(Ruling ruling) {
        return new StatusView.Outcome(
                ruling.verdict(),
                ruling.reasons(),
                ruling.clause(),
                ruling.verdict().changesOutcome()
                        ? new StatusView.CorrectedOutcome(ruling.correctedCode(), ruling.correctedSummary())
                        : null,
                ruling.correctedFacts(),
                ruling.independence(),
                ruling.ruledAt());
    }

    private static StatusView.Remedy remedy(RemedyProgress.Step step, Instant now) {
        return new StatusView.Remedy(
                step.type(),
                step.description(),
                step.state(),
                step.orderedAt(),
                step.dueAt(),
                step.at(),
                step.state() != RemedyProgress.State.CONFIRMED && now.isAfter(step.dueAt()));
    }

    /// Newest first.
    private static List<StatusView.Event> timeline(
            Decision decision, Appeal appeal, List<Entry> acts, List<RemedyProgress.Step> steps) {
        List<StatusView.Event> events = new ArrayList<>();
        events.add(new StatusView.Event(StatusView.What.DECIDED, decision.decidedAt()));
        boolean takenUp = false;
        for (Entry entry : acts) {
            switch (entry.act()) {
                case APPEAL_FILED -> {
                    events.add(new StatusView.Event(StatusView.What.FILED, entry.at()));
                    takenUp = false;
                }
                case CASE_CLAIMED -> {
                    if (!takenUp && appeal != null) {
                        events.add(new StatusView.Event(StatusView.What.TAKEN_UP, entry.at()));
                    }
                    takenUp = true;
                }
                case CASE_RULED -> events.add(new StatusView.Event(StatusView.What.RULED, entry.at()));
                case APPEAL_WITHDRAWN -> events.add(new StatusView.Event(StatusView.What.WITHDRAWN, entry.at()));
                case REMEDY_ORDERED -> events.add(new StatusView.Event(StatusView.What.REMEDY_ORDERED, entry.at()));
                default -> {
                    // acts of the service and its operators that say nothing to the person
                }
            }
        }
        for (RemedyProgress.Step step : steps) {
            switch (step.state()) {
                case CONFIRMED -> events.add(new StatusView.Event(StatusView.What.REMEDY_DONE, step.at()));
                case FAILED, STALE -> events.add(new StatusView.Event(StatusView.What.REMEDY_FAILED, step.at()));
                case ORDERED, UNKNOWN, REPORTED -> {
                    // the order is told by the journal; nothing has come of it that is sure
                }
            }
        }
        events.sort(
                Comparator.comparing(StatusView.Event::at)); // a stable sort: what follows in one act stays after it
        return events.reversed();
    }
}
