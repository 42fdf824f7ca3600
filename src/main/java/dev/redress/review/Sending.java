package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.review.ruling.Proposal;
import dev.redress.review.ruling.Proposals;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How a ruling leaves its reviewer. By the API it is made at once; from the desk it can be undone for some seconds;
/// and where the decision type wants it, a second person has to approve it. Until it is made, nothing of it leaves.
@ApplicationScoped
public class Sending {

    /// What came of it: the ruling, or the state in which the case waits.
    ///
    /// @param ruling null as long as it is not made
    public record Sent(Ruling ruling, Cases.State state, Instant at) {}

    /// The checks of independence that whoever rules has passed, as codes.
    public static final List<String> INDEPENDENCE = Independence.CHECKS;

    private static final Actor MACHINE = new Actor.Machine("undo-window");

    private final Review review;
    private final Judging judging;
    private final Claims claims;
    private final Proposals proposals;
    private final Journal journal;
    private final Duration window;

    Sending(
            Review review,
            Judging judging,
            Claims claims,
            Proposals proposals,
            Journal journal,
            @ConfigProperty(name = "redress.undo-window") Duration window) {
        this.review = review;
        this.judging = judging;
        this.claims = claims;
        this.proposals = proposals;
        this.journal = journal;
        this.window = window;
    }

    /// Rules on the case and closes it, or asks a second person where the type needs one.
    ///
    /// @param ifMatch the entity tag of the case as the reviewer read it, `*` for any, null when none was sent
    /// @param fence   null to take whatever claim the reviewer has
    @Transactional
    public Sent rule(UUID caseId, String ifMatch, Long fence, Rulings.Said said, Actor.Reviewer by, Instant now) {
        return leave(caseId, ifMatch, fence, said, false, Duration.ZERO, by, now);
    }

    /// The same from the desk: each ground has its answer, and it can be undone for a while.
    @Transactional
    public Sent send(UUID caseId, String ifMatch, long fence, Rulings.Said said, Actor.Reviewer by, Instant now) {
        return leave(caseId, ifMatch, fence, said, true, window, by, now);
    }

    /// Refuses what {@link #send} would refuse, and sends nothing.
    @Transactional
    public void check(UUID caseId, String ifMatch, long fence, Rulings.Said said, Actor.Reviewer by, Instant now) {
        checked(review.open(caseId), ifMatch, fence, said, true, by, now);
    }

    private Rulings.Said checked(
            Case held, String ifMatch, Long fence, Rulings.Said said, boolean atDesk, Actor.Reviewer by, Instant now) {
        if (ifMatch == null) {
            throw new Refusal(
                    CommonProblem.PRECONDITION_REQUIRED,
                    "Read the case and send its ETag as If-Match with the ruling.");
        }
        if (held.proposed() != null) {
            throw new Refusal(ReviewProblem.RULING_WAITS, "A ruling of this case was sent and waits.");
        }
        return judging.checked(held, ifMatch, fence, said, atDesk, by, now);
    }

    private Sent leave(
            UUID caseId,
            String ifMatch,
            Long fence,
            Rulings.Said said,
            boolean atDesk,
            Duration undo,
            Actor.Reviewer by,
            Instant now) {
        Case held = review.open(caseId);
        Rulings.Said checked = checked(held, ifMatch, fence, said, atDesk, by, now);
        boolean approval = judging.needsApproval(held);
        if (undo.isZero() && !approval) {
            return new Sent(judging.make(held, checked, by, null, now), Cases.State.RULED, now);
        }
        Proposal.Wait wait = undo.isZero() ? Proposal.Wait.APPROVAL : Proposal.Wait.UNDO;
        long left = claims.park(caseId);
        add(
                held,
                new Proposal(caseId, by, wait, checked, held.version, left, now, undo.isZero() ? null : now.plus(undo)),
                by,
                now);
        return new Sent(null, Cases.stateOf(held, false, false), now);
    }

    private void add(Case held, Proposal proposal, Actor by, Instant now) {
        proposals.add(proposal);
        held.propose(proposal.waitsFor());
        journal.write(
                proposal.waitsFor() == Proposal.Wait.UNDO ? Act.RULING_SENT : Act.RULING_PROPOSED,
                held.decisionId(),
                by,
                now,
                Map.of("case", held.id()));
    }

    /// Takes back a ruling of one's own that waits; it is a draft again, and the case is held again.
    @Transactional
    public void undo(UUID caseId, Actor.Reviewer by, Instant now) {
        Case held = review.open(caseId);
        giveBack(held, own(held, by), Act.RULING_UNDONE, by, now);
    }

    /// Ends the undo window of a ruling of one's own.
    public void sendNow(UUID caseId, Actor.Reviewer by, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> own(review.open(caseId), by));
        settle(caseId, now);
    }

    /// Whoever goes on to another case has made up their mind about the last one.
    public void moveOn(Actor.Reviewer by, Instant now) {
        proposals.undoable(by).forEach(caseId -> settleOrWait(caseId, now));
    }

    /// Makes the rulings whose undo window is over, one transaction each, and says how many were looked at.
    int settleDue(Instant now) {
        var due = proposals.due(now);
        due.forEach(caseId -> settleOrWait(caseId, now));
        return due.size();
    }

    /// One that cannot be made keeps nobody else waiting, and is tried again, each time later.
    private void settleOrWait(UUID caseId, Instant now) {
        try {
            settle(caseId, now);
        } catch (RuntimeException broken) { // its message may tell what was typed
            Log.errorf(
                    "the ruling of case %s could not be made: %s",
                    caseId, broken.getClass().getName());
            proposals.postpone(caseId, now);
        }
    }

    private void settle(UUID caseId, Instant now) {
        try {
            QuarkusTransaction.requiringNew().run(() -> makeReal(caseId, now));
        } catch (Refusal changed) {
            QuarkusTransaction.requiringNew().run(() -> comeBack(caseId, now));
        }
    }

    private void makeReal(UUID caseId, Instant now) {
        Case held = review.locked(caseId);
        if (!held.isOpen()) {
            proposals.end(caseId);
            return;
        }
        Proposal proposal = proposals.of(caseId).orElse(null);
        if (proposal == null || proposal.waitsFor() != Proposal.Wait.UNDO) {
            return; // undone, or made by another replica
        }
        judging.requireStill(held, proposal, now);
        proposals.end(caseId);
        if (judging.needsApproval(held)) {
            add(held, proposal.toApprove(now), proposal.by(), now);
        } else {
            judging.make(held, proposal.said(), proposal.by(), null, now);
        }
    }

    private void comeBack(UUID caseId, Instant now) {
        Case held = review.locked(caseId);
        if (held.isOpen()) {
            proposals.of(caseId).ifPresent(proposal -> giveBack(held, proposal, Act.RULING_RETURNED, MACHINE, now));
        }
    }

    /// The ruling is a draft again and its reviewer holds the case, as before it was sent.
    void giveBack(Case held, Proposal proposal, Act why, Actor by, Instant now) {
        proposals.end(held.id());
        held.takeBack();
        claims.hand(held, proposal.fence(), proposal.by(), now);
        journal.write(why, held.decisionId(), by, now, Map.of("case", held.id()));
    }

    private Proposal own(Case held, Actor.Reviewer by) {
        return proposals
                .of(held.id())
                .filter(proposal -> held.proposed() != null && proposal.isOf(by))
                .orElseThrow(() -> new Refusal(ReviewProblem.NO_RULING_WAITS, "No ruling of yours waits here."));
    }
}
