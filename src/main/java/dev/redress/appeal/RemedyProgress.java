package dev.redress.appeal;

import dev.redress.decision.RemedyType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// How far the remedies of a decision are, for the status page. Answered by whoever keeps them.
public interface RemedyProgress {

    enum State {
        /// Ordered, and nothing heard yet.
        ORDERED,
        /// The order was sent and the answer lost: it may have been done or not.
        UNKNOWN,
        /// Somebody says that it is done, and nobody has checked it yet.
        REPORTED,
        /// Done, and shown to be: the only state in which anybody is told so.
        CONFIRMED,
        /// Done wrongly, or not at all although it was said.
        FAILED,
        /// What was to be changed has changed meanwhile: back to the reviewer.
        STALE
    }

    /// `at` is when the state was reached; nothing is told as done before CONFIRMED.
    record Step(
            UUID id, RemedyType type, String description, State state, Instant orderedAt, Instant dueAt, Instant at) {}

    List<Step> of(UUID decision);
}
