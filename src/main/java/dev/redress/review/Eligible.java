package dev.redress.review;

/// What a reviewer may take, beside {@link Independence}: conditions on `q` (`queue_entry` or {@link #CASE}) for
/// the reviewer `me`.
final class Eligible {

    /// The reviewer and the time as a row; three parameters: id, whether a lead, now.
    static final String ME = "(SELECT ?::text AS id, ?::boolean AS lead, ?::timestamptz AS now) me";

    /// The same with named parameters, for Hibernate.
    static final String ME_NAMED = "(SELECT cast(:me AS text) AS id, cast(:lead AS boolean) AS lead,"
            + " cast(:now AS timestamptz) AS now) me";

    /// A case, waiting or not, with the columns that the conditions need.
    static final String CASE = "(SELECT c.*, c.id AS case_id FROM review_case c) q";

    /// The training holds and covers the case. Without a row everything is open that does not ask for one. Whether
    /// it has ended is asked apart: it hangs on no case, so that PostgreSQL asks it once and not for each of a
    /// million.
    private static final String QUALIFIED = """
            (NOT EXISTS (SELECT 1 FROM qualification u WHERE u.reviewer_id = me.id AND u.valid_until <= me.now OFFSET 0)
            AND NOT EXISTS (SELECT 1 FROM qualification u WHERE u.reviewer_id = me.id
                AND ((u.types IS NULL OR q.type = ANY (u.types))
                    AND (u.languages IS NULL OR q.language = ANY (u.languages))
                    AND (u.jurisdictions IS NULL OR q.jurisdiction = ANY (u.jurisdictions))) IS NOT TRUE OFFSET 0)
            AND (EXISTS (SELECT 1 FROM qualification u WHERE u.reviewer_id = me.id OFFSET 0)
                OR NOT EXISTS (SELECT 1 FROM decision_type t WHERE t.code = q.type AND t.qualified OFFSET 0)))""";

    private static final String OF_LEVEL = "(me.lead OR q.origin <> 'SECOND_LEVEL')";

    /// Handed to this reviewer or to a team of theirs, or to nobody. A team without members keeps nothing back,
    /// and leads belong to every team: no case waits for nobody.
    private static final String OFFERED = """
            ((q.offered_until <= me.now) IS TRUE
            OR ((q.offered_to IS NULL OR q.offered_to = me.id)
                AND (q.team IS NULL OR me.lead
                    OR EXISTS (SELECT 1 FROM team_member m WHERE m.team = q.team AND m.reviewer_id = me.id OFFSET 0)
                    OR NOT EXISTS (SELECT 1 FROM team_member m WHERE m.team = q.team OFFSET 0))))""";

    /// Not skipped since another claim; asked for the next case only, a skipped one can still be chosen.
    static final String NOT_SKIPPED = "NOT EXISTS (SELECT 1 FROM skip s WHERE s.case_id = q.case_id"
            + " AND s.reviewer_id = me.id AND s.fence >= q.fence OFFSET 0)";

    /// May rule: asked at the ruling once more.
    static final String MAY_RULE = Independence.CONDITION + " AND " + QUALIFIED;

    static final String MAY_CLAIM = MAY_RULE + " AND " + OF_LEVEL + " AND " + OFFERED;

    /// The first denial that holds, as the name of an {@link Obstacle}; null when the reviewer may take the case.
    static final String OBSTACLE = "CASE WHEN NOT " + Independence.CONDITION + " THEN 'NOT_INDEPENDENT' WHEN NOT "
            + QUALIFIED + " THEN 'NOT_QUALIFIED' WHEN NOT " + OF_LEVEL + " THEN 'FOR_LEADS' WHEN NOT " + OFFERED
            + " THEN 'OFFERED_TO_OTHERS' END";

    private Eligible() {}
}
