-- The clock of a remedy that came back and was settled by a later ruling was never stopped. Stopped here as of that
-- ruling, where nothing else is owed for the appeal; from now on the ruling stops it.
UPDATE clock c SET stopped_at = greatest(c.started_at, settled.at), watch_at = NULL
FROM (
    SELECT g.appeal_id, max(later.ruled_at) AS at
    FROM ruling g
    JOIN remedy r ON r.ruling_id = g.id
    JOIN remedy_standing s ON s.remedy_id = r.id
    LEFT JOIN ruling later ON later.id = s.settled_by
    WHERE g.appeal_id IS NOT NULL
    GROUP BY g.appeal_id
    HAVING bool_and(s.settled_by IS NOT NULL OR s.state = 'CONFIRMED') AND max(later.ruled_at) IS NOT NULL
) settled
WHERE settled.appeal_id = c.appeal_id AND c.kind = 'REMEDY' AND c.stopped_at IS NULL;
