package dev.redress.review.check;

import dev.redress.appeal.Rulings;
import dev.redress.decision.Decisions;
import dev.redress.decision.Finding;
import dev.redress.platform.Chance;
import dev.redress.platform.CommonProblem;
import dev.redress.review.Case;
import dev.redress.review.Cases;
import dev.redress.review.Judged;
import dev.redress.review.Origin;
import dev.redress.review.OwnCases;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Draws rulings at random that a second reviewer repeats, without knowing of the first or that there was one.
@ApplicationScoped
public class DoubleReviews {

    private final EntityManager entities;
    private final Cases cases;
    private final OwnCases own;
    private final Rulings rulings;
    private final Decisions decisions;
    private final Event<Finding> found;
    private final double share;

    DoubleReviews(
            EntityManager entities,
            Cases cases,
            OwnCases own,
            Rulings rulings,
            Decisions decisions,
            Event<Finding> found,
            @ConfigProperty(name = "redress.double-review") double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new ConfigurationException("redress.double-review must be a share from 0 to 1.");
        }
        this.entities = entities;
        this.cases = cases;
        this.own = own;
        this.rulings = rulings;
        this.decisions = decisions;
        this.found = found;
        this.share = share;
    }

    /// Only blind rulings of one reviewer: others were made knowing more than a second one would.
    void drawFor(Judged judged) {
        Case ruled = judged.judged();
        boolean fits = ruled.blind() && (ruled.origin() == Origin.APPEAL || ruled.origin() == Origin.AUDIT);
        if (fits && share > 0 && chance().of("double", ruled.id()) < share) {
            own.repeat(ruled, Case.Purpose.DOUBLE, ruled.openedAt(), judged.at());
        }
    }

    private Chance chance() {
        return new Chance((byte[])
                entities.createNativeQuery("SELECT secret FROM audit_mark").getSingleResult());
    }

    /// Opens a case for the person, when two reviewers disagree. Asked again, it is the same one.
    ///
    /// @param second the case of the second reviewer
    @Transactional
    public void lookAgain(CheckAnswer second, Instant now) {
        if (second.purpose != Case.Purpose.DOUBLE || second.agrees) {
            throw CommonProblem.invalid("/caseId", "must name a double review that came to another verdict");
        }
        decisions.lock(second.decisionId); // two leads at once open one
        String first = rulings.ofCase(second.repeats).orElseThrow().verdict().name();
        found.fire(new Finding(
                second.decisionId,
                second.caseId,
                Finding.Kind.REVIEWERS_DISAGREE,
                Map.of("first", first, "second", second.verdict),
                now));
    }

    /// The case that was opened for the person.
    @Transactional
    public boolean isLookedAtAgain(UUID secondCase) {
        return cases.byId(dev.redress.platform.Ids.derived(secondCase, Finding.Kind.REVIEWERS_DISAGREE.name()))
                .isPresent();
    }
}
