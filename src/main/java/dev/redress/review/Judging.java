package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.Ground;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.Verdict;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Decisions;
import dev.redress.decision.Document;
import dev.redress.decision.calendar.Calendars;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.review.ruling.Looks;
import dev.redress.review.ruling.Proposal;
import dev.redress.review.ruling.RecordRequest;
import dev.redress.review.ruling.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;

/// Whether a ruling may be made, and making it: whatever the door, and whether it waits before or not.
@ApplicationScoped
class Judging {

    private final Review review;
    private final Claims claims;
    private final Obstacles obstacles;
    private final Courses courses;
    private final Changes changes;
    private final Looks looks;
    private final Decisions decisions;
    private final DecisionTypes types;
    private final Calendars calendars;
    private final Appeals appeals;
    private final Rulings rulings;
    private final Parts parts;
    private final Event<Judged> judged;

    Judging(
            Review review,
            Claims claims,
            Obstacles obstacles,
            Courses courses,
            Changes changes,
            Looks looks,
            Decisions decisions,
            DecisionTypes types,
            Calendars calendars,
            Appeals appeals,
            Rulings rulings,
            Parts parts,
            Event<Judged> judged) {
        this.review = review;
        this.claims = claims;
        this.obstacles = obstacles;
        this.courses = courses;
        this.changes = changes;
        this.looks = looks;
        this.decisions = decisions;
        this.types = types;
        this.calendars = calendars;
        this.appeals = appeals;
        this.rulings = rulings;
        this.parts = parts;
        this.judged = judged;
    }

    /// What the reviewer says, with its gaps filled, after everything that can stand against it was asked.
    ///
    /// @param fence       null to take whatever claim the reviewer has
    /// @param atDesk whether the form of the desk was filled in, which asks for more than the API has to
    Rulings.Said checked(
            Case held, String ifMatch, Long fence, Rulings.Said said, boolean atDesk, Actor.Reviewer by, Instant now) {
        Decision decision = decisions.findById(held.decisionId());
        boolean late = courses.needsAdmission(held);
        Rulings.Said checked = new RulingCheck(
                        types.rulesFor(decision.type()),
                        decision.document(),
                        grounds(held),
                        atDesk,
                        late,
                        courses.records(held, now).stream().anyMatch(RecordRequest::lapsed),
                        now)
                .checked(said);
        claims.require(held, fence, by, now);
        requireSeen(held, ifMatch, by, now);
        if (late && checked.verdict() != Verdict.INADMISSIBLE) {
            throw new Refusal(ReviewProblem.ADMISSION_NEEDED, "Say first whether the late appeal is admitted.");
        }
        requireMayRule(held, by, now);
        requireFits(held, decision, checked);
        return checked;
    }

    /// What a refusal here says is hidden from whoever may not rule yet, so it is asked last.
    private static void requireFits(Case held, Decision decision, Rulings.Said said) {
        if (said.verdict() == Verdict.INADMISSIBLE && held.wordsOf() == null) {
            throw CommonProblem.invalid("/verdict", "needs an appeal: nobody appealed here");
        }
        Document.Outcome given = decision.document().outcome();
        if (said.verdict().changesOutcome()
                && said.correctedFacts().isEmpty()
                && said.correctedCode().equals(given.code())
                && said.correctedSummary().equals(given.summary())) {
            throw CommonProblem.invalid(
                    "/correctedOutcome/summary", "is what the agent decided: say what is another, or correct a fact");
        }
    }

    /// That the case is as the reviewer read it. A tag that names it says so; `*` does not, and takes what they have
    /// said before.
    private void requireSeen(Case held, String ifMatch, Actor.Reviewer by, Instant now) {
        Seen seen = looks.of(held.id(), by.id()).orElse(null);
        if (!Review.names(ifMatch, held, seen)) {
            throw stale(held, by, now);
        }
        if (seen == null || seen.version() != held.version) {
            looks.see(held.id(), by.id(), new Seen(held.version, now));
        }
    }

    Refusal stale(Case held, Actor.Reviewer by, Instant now) {
        return new Refusal(CommonProblem.STALE, "The case has changed since you read it. What you typed is kept.")
                .header("ETag", '"' + held.etag() + '"')
                .with("changes", changes.sinceLookOf(held, by, now));
    }

    private void requireMayRule(Case held, Actor.Reviewer by, Instant now) {
        obstacles.require(held.id(), by, now);
        if (held.origin() == Origin.SECOND_LEVEL && !by.lead()) {
            throw Obstacle.FOR_LEADS.refusal();
        }
        if (!review.revealed(held, by)) {
            throw new Refusal(ReviewProblem.FIRST_VIEW_NEEDED, "Record your first view of the facts before you rule.");
        }
    }

    /// That a ruling which waited may still be made: nothing it rests on is another, and its reviewer may rule.
    void requireStill(Case held, Proposal proposal, Instant now) {
        if (proposal.version() != held.version) {
            throw stale(held, proposal.by(), now);
        }
        Rulings.RemedyOrder remedy = proposal.said().remedy();
        if (remedy != null && remedy.dueAt() != null && remedy.dueAt().isBefore(now)) {
            throw CommonProblem.invalid("/remedy/dueAt", "has passed while the ruling waited; it needs another date");
        }
        requireMayRule(held, proposal.by(), now);
    }

    /// What the person objected to; empty for a case that no appeal began.
    private List<Ground> grounds(Case held) {
        return held.wordsOf() != null
                ? appeals.findById(held.wordsOf()).grounds()
                : held.origin() == Origin.AUDIT ? List.of(Ground.SOMETHING_ELSE) : List.of(); // as it is shown
    }

    /// A case that looks at the work of reviewers has no consequence that a second person would have to bear.
    boolean needsApproval(Case held) {
        return held.purpose() == Case.Purpose.REVIEW
                && types.rulesFor(held.type()).secondApproval();
    }

    /// Makes the ruling and closes the case; label, remedy and messages follow in the same transaction.
    ///
    /// @param approvedBy the second person; null where none is needed
    Ruling make(Case held, Rulings.Said sent, Actor.Reviewer by, String approvedBy, Instant now) {
        Decision decision = decisions.findById(held.decisionId());
        Instant due = types.rulesFor(decision.type()) // it counts from when the ruling is made
                .remedyDue()
                .endAfter(now, calendars.of(decision.jurisdiction()));
        Rulings.Said said = RulingCheck.dated(sent, due);
        Rulings.Of what = new Rulings.Of(
                held.id(),
                held.origin().name(),
                held.inclusionProbability(),
                decision,
                held.appealId(),
                held.blind(),
                Independence.CHECKS);
        Ruling ruling;
        if (held.purpose() == Case.Purpose.REVIEW) {
            ruling = rulings.record(what, said, by, approvedBy, now);
        } else {
            ruling = Rulings.unrecorded(what, said, by, now);
            parts.took(held, Parts.Part.CHECK, by, now);
        }
        held.close(Case.End.RULED, now);
        claims.end(held.id());
        judged.fire(new Judged(held, ruling, said, by, now));
        return ruling;
    }
}
