package dev.redress.review;

/// Why a case comes before others of its day, most pressing first.
public enum Hardship {
    SAFETY,
    ILLNESS,
    MONEY,
    AGE;

    /// The place of a case without hardship.
    static final int NONE = 9;

    int rank() {
        return ordinal();
    }
}
