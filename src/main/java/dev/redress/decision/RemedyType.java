package dev.redress.decision;

/// What can be ordered when a decision had to be changed.
public enum RemedyType {
    RESTORE,
    CORRECT_DATA,
    COMPENSATE,
    REDECIDE,
    EXPLAIN
}
