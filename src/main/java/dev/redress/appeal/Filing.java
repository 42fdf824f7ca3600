package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionType;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Decisions;
import dev.redress.decision.calendar.Calendars;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The one way to file and to withdraw: for the form, the API and the samples alike.
@ApplicationScoped
public class Filing {

    /// The appeal that now stands; `isNew` is false when one stood already.
    public record Filed(Appeal appeal, List<CaseClock> clocks, boolean isNew) {}

    private final Decisions decisions;
    private final Appeals appeals;
    private final CaseClocks clocks;
    private final ClockStarts starts;
    private final Drafts drafts;
    private final Rulings rulings;
    private final EvidenceFiles evidence;
    private final Conversation conversation;
    private final Coverage coverage;
    private final DecisionTypes types;
    private final Calendars calendars;
    private final Journal journal;
    private final Event<AppealFiled> filed;
    private final Event<AppealWithdrawn> withdrawn;

    Filing(
            Decisions decisions,
            Appeals appeals,
            CaseClocks clocks,
            ClockStarts starts,
            Drafts drafts,
            Rulings rulings,
            EvidenceFiles evidence,
            Conversation conversation,
            Coverage coverage,
            DecisionTypes types,
            Calendars calendars,
            Journal journal,
            Event<AppealFiled> filed,
            Event<AppealWithdrawn> withdrawn) {
        this.decisions = decisions;
        this.appeals = appeals;
        this.clocks = clocks;
        this.starts = starts;
        this.drafts = drafts;
        this.rulings = rulings;
        this.evidence = evidence;
        this.conversation = conversation;
        this.coverage = coverage;
        this.types = types;
        this.calendars = calendars;
        this.journal = journal;
        this.filed = filed;
        this.withdrawn = withdrawn;
    }

    /// Files, or finds what was filed before. After the window an appeal is late, not lost.
    @Transactional
    public Filed file(Decision decision, Statement said, Actor by, Instant now) {
        DecisionType rules = types.rulesFor(decision.type());
        if (!decision.appealable()) {
            String why = rules.notAppealableBecause();
            throw new Refusal(
                    AppealProblem.NOT_APPEALABLE, why == null ? "This kind of decision has no appeal here." : why);
        }
        decisions.lock(decision.id());
        Optional<Appeal> standing = appeals.live(decision.id());
        if (standing.isPresent()) {
            return found(standing.get());
        }
        Statement checked = Statement.checked(said, decision.document());
        return enter(
                Appeal.file(decision, 1, decision.closesAt(), freeReference(), checked, by, now), decision, by, now);
    }

    /// Objects to the first ruling: the same grounds and facts go to somebody else, with what the person says now.
    /// Sent twice, it is filed once.
    ///
    /// @throws Refusal 409 when there is no ruling yet or decisions of this type have no second level
    @Transactional
    public Filed fileAgain(Decision decision, String text, Actor by, Instant now) {
        decisions.lock(decision.id());
        Appeal standing = appeals.live(decision.id())
                .orElseThrow(
                        () -> new Refusal(AppealProblem.NO_APPEAL, "No appeal against this decision is under way."));
        if (standing.level() > 1) {
            return found(standing);
        }
        DecisionType rules = types.rulesFor(decision.type());
        Ruling ruling = rulings.ofAppeal(standing.id())
                .filter(_ -> rules.secondLevel())
                .orElseThrow(() -> new Refusal(AppealProblem.NO_SECOND_LEVEL, "There is nothing to object to here."));
        Statement said = Statement.checked(standing.again(text), decision.document());
        Instant closesAt = rules.window().endAfter(ruling.ruledAt(), calendars.of(decision.jurisdiction()));
        return enter(Appeal.file(decision, 2, closesAt, freeReference(), said, by, now), decision, by, now);
    }

    private Filed enter(Appeal appeal, Decision decision, Actor by, Instant now) {
        DecisionType rules = types.rulesFor(decision.type());
        appeals.persist(appeal);
        appeals.flush(); // what it covers and its evidence refer to it
        List<Decision> covered = coverage.cover(appeal, decision, by, now);
        List<CaseClock> started = starts.filed(appeal.id(), decision, now);
        if (appeal.level() == 1) {
            drafts.discard(decision.id());
            evidence.file(decision.id(), appeal.id());
        }
        journal.write(
                Act.APPEAL_FILED,
                decision.id(),
                by,
                now,
                Map.of(
                        "appeal", appeal.id(),
                        "grounds", appeal.grounds(),
                        "late", appeal.late(),
                        "level", appeal.level()));
        Instant answerDue = started.stream()
                .filter(clock -> clock.kind() == CaseClock.Kind.RULING)
                .findFirst()
                .orElseThrow()
                .dueAt();
        filed.fire(new AppealFiled(appeal, decision, covered, rules.blind(), answerDue, now));
        return new Filed(appeal, started, true);
    }

    private Filed found(Appeal standing) {
        return new Filed(standing, clocks.of(standing.id()), false);
    }

    /// Short enough to read aloud, so two could meet; the constraint of the table has the last word.
    private String freeReference() {
        return Stream.generate(() -> Ids.reference("RD"))
                .filter(reference -> appeals.count("reference", reference) == 0)
                .findFirst()
                .orElseThrow();
    }

    /// Takes the standing appeal back.
    ///
    /// @throws Refusal 404 when there is none, 409 once it is ruled on
    @Transactional
    public void withdraw(Decision decision, Actor by, Instant now) {
        decisions.lock(decision.id());
        Appeal appeal = appeals.live(decision.id())
                .orElseThrow(
                        () -> new Refusal(AppealProblem.NO_APPEAL, "No appeal against this decision is under way."));
        appeal.withdraw(rulings.ofAppeal(appeal.id()).isPresent(), now);
        conversation.drop(appeal.id(), now);
        clocks.stop(appeal.id(), null, now);
        journal.write(Act.APPEAL_WITHDRAWN, decision.id(), by, now, Map.of("appeal", appeal.id()));
        withdrawn.fire(new AppealWithdrawn(appeal, now));
    }
}
