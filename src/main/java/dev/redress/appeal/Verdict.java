package dev.redress.appeal;

/// What a reviewer's ruling says of a decision.
public enum Verdict {
    UPHELD,
    OVERTURNED,
    PARTLY_OVERTURNED,
    /// Decide again, with the corrected input.
    REMITTED,
    INADMISSIBLE;

    /// The outcome is another one now, so there is a corrected outcome and something to do.
    public boolean changesOutcome() {
        return this == OVERTURNED || this == PARTLY_OVERTURNED;
    }

    /// Something was wrong, so there is a cause.
    public boolean needsCause() {
        return changesOutcome() || this == REMITTED;
    }
}
