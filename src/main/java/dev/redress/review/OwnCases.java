package dev.redress.review;

import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The cases that we open ourselves: those that no person began, and those that repeat another.
@ApplicationScoped
public class OwnCases {

    private final Cases cases;
    private final DecisionTypes types;
    private final Journal journal;

    OwnCases(Cases cases, DecisionTypes types, Journal journal) {
        this.cases = cases;
        this.types = types;
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
        opened.dueAt = types.rulesFor(decision.type()).ruling().after(now);
        opened.language = decision.locale() == null ? "en" : decision.locale(); // every appeal has one
        opened.finding = finding == null ? null : new String(Json.write(finding), StandardCharsets.UTF_8);
        opened.inclusionProbability = probability;
        cases.enqueue(opened, Map.of("case", opened.id(), "origin", opened.origin()));
        return opened;
    }

    /// Puts a case into the queue once more, as {@link Case.Purpose} says.
    @Transactional(Transactional.TxType.MANDATORY)
    public Case repeat(Case first, Case.Purpose purpose, Instant openedAt, Instant dueAt, Instant now) {
        Case again = Case.repeating(first, purpose, openedAt, dueAt);
        again.id = Ids.at(openedAt);
        again.reference = cases.freeReference();
        journal.setAside(again.decisionId(), again.id());
        cases.enqueue(again, Map.of("case", again.id(), "purpose", purpose));
        return again;
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
