package dev.redress.review;

/// How a case came into the queue.
public enum Origin {
    APPEAL,
    /// A random sample of decisions that nobody appealed.
    AUDIT,
    /// The same cause as a decision that was overturned.
    SWEEP,
    /// Found by a rule.
    TRIGGER,
    SECOND_LEVEL
}
