package dev.redress.appeal;

/// Why a decision had to be changed.
public enum Cause {
    WRONG_FACT,
    EVIDENCE_OVERLOOKED,
    RULE_MISREAD,
    WRONG_POLICY_VERSION,
    TOOL_FAILURE,
    MODEL_ERROR,
    UNSTABLE,
    NOTICE_DEFECT,
    POLICY_WRONG,
    /// An essential call of the run failed, yet an outcome was issued.
    RUN_DEGRADED,
    /// The operator could not produce the record in time: the person wins by default.
    EVIDENCE_UNAVAILABLE
}
