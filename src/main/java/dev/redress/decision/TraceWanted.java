package dev.redress.decision;

/// Whether the spans of a decision are wanted whole, so that its agent can still send them. Answered by
/// whoever keeps them.
public interface TraceWanted {

    /// What of a decision matters to the one who keeps spans.
    ///
    /// @param traceId      null when the decision names none
    /// @param jurisdiction null when the agent did not say
    record Asked(String traceId, String type, boolean adverse, boolean appealable, String jurisdiction) {}

    boolean of(Asked decision);
}
