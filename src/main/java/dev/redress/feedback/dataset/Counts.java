package dev.redress.feedback.dataset;

import java.util.Map;

/// What is in a dataset and what was left out of it.
///
/// @param leftOut of the labels that fit the rest of the filter
public record Counts(
        Map<String, Long> verdicts,
        Map<String, Long> selections,
        Map<String, Long> splits,
        long subjects,
        long notBlind,
        long severalReviewers,
        LeftOut leftOut) {

    /// @param retracted   a second level came to another verdict
    /// @param older       of decisions that were ruled on again with the same filter fitting
    /// @param notBlind    the reviewer knew the agent's outcome first
    /// @param notTelling  of verdicts that were not asked for
    public record LeftOut(long retracted, long older, long notBlind, long notTelling) {}
}
