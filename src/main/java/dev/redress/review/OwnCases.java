package dev.redress.review;

import dev.redress.appeal.CaseClocks;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.calendar.Calendars;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The cases that we open ourselves: those that no person began, and those that repeat another.
@ApplicationScoped
public class OwnCases {

    private final Cases cases;
    private final DecisionTypes types;
    private final CaseClocks clocks;
    private final Calendars calendars;
    private final Journal journal;

    OwnCases(Cases cases, DecisionTypes types, CaseClocks clocks, Calendars calendars, Journal journal) {
        this.cases = cases;
        this.types = types;
        this.clocks = clocks;
        this.calendars = calendars;
        this.journal = journal;
    }

    /// Opens a case that no appeal began and no finding.
    ///
    /// @param origin      AUDIT or SWEEP
    /// @param finding     what it is about, null for nothing in particular
    /// @param probability with which the decision was drawn, null when it was not
    @Transactional(Transactional.TxType.MANDATORY)
    public Case openUnasked(
            Decision decision, Origin origin, boolean blind, Map<String, ?> finding, Double probability, Instant now) {
        Case opened = Case.of(decision, origin, now);
        // The time in it is that of the opening, as for an appeal: else the id would tell.
        opened.id = Ids.derived(now, decision.id().toString(), origin.name());
        opened.reference = cases.freeReference();
        opened.blind = blind;
        opened.dueAt = promised(decision.type(), decision.jurisdiction(), now);
        opened.language = decision.locale() == null ? "en" : decision.locale(); // every appeal has one
        opened.finding = finding == null ? null : new String(Json.write(finding), StandardCharsets.UTF_8);
        opened.inclusionProbability = probability;
        cases.enqueue(opened, Map.of("case", opened.id(), "origin", opened.origin()));
        return opened;
    }

    /// When a second life of the case begins: whole days after the first, so that each thing in it keeps its hour and
    /// what ends with a day still does; and so many that all that is shown of it is over by now, and not long ago.
    @Transactional(Transactional.TxType.MANDATORY)
    public Instant reopening(Case first, Instant now) {
        Instant last = Disguise.lastShown(first, journal.of(first.decisionId()));
        ZonedDateTime opened =
                first.openedAt().atZone(calendars.of(first.jurisdiction()).zone());
        long days = Duration.between(last, now).toDays();
        Instant again = opened.plusDays(days).toInstant();
        // over a change to winter time as many days are an hour more
        return days > 0 && last.plus(Duration.between(first.openedAt(), again)).isAfter(now)
                ? opened.plusDays(days - 1).toInstant()
                : again;
    }

    /// Whether the case is in the queue once more for this purpose.
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isRepeated(Case first, Case.Purpose purpose) {
        return cases.count("repeats = ?1 AND purpose = ?2 AND closedAt IS NULL", first.id(), purpose) > 0;
    }

    /// Puts a case into the queue once more, as {@link Case.Purpose} says.
    @Transactional(Transactional.TxType.MANDATORY)
    public Case repeat(Case first, Case.Purpose purpose, Instant openedAt, Instant now) {
        Case again = Case.repeating(first, purpose, openedAt, due(first, openedAt));
        again.reference = cases.freeReference();
        // Made from what it is about, as the ids of all cases are: one that is made otherwise would tell.
        again.id = Ids.derived(openedAt, first.id().toString(), purpose.name(), again.reference());
        journal.setAside(again.decisionId(), again.id());
        cases.enqueue(again, Map.of("case", again.id(), "purpose", purpose));
        return again;
    }

    /// The deadline that the case would have had, had it been opened then: reviewers know the form of one.
    private Instant due(Case first, Instant openedAt) {
        Duration later = Duration.between(first.openedAt(), openedAt);
        return later.isZero()
                ? first.dueAt()
                : Optional.ofNullable(first.appealId())
                        .flatMap(appeal -> clocks.earliest(appeal, later))
                        .orElseGet(() -> promised(first.type(), first.jurisdiction(), openedAt));
    }

    /// The end of a day where the person is, as for an appeal.
    private Instant promised(String type, String jurisdiction, Instant from) {
        return types.rulesFor(type).ruling().endAfter(from, calendars.of(jurisdiction));
    }

    /// Ends the cases of this origin that are open for a decision whose person now appeals.
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Case> giveWay(UUID decision, Instant now) {
        List<Case> ended = cases.find(
                        "decisionId = ?1 AND closedAt IS NULL AND purpose = ?2 AND origin IN ?3",
                        decision,
                        Case.Purpose.REVIEW,
                        List.of(Origin.AUDIT, Origin.SWEEP))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        ended.forEach(open -> cases.end(open, Case.End.APPEALED, now));
        return ended;
    }

    /// Whether anybody looks or looked at the decision.
    public boolean isKnown(UUID decision) {
        return cases.count("decisionId", decision) > 0;
    }
}
