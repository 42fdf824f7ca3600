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
        DONE,
        FAILED,
        /// What was to be changed has changed meanwhile: back to the reviewer.
        STALE
    }

    /// `at` is when the state was reached; nothing is DONE before it was confirmed.
    record Step(
            UUID id, RemedyType type, String description, State state, Instant orderedAt, Instant dueAt, Instant at) {}

    List<Step> of(UUID decision);
}
