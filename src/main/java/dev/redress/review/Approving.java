package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.appeal.Ruling;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.review.ruling.Approval;
import dev.redress.review.ruling.Approvals;
import dev.redress.review.ruling.Proposal;
import dev.redress.review.ruling.Proposals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// The second person of a ruling that needs one: independent by the same checks, never who sent it, and with a first
/// view of their own where the case is blind.
@ApplicationScoped
public class Approving {

    private final Review review;
    private final Judging judging;
    private final Obstacles obstacles;
    private final Sending sending;
    private final Proposals proposals;
    private final Approvals approvals;
    private final Parts parts;
    private final Journal journal;

    Approving(
            Review review,
            Judging judging,
            Obstacles obstacles,
            Sending sending,
            Proposals proposals,
            Approvals approvals,
            Parts parts,
            Journal journal) {
        this.review = review;
        this.judging = judging;
        this.obstacles = obstacles;
        this.sending = sending;
        this.proposals = proposals;
        this.approvals = approvals;
        this.parts = parts;
        this.journal = journal;
    }

    /// Makes the ruling that waits.
    ///
    /// @param sentAt when the ruling was sent that this person has read; null for whichever waits
    /// @param reasons may be null
    /// @throws Refusal 412 when another one waits by now
    @Transactional
    public Ruling approve(UUID caseId, Instant sentAt, String reasons, Actor.Reviewer by, Instant now) {
        Case held = review.open(caseId);
        Proposal proposal = answerable(held, by, now);
        if (sentAt != null && !sentAt.equals(proposal.sentAt())) {
            throw new Refusal(CommonProblem.STALE, "Another ruling waits by now. Read it first.");
        }
        judging.requireStill(held, proposal, now);
        if (reasons != null) {
            RulingCheck.requireText("/reasons", reasons);
        }
        proposals.end(caseId);
        approvals.add(caseId, new Approval(proposal.by().id(), by.id(), true, reasons, now));
        parts.took(held, Parts.Part.APPROVAL, by, now);
        journal.write(Act.RULING_APPROVED, held.decisionId(), by, now, Map.of("case", caseId));
        return judging.make(held, proposal.said(), proposal.by(), by.id(), now);
    }

    /// Sends the case back to who sent the ruling, with the reasons.
    @Transactional
    public void refuse(UUID caseId, String reasons, Actor.Reviewer by, Instant now) {
        Case held = review.open(caseId);
        Proposal proposal = answerable(held, by, now);
        RulingCheck.requireText("/reasons", reasons);
        approvals.add(caseId, new Approval(proposal.by().id(), by.id(), false, reasons, now));
        parts.took(held, Parts.Part.APPROVAL, by, now);
        parts.took(held, Parts.Part.PROPOSAL, proposal.by(), now);
        sending.giveBack(held, proposal, Act.RULING_REFUSED, by, now);
    }

    private Proposal answerable(Case held, Actor.Reviewer by, Instant now) {
        Proposal proposal = proposals
                .of(held.id())
                .filter(one -> held.proposed() == Proposal.Wait.APPROVAL)
                .orElseThrow(() -> new Refusal(ReviewProblem.NO_RULING_WAITS, "No ruling waits for an approval here."));
        if (proposal.isOf(by)) {
            throw new Refusal(ReviewProblem.OWN_RULING, "You sent this ruling. Somebody else has to approve it.");
        }
        obstacles.require(held.id(), by, now);
        if (!review.revealed(held, by)) {
            throw new Refusal(ReviewProblem.FIRST_VIEW_NEEDED, "Record your first view of the facts first.");
        }
        return proposal;
    }
}
