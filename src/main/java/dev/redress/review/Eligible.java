package dev.redress.review;

/// What a reviewer may take, beside {@link Independence}: conditions on `q` (`queue_entry` or {@link #CASE}) for
/// the reviewer `me`.
final class Eligible {

    /// What is known of the reviewer, as one row; three parameters: id, whether a lead, now.
    static final String ME = me("?::text", "?::boolean", "?::timestamptz");

    /// The same with named parameters, for Hibernate.
    static final String ME_NAMED = me("cast(:me AS text)", "cast(:lead AS boolean)", "cast(:now AS timestamptz)");

    /// A case, waiting or not, with the columns that the conditions need.
    static final String CASE = "(SELECT c.*, c.id AS case_id FROM review_case c) q";

    /// The training holds and covers the case. Without a row everything is open that does not ask for one.
    private static final String QUALIFIED = """
            ((NOT me.lapsed AND CASE WHEN me.trained
                THEN (me.types IS NULL OR q.type = ANY (me.types))
                    AND (me.languages IS NULL OR q.language = ANY (me.languages))
                    AND (me.jurisdictions IS NULL OR q.jurisdiction = ANY (me.jurisdictions))
                ELSE q.type <> ALL (me.guarded_types) END) IS TRUE)""";

    private static final String OF_LEVEL = "(me.lead OR q.origin <> 'SECOND_LEVEL')";

    /// Handed to this reviewer; else to a team of theirs, or to none. What was handed to a reviewer is their team's
    /// again when that is over, and what was handed to a team is everybody's. A team without members keeps nothing
    /// back, and leads belong to every team: no case waits for nobody.
    private static final String OFFERED = """
            (CASE WHEN q.offered_to IS NOT NULL AND q.offered_until > me.now THEN q.offered_to = me.id
                ELSE (q.offered_to IS NULL AND q.offered_until <= me.now) IS TRUE
                    OR q.team IS NULL OR me.lead OR q.team = ANY (me.teams) OR q.team <> ALL (me.staffed_teams) END)""";

    /// Not skipped since another claim; asked for the next case only, a skipped one can still be chosen.
    static final String NOT_SKIPPED = "NOT EXISTS (SELECT 1 FROM skip s WHERE s.case_id = q.case_id"
            + " AND s.reviewer_id = me.id AND s.fence >= q.fence OFFSET 0)";

    /// May rule: asked at the ruling once more.
    static final String MAY_RULE = Independence.CONDITION + " AND " + QUALIFIED;

    static final String MAY_CLAIM = mayTake(Independence.BY_RECORD);

    /// The same for the next case: not one that was skipped.
    static final String MAY_CLAIM_NEXT = mayTake(Independence.BY_RECORD + " AND " + NOT_SKIPPED);

    /// The first denial that holds, as the name of an {@link Obstacle}; null when the reviewer may take the case.
    static final String OBSTACLE = "CASE WHEN NOT " + Independence.CONDITION + " THEN 'NOT_INDEPENDENT' WHEN NOT "
            + QUALIFIED + " THEN 'NOT_QUALIFIED' WHEN NOT " + OF_LEVEL + " THEN 'FOR_LEADS' WHEN NOT " + OFFERED
            + " THEN 'OFFERED_TO_OTHERS' END";

    private Eligible() {}

    /// `CASE` keeps the order: a comparison is cheap, a question is not.
    private static String mayTake(String byRecord) {
        return "CASE WHEN " + Independence.BY_COMPARISON + " AND " + QUALIFIED + " AND " + OF_LEVEL + " AND " + OFFERED
                + " THEN " + byRecord + " ELSE false END";
    }

    /// Asked once and not for every case: somebody whom nothing fits looks at each case that waits, and a comparison
    /// costs a hundredth of a question. `OFFSET 0` keeps PostgreSQL from asking it anew for each after all.
    private static String me(String id, String lead, String now) {
        return """
                (SELECT m.*, u.types, u.languages, u.jurisdictions,
                    u.reviewer_id IS NOT NULL AS trained, (u.valid_until <= m.now) IS TRUE AS lapsed,
                    ARRAY(SELECT t.code FROM decision_type t WHERE t.qualified) AS guarded_types,
                    ARRAY(SELECT t.team FROM team_member t WHERE t.reviewer_id = m.id) AS teams,
                    ARRAY(SELECT DISTINCT t.team FROM team_member t) AS staffed_teams,
                    ARRAY(SELECT f.ref FROM conflict f WHERE f.reviewer_id = m.id
                        AND f.kind IN ('AGENT', 'AGENT_OPERATOR')) AS agents,
                    ARRAY(SELECT f.ref FROM conflict f WHERE f.reviewer_id = m.id AND f.version = ''
                        AND f.kind IN ('POLICY', 'POLICY_AUTHOR', 'POLICY_APPROVER')) AS policies,
                    EXISTS (SELECT 1 FROM conflict f WHERE f.reviewer_id = m.id
                        AND (f.version <> '' OR f.kind IN ('SUBJECT', 'DECISION'))) AS particular
                FROM (SELECT
                """ + id + " AS id, " + lead + " AS lead, " + now + " AS now) m"
                + " LEFT JOIN qualification u ON u.reviewer_id = m.id OFFSET 0) me";
    }
}
