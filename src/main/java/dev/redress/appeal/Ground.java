package dev.redress.appeal;

/// The kind of objection a person has.
public enum Ground {
    /// A fact is wrong: the person points at it and gives the right value.
    FACT_WRONG,
    EVIDENCE_OVERLOOKED,
    RULE_MISAPPLIED,
    /// Others in the same place were treated differently.
    INCONSISTENT,
    /// The rule itself: goes to the policy's owner as well.
    RULE_UNFAIR,
    SOMETHING_ELSE
}
