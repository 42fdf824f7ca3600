package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Decisions;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import dev.redress.review.ruling.RecordRequest;
import dev.redress.review.ruling.RecordRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Asks the operator for a record, and takes what is shown. The clocks run on meanwhile: it is not the person who makes
/// anybody wait. Once the date has passed, the person may win by default.
@ApplicationScoped
public class RecordsAsked {

    private static final int MOST = 20;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Review review;
    private final Claims claims;
    private final Decisions decisions;
    private final DecisionTypes types;
    private final RecordRequests records;
    private final Journal journal;

    RecordsAsked(
            Review review,
            Claims claims,
            Decisions decisions,
            DecisionTypes types,
            RecordRequests records,
            Journal journal) {
        this.review = review;
        this.claims = claims;
        this.decisions = decisions;
        this.types = types;
        this.records = records;
        this.journal = journal;
    }

    /// @param due null for the time that the decision type gives
    @Transactional
    public RecordRequest ask(UUID caseId, String what, Instant due, Actor.Reviewer by, Instant now) {
        Case held = review.open(caseId);
        claims.require(held, null, by, now);
        RulingCheck.requireText("/what", what);
        if (due != null && (!due.isAfter(now) || due.isAfter(now.plus(LONGEST)))) {
            throw CommonProblem.invalid("/dueAt", "must lie within a year from now");
        }
        if (records.of(caseId, now).size() >= MOST) {
            throw CommonProblem.invalid("/what", "is one request too many: a case has at most " + MOST);
        }
        Decision decision = decisions.findById(held.decisionId());
        RecordRequest request = new RecordRequest(
                Ids.at(now),
                caseId,
                decision.id(),
                what,
                now,
                due == null ? types.rulesFor(held.type()).recordWithin().after(now) : due,
                null,
                null,
                false);
        records.add(request, decision.agentId(), by.id());
        note(Act.RECORD_REQUESTED, request, by, now);
        return request;
    }

    /// What is shown changes what a ruling rests on.
    ///
    /// @param agent whose decisions alone may be answered for; null for any
    @Transactional
    public RecordRequest answer(UUID id, String text, String agent, Actor by, Instant now) {
        RecordRequest asked = records.find(id, now).orElseThrow(CommonProblem::notFound);
        Case held = review.locked(asked.caseId());
        if (agent != null && decisions.ofAgent(asked.decisionId(), agent).isEmpty()) {
            throw CommonProblem.notFound();
        }
        RulingCheck.requireText("/text", text);
        if (!held.isOpen() || !records.answer(id, text, by.id(), now)) {
            throw new Refusal(ReviewProblem.RECORD_ANSWERED, "It was answered before, or its case is closed.");
        }
        held.change();
        note(Act.RECORD_ANSWERED, asked, by, now);
        return records.find(id, now).orElseThrow();
    }

    private void note(Act act, RecordRequest request, Actor by, Instant now) {
        journal.write(act, request.decisionId(), by, now, Map.of("case", request.caseId(), "record", request.id()));
    }
}
