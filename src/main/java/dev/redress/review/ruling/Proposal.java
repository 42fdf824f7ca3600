package dev.redress.review.ruling;

import dev.redress.access.Actor;
import dev.redress.appeal.Rulings;
import java.time.Instant;
import java.util.UUID;

/// A ruling that was sent and is not made yet.
///
/// @param said    checked, its gaps filled
/// @param version of the case that it rests on
/// @param fence   of the claim it was sent under
/// @param dueAt   when the undo window ends; null for one that a second person has to approve
public record Proposal(
        UUID caseId,
        Actor.Reviewer by,
        Wait waitsFor,
        Rulings.Said said,
        int version,
        long fence,
        Instant sentAt,
        Instant dueAt) {

    /// What it waits for.
    public enum Wait {
        UNDO,
        APPROVAL
    }

    public boolean isOf(Actor.Reviewer reviewer) {
        return by.id().equals(reviewer.id());
    }

    /// The same, no longer undone by itself: a second person is asked.
    public Proposal toApprove(Instant now) {
        return new Proposal(caseId, by, Wait.APPROVAL, said, version, fence, now, null);
    }
}
