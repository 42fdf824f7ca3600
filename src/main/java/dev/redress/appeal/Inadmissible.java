package dev.redress.appeal;

/// Why an appeal could not be taken.
public enum Inadmissible {
    OUT_OF_SCOPE,
    LATE,
    DUPLICATE,
    OTHER
}
