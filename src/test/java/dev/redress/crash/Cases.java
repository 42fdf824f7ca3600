package dev.redress.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Open cases in the queue, by the statements that open them, about a decision that is there.
final class Cases {

    private Cases() {}

    static void open(Postgres postgres, int count) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO review_case (id, origin, decision_id, reference, blind, version, opened_at, due_at, type,
                        agent_id, subject_ref)
                    SELECT gen_random_uuid(), 'AUDIT', id, 'T-' || n, false, 1, now(), now() + n * interval '1 minute',
                        type, agent_id, subject_ref
                    FROM (SELECT * FROM decision LIMIT 1) AS one, generate_series(1, %d) n""".formatted(count));
            statement.execute("""
                    INSERT INTO queue_entry (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id,
                        subject_ref)
                    SELECT id, decision_id, due_at, opened_at, 0, origin, type, agent_id, subject_ref
                    FROM review_case WHERE origin = 'AUDIT'""");
        }
    }

    /// Cases that are nowhere, or at two places: each is either in the queue or held.
    static List<String> misplaced(Connection connection) throws SQLException {
        List<String> misplaced = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT id FROM review_case
                        LEFT JOIN (SELECT case_id FROM claim UNION ALL SELECT case_id FROM queue_entry) AS place
                            ON case_id = id
                        GROUP BY id HAVING count(case_id) <> 1""")) {
            while (row.next()) {
                misplaced.add(row.getString(1));
            }
        }
        return misplaced;
    }
}
