package dev.redress.review.check;

import dev.redress.access.Actor;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.SecondOpinion;
import dev.redress.appeal.Verdict;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.review.Case;
import dev.redress.review.Checks;
import dev.redress.review.Judged;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Keeps the answers in cases that look at the work of reviewers; this is all that becomes of them.
@ApplicationScoped
public class CheckAnswers implements PanacheRepositoryBase<CheckAnswer, UUID>, Checks {

    private final KnownAnswers known;
    private final DoubleReviews doubles;
    private final Rulings rulings;
    private final Conflicts conflicts;
    private final Journal journal;
    private final Event<SecondOpinion> second;

    CheckAnswers(
            KnownAnswers known,
            DoubleReviews doubles,
            Rulings rulings,
            Conflicts conflicts,
            Journal journal,
            Event<SecondOpinion> second) {
        this.known = known;
        this.doubles = doubles;
        this.rulings = rulings;
        this.conflicts = conflicts;
        this.journal = journal;
        this.second = second;
    }

    void judged(@Observes Judged judged) {
        switch (judged.judged().purpose()) {
            case REVIEW -> doubles.drawFor(judged);
            case KNOWN_ANSWER, DOUBLE -> keep(judged);
        }
    }

    private void keep(Judged judged) {
        Case answered = judged.judged();
        Verdict verdict = judged.ruling().verdict();
        boolean agrees = accepted(answered).contains(verdict);
        persist(CheckAnswer.of(judged, agrees));
        // Whoever has ruled on a decision, to whatever end, is not independent of it.
        conflicts.record(judged.by().id(), answered.decisionId(), "Has reviewed this decision before", judged.at());
        journal.write(
                Act.CASE_RULED,
                answered.decisionId(),
                judged.by(),
                judged.at(),
                Map.of("case", answered.id(), "purpose", answered.purpose(), "verdict", verdict));
        if (answered.purpose() == Case.Purpose.DOUBLE) {
            rulings.ofCase(answered.repeats())
                    .ifPresent(first -> second.fire(new SecondOpinion(first.id(), verdict, judged.at())));
        }
    }

    private List<Verdict> accepted(Case answered) {
        return answered.purpose() == Case.Purpose.KNOWN_ANSWER
                ? known.accepted(answered.id())
                : rulings.ofCase(answered.repeats()).stream()
                        .map(first -> first.verdict())
                        .toList();
    }

    @Override
    public Optional<Checked> of(Case closed, Actor.Reviewer reader) {
        return findByIdOptional(closed.id())
                .filter(answer -> reader.lead() || answer.reviewerId.equals(reader.id()))
                .map(answer -> new Checked(answer.purpose, accepted(closed), answer.agrees, answer.said()));
    }
}
