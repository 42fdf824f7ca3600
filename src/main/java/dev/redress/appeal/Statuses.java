package dev.redress.appeal;

import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.appeal.evidence.EvidenceView;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.calendar.Calendars;
import dev.redress.journal.Entry;
import dev.redress.journal.Journal;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Puts together how far the appeal of a decision is, the one that stands or else the last one; the page and the API
/// show the same.
@ApplicationScoped
public class Statuses {

    private final Appeals appeals;
    private final CaseClocks clocks;
    private final Regimes regimes;
    private final Rulings rulings;
    private final RemedyProgress remedies;
    private final Coverage coverage;
    private final Conversation conversation;
    private final EvidenceFiles evidence;
    private final Pauses pauses;
    private final Reach reach;
    private final DecisionTypes types;
    private final Calendars calendars;
    private final Journal journal;
    private final Elsewhere elsewhere;

    Statuses(
            Appeals appeals,
            CaseClocks clocks,
            Regimes regimes,
            Rulings rulings,
            RemedyProgress remedies,
            Coverage coverage,
            Conversation conversation,
            EvidenceFiles evidence,
            Pauses pauses,
            Reach reach,
            DecisionTypes types,
            Calendars calendars,
            Journal journal,
            Elsewhere elsewhere) {
        this.appeals = appeals;
        this.clocks = clocks;
        this.regimes = regimes;
        this.rulings = rulings;
        this.remedies = remedies;
        this.coverage = coverage;
        this.conversation = conversation;
        this.evidence = evidence;
        this.pauses = pauses;
        this.reach = reach;
        this.types = types;
        this.calendars = calendars;
        this.journal = journal;
        this.elsewhere = elsewhere;
    }

    @Transactional
    public StatusView of(Decision decision, Instant now) {
        Appeal appeal = appeals.live(decision.id())
                .or(() -> appeals.latest(decision.id()))
                .orElse(null);
        List<Entry> acts = journal.of(decision.id());
        List<Ruling> rulings = this.rulings.of(decision.id());
        List<Ruling> told = Unasked.told(rulings, acts);
        StatusView.Outcome unasked = told.isEmpty() ? null : outcome(told.getLast(), elsewhere.of(decision, now));
        List<RemedyProgress.Step> steps = remedies.of(decision.id());
        if (appeal == null) {
            return new StatusView(
                    StatusView.State.NOT_APPEALED,
                    null,
                    0,
                    null,
                    false,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    false,
                    Timeline.of(decision, acts, told, steps),
                    null,
                    unasked,
                    List.of(),
                    told.isEmpty()
                            ? List.of()
                            : steps.stream().map(step -> remedy(step, now)).toList(),
                    false,
                    List.of());
        }
        List<Ruling> all =
                rulings.stream().filter(ruling -> ruling.appealId() != null).toList();
        Ruling ruling = all.stream()
                .filter(one -> one.appealId().equals(appeal.id()))
                .reduce((first, later) -> later) // a case that came back is ruled on again
                .orElse(null);
        boolean asked = conversation.openQuestion(appeal.id()).isPresent();
        List<Ruling> allTold = Stream.concat(all.stream(), told.stream()).toList();
        return new StatusView(
                state(appeal, ruling, asked, acts),
                appeal.reference(),
                appeal.level(),
                appeal.filedAt(),
                appeal.late(),
                appeal.delegate(),
                appeal.representative(),
                clocks.of(appeal.id()).stream()
                        .map(clock -> deadline(clock, now))
                        .toList(),
                appeals.of(decision.id()).stream()
                        .flatMap(one -> conversation.of(one.id()).stream())
                        .map(MessageView::of)
                        .toList(),
                evidence.filed(decision.id()).stream().map(EvidenceView::of).toList(),
                pause(appeal),
                reach.bounced(decision.id()),
                Timeline.of(decision, acts, allTold, steps),
                ruling == null ? null : outcome(ruling, elsewhere.of(decision, now)),
                unasked,
                all.stream()
                        .filter(one -> one != ruling)
                        .map(one -> outcome(one, List.of()))
                        .toList(),
                steps.stream().map(step -> remedy(step, now)).toList(),
                ruling != null
                        && appeal.level() == 1
                        && types.rulesFor(decision.type()).secondLevel(),
                coverage.by(appeal.id()).stream().map(StatusView.Also::of).toList());
    }

    private static StatusView.State state(Appeal appeal, Ruling ruling, boolean asked, List<Entry> acts) {
        if (ruling != null) {
            return StatusView.State.RULED;
        }
        if (appeal.withdrawnAt() != null) {
            return StatusView.State.WITHDRAWN;
        }
        if (asked) {
            return StatusView.State.ASKED;
        }
        return isLookedAt(appeal, acts) ? StatusView.State.IN_REVIEW : StatusView.State.RECEIVED;
    }

