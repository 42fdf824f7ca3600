package dev.redress.review;

import java.util.List;

/// Who may not rule on a case. Denials only, asked in the claim and once more at the ruling.
final class Independence {

    /// What is checked, as codes that the outcome prints in words.
    static final List<String> CHECKS = List.of("NO_EARLIER_RULING", "NOT_THE_SUBJECT", "NO_RECORDED_CONFLICT");

    /// A condition on `queue_entry q` or `review_case q`; three parameters, each the reviewer's id.
    ///
    /// `OFFSET 0` keeps PostgreSQL from making joins of the questions, which would read all rulings for every claim
    /// or sort the queue. As they stand, they are asked by index, case after case until one fits.
    static final String CONDITION = """
            NOT EXISTS (SELECT 1 FROM ruling r WHERE r.decision_id = q.decision_id
                AND ? IN (r.reviewer_id, r.approved_by) OFFSET 0)
            AND q.subject_ref <> ?
            AND NOT EXISTS (SELECT 1 FROM conflict f WHERE f.reviewer_id = ?
                AND ((f.kind = 'AGENT' AND f.ref = q.agent_id)
                    OR (f.kind = 'POLICY' AND f.ref = q.policy_id)
                    OR (f.kind = 'SUBJECT' AND f.ref = q.subject_ref)
                    OR (f.kind = 'DECISION' AND f.ref = q.decision_id::text)) OFFSET 0)""";

    private Independence() {}
}
