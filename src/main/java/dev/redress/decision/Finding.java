package dev.redress.decision;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Something about a decision that a person must look at though nobody appealed; observers open a case in the same
/// transaction. The same finding about the same thing opens one case.
///
/// @param about  the remedy, or the decision itself
/// @param detail what was found, for the reviewer; nothing that reaches the person
public record Finding(UUID decision, UUID about, Kind kind, Map<String, ?> detail, Instant at) {

    public enum Kind {
        /// The agent said that something is done, and no action on record backs it.
        COMMITMENT_UNBACKED,
        /// A promise has come due, and no action on record backs it.
        COMMITMENT_OVERDUE,
        /// What a remedy was to change has changed since the decision.
        TARGET_CHANGED,
        /// A ruling on another decision found a cause that this one shares.
        SAME_CAUSE,
        /// Two reviewers who did not know of each other came to different verdicts, and a lead wants a third look.
        REVIEWERS_DISAGREE
    }
}
