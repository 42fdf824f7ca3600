package dev.redress.review.check;

import dev.redress.access.Actor;
import dev.redress.appeal.Rulings;
import dev.redress.platform.CommonProblem;
import dev.redress.review.Case;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How cases that look at the work of reviewers came out, for leads and for the reviewer alone.
@ApplicationScoped
class CheckResults {

    private static final int MOST = 500;

    private final CheckAnswers answers;
    private final DoubleReviews doubles;
    private final Rulings rulings;

    CheckResults(CheckAnswers answers, DoubleReviews doubles, Rulings rulings) {
        this.answers = answers;
        this.doubles = doubles;
        this.rulings = rulings;
    }

    /// Newest first; a reviewer's own, and all for a lead.
    @Transactional
    List<CheckAnswer> known(Actor.Reviewer reader) {
        return answers.find(
                        "purpose = ?1 AND (?2 = true OR reviewerId = ?3) ORDER BY answeredAt DESC",
                        Case.Purpose.KNOWN_ANSWER,
                        reader.lead(),
                        reader.id())
                .range(0, MOST - 1)
                .list();
    }

    @Transactional
    List<ChecksResource.Tally> tallies(Actor.Reviewer reader) {
        return answers
                .getEntityManager()
                .createQuery("""
                        SELECT reviewerId, count(*), sum(CASE WHEN agrees THEN 1 ELSE 0 END) FROM CheckAnswer
                        WHERE purpose = :purpose AND (:all = true OR reviewerId = :me)
                        GROUP BY reviewerId ORDER BY reviewerId""", Object[].class)
                .setParameter("purpose", Case.Purpose.KNOWN_ANSWER)
                .setParameter("all", reader.lead())
                .setParameter("me", reader.id())
                .getResultList()
                .stream()
                .map(row -> new ChecksResource.Tally((String) row[0], (Long) row[1], ((Number) row[2]).longValue()))
                .toList();
    }

    /// The newest double reviews that came to another verdict.
    @Transactional
    List<ChecksResource.Disagreement> disagreements() {
        return answers
                .find("purpose = ?1 AND agrees = false ORDER BY answeredAt DESC", Case.Purpose.DOUBLE)
                .range(0, MOST - 1)
                .list()
                .stream()
                .map(this::shown)
                .toList();
    }

    @Transactional
    Optional<ChecksResource.Disagreement> disagreement(UUID secondCase) {
        return answers.findByIdOptional(secondCase).map(this::shown);
    }

    @Transactional
    void lookAgain(UUID secondCase, Instant now) {
        doubles.lookAgain(answers.findByIdOptional(secondCase).orElseThrow(CommonProblem::notFound), now);
    }

    private ChecksResource.Disagreement shown(CheckAnswer second) {
        return new ChecksResource.Disagreement(
                second.caseId,
                second.repeats,
                rulings.ofCase(second.repeats).orElseThrow().verdict(),
                second.verdict,
                second.answeredAt,
                doubles.isLookedAtAgain(second.caseId));
    }
}