    /// Whether somebody holds a case about the decision. While it is put aside or handed over, nobody looks.
    private static boolean isLookedAt(Appeal appeal, List<Entry> acts) {
        Map<String, String> holders = new HashMap<>(); // by case
        for (Entry entry : acts) {
            if (entry.at().isBefore(appeal.filedAt())) {
                continue;
            }
            switch (entry.act()) {
                case CASE_CLAIMED -> holders.put(caseOf(entry), entry.actorId());
                case CLAIM_RELEASED, CLAIM_EXPIRED, CASE_SKIPPED, CASE_HELD, CASE_HANDED_OVER, CASE_TAKEN_BACK ->
                    holders.remove(caseOf(entry));
                case REVIEWER_RECUSED -> holders.remove(caseOf(entry), entry.actorId()); // others may say so, too
                case QUESTION_ASKED -> holders.values().remove(entry.actorId()); // its entry names no case
                case CASE_CLOSED, CASE_RULED -> holders.remove(caseOf(entry));
                default -> {
                    // says nothing about who holds a case
                }
            }
        }
        return !holders.isEmpty();
    }

    private static String caseOf(Entry entry) {
        return Json.tree(entry.detail().getBytes(StandardCharsets.UTF_8))
                .path("case")
                .asText();
    }

    StatusView.Deadline deadline(CaseClock clock, Instant now) {
        return new StatusView.Deadline(
                clock.regime(),
                regimes.title(clock),
                clock.kind(),
                clock.zone(),
                clock.startedAt(),
                clock.dueAt(),
                clock.stoppedAt(),
                clock.overdue(now),
                clock.isPaused(),
                clock.pauses(),
                clocks.extensionOf(clock.id()).orElse(null));
    }

    private StatusView.Pause pause(Appeal appeal) {
        if (!appeal.pauseRequested()) {
            return null;
        }
        return pauses.of(appeal.id())
                .map(said -> new StatusView.Pause(said.granted(), said.reason(), said.until(), said.at()))
                .orElse(new StatusView.Pause(null, null, null, null));
    }

    /// The answer as a ruling would give it that is not made yet: for whoever writes it to read first.
    @Transactional
    public Answer preview(
            Decision decision, int level, Rulings.Said said, List<String> independence, Locale locale, Instant now) {
        StatusView.Outcome outcome = new StatusView.Outcome(
                said.verdict(),
                said.inadmissible(),
                said.cause() == Cause.EVIDENCE_UNAVAILABLE,
                said.reasons(),
                said.answers(),
                said.clause(),
                said.verdict().changesOutcome()
                        ? new StatusView.CorrectedOutcome(said.correctedCode(), said.correctedSummary())
                        : null,
                said.correctedFacts(),
                independence,
                now,
                elsewhere.of(decision, locale, now));
        Rulings.RemedyOrder order = said.remedy();
        List<StatusView.Remedy> ordered = order == null || order.type() == null
                ? List.of()
                : List.of(new StatusView.Remedy(
                        order.type(),
                        order.description(),
                        RemedyProgress.State.ORDERED,
                        now,
                        order.dueAt() == null
                                ? types.rulesFor(decision.type())
                                        .remedyDue()
                                        .endAfter(now, calendars.of(decision.jurisdiction()))
                                : order.dueAt(),
                        now,
                        false));
        return new Answer(
                outcome, ordered, level == 1 && types.rulesFor(decision.type()).secondLevel(), outcome.elsewhere());
    }

    /// The language that a person's pages have for this tag; English when it is null or there are no words for it.
    public static Locale locale(String tag) {
        Locale named = tag == null ? Locale.ENGLISH : Locale.forLanguageTag(tag.replace('_', '-'));
        return Frames.LANGUAGES.containsKey(named.getLanguage()) ? named : Locale.ENGLISH;
    }

    /// Why the person wins when the record was not shown in time, in their language.
    public static String defaultReasons(Locale locale) {
        return Wording.in(locale).defaultReasons();
    }

    /// What a page shows of an answer.
    public record Answer(
            StatusView.Outcome outcome,
            List<StatusView.Remedy> remedies,
            boolean secondLevel,
            List<Elsewhere.Place> elsewhere) {}

    private static StatusView.Outcome outcome(Ruling ruling, List<Elsewhere.Place> elsewhere) {
        return new StatusView.Outcome(
                ruling.verdict(),
                ruling.inadmissible(),
                ruling.cause() == Cause.EVIDENCE_UNAVAILABLE,
                ruling.reasons(),
                ruling.answers(),
                ruling.clause(),
                ruling.verdict().changesOutcome()
                        ? new StatusView.CorrectedOutcome(ruling.correctedCode(), ruling.correctedSummary())
                        : null,
                ruling.correctedFacts(),
                ruling.independence(),
                ruling.ruledAt(),
                elsewhere);
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
}
