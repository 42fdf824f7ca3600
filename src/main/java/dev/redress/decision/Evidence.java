package dev.redress.decision;

/// How well an action is shown to have happened, weakest first.
public enum Evidence {
    /// Nothing on record, or an action that did not work.
    NONE,
    /// The agent says that it worked, and what came back is not on record.
    SELF_REPORTED,
    /// The tool's own answer is on record.
    TOOL_RESPONSE,
    /// It was read again from the system of record, independently of the call that did it.
    READ_BACK,
    /// The system of record has signed for it.
    COUNTERSIGNED;

    public boolean reaches(Evidence needed) {
        return compareTo(needed) >= 0;
    }
}
