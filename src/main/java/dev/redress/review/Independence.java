package dev.redress.review;

import java.util.List;

/// Who may not rule on a case. Denials only, asked in the claim and once more at the ruling; no team, hand-over or
/// qualification outweighs one.
final class Independence {

    /// What is checked, as codes that the outcome prints in words.
    static final List<String> CHECKS = List.of(
            "NO_EARLIER_RULING",
            "NO_EARLIER_PART",
            "NOT_AGENT_OPERATOR",
            "NOT_POLICY_AUTHOR",
            "NOT_THE_SUBJECT",
            "NO_RECORDED_CONFLICT");

    /// A condition on `q`, which is `queue_entry` or {@link Eligible#CASE}, for the reviewer `me`: what a comparison
    /// tells.
    static final String BY_COMPARISON = """
            (q.subject_ref <> me.id AND q.agent_id <> ALL (me.agents)
            AND (q.policy_id = ANY (me.policies)) IS NOT TRUE)""";

    /// What only the records tell.
    ///
    /// `OFFSET 0` keeps PostgreSQL from making joins of the questions, which would read all rulings for every
    /// claim or sort the queue. As they stand, they are asked by index, case after case until one fits.
    static final String BY_RECORD = """
            (NOT EXISTS (SELECT 1 FROM ruling r WHERE r.decision_id = q.decision_id
                AND me.id IN (r.reviewer_id, r.approved_by) OFFSET 0)
            AND NOT EXISTS (SELECT 1 FROM case_part p WHERE p.decision_id = q.decision_id AND p.reviewer_id = me.id
                AND p.case_id <> q.case_id OFFSET 0)
            AND (NOT me.particular OR NOT EXISTS (SELECT 1 FROM conflict f WHERE f.reviewer_id = me.id
                AND ((f.version <> '' AND f.ref = q.policy_id
                        AND (q.policy_version IS NULL OR f.version = q.policy_version))
                    OR (f.kind = 'SUBJECT' AND f.ref = q.subject_ref)
                    OR (f.kind = 'DECISION' AND f.ref = q.decision_id::text)) OFFSET 0)))""";

    /// Why the reviewer `me` may not read the case either: they are whom it is about, or a tie is on record. What
    /// somebody knows from their own work here keeps nobody from reading, and neither do the ties that this left.
    static final String TIE = """
            CASE WHEN q.subject_ref = me.id THEN 'SUBJECT'
                WHEN EXISTS (SELECT 1 FROM conflict f WHERE f.reviewer_id = me.id AND f.recorded_by <> 'check'
                    AND (f.kind IN ('AGENT', 'AGENT_OPERATOR') AND f.ref = q.agent_id
                        OR f.kind IN ('POLICY', 'POLICY_AUTHOR', 'POLICY_APPROVER') AND f.ref = q.policy_id
                            AND (f.version = '' OR q.policy_version IS NULL OR f.version = q.policy_version)
                        OR f.kind = 'SUBJECT' AND f.ref = q.subject_ref
                        OR f.kind = 'DECISION' AND f.ref = q.decision_id::text)) THEN 'TIE' END""";

    static final String CONDITION = "(" + BY_COMPARISON + " AND " + BY_RECORD + ")";

    private Independence() {}
}
