package dev.redress.review.check;

import dev.redress.access.Actor;
import dev.redress.appeal.Verdict;
import dev.redress.decision.Decisions;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.review.Case;
import dev.redress.review.Cases;
import dev.redress.review.Origin;
import dev.redress.review.OwnCases;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Cases with an answer that is known: a lead puts a closed case into the queue once more, where nobody can tell it.
@ApplicationScoped
public class KnownAnswers {

    private static final String KNOWS = "Knows the answer";

    private final EntityManager entities;
    private final Decisions decisions;
    private final Cases cases;
    private final OwnCases own;
    private final Conflicts conflicts;
    private final Journal journal;

    KnownAnswers(
            EntityManager entities,
            Decisions decisions,
            Cases cases,
            OwnCases own,
            Conflicts conflicts,
            Journal journal) {
        this.entities = entities;
        this.decisions = decisions;
        this.cases = cases;
        this.own = own;
        this.conflicts = conflicts;
        this.journal = journal;
    }

    /// Puts the case into the queue once more.
    ///
    /// @param accepted the verdicts that are right
    /// @return the new case
    /// @throws Refusal 404 for no case, 422 for one that is not ruled on, of an origin that tells what it is, or in
    /// the queue once more already: two would be seen
    @Transactional
    public Case seed(UUID of, List<Verdict> accepted, Actor.Reviewer by, Instant now) {
        Case first = cases.findByIdOptional(of).orElseThrow(CommonProblem::notFound);
        if (first.purpose() != Case.Purpose.REVIEW
                || first.closedAs() != Case.End.RULED
                || !(first.origin() == Origin.APPEAL || first.origin() == Origin.AUDIT)) {
            throw CommonProblem.invalid("/caseId", "must name a case of an appeal or an audit that was ruled on");
        }
        decisions.lock(first.decisionId()); // one after the other
        if (own.isRepeated(first, Case.Purpose.KNOWN_ANSWER)) {
            // Whoever is told so knows what the case in the queue is, and may not take it.
            QuarkusTransaction.requiringNew().run(() -> conflicts.record(by.id(), first.decisionId(), KNOWS, now));
            throw CommonProblem.invalid("/caseId", "is in the queue with a known answer already");
        }
        Case seeded = own.repeat(first, Case.Purpose.KNOWN_ANSWER, own.reopening(first, now), now);
        entities.createNativeQuery(
                        "INSERT INTO known_answer (case_id, accepted, seeded_by, seeded_at) VALUES (:case, :accepted, :by, :now)")
                .setParameter("case", seeded.id())
                .setParameter("accepted", accepted.stream().map(Verdict::name).collect(Collectors.joining(",")))
                .setParameter("by", by.id())
                .setParameter("now", now)
                .executeUpdate();
        conflicts.record(by.id(), first.decisionId(), KNOWS, now);
        journal.write(
                Act.KNOWN_ANSWER_SEEDED,
                first.decisionId(),
                by,
                now,
                Map.of("case", seeded.id(), "accepted", accepted));
        return seeded;
    }

    /// @throws Refusal 404 for no case
    @Transactional
    public UUID byReference(String reference) {
        return cases.find("reference", reference)
                .firstResultOptional()
                .map(Case::id)
                .orElseThrow(CommonProblem::notFound);
    }

    List<Verdict> accepted(UUID caseId) {
        String verdicts = (String) entities.createNativeQuery("SELECT accepted FROM known_answer WHERE case_id = :case")
                .setParameter("case", caseId)
                .getSingleResult();
        return Stream.of(verdicts.split(",")).map(Verdict::valueOf).toList();
    }
}
