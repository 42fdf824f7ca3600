package dev.redress.review;

import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;

/// How many cases there are, without counting them: triggers write each change in its transaction.
@ApplicationScoped
public class QueueCounts {

    /// So many changes are left beside the sum before they are added to it.
    private static final int CHANGES = 1_000;

    /// Cases that look at the work of reviewers are in them as in the list: a number that lacked them would tell.
    ///
    /// @param waiting  neither claimed nor asked nor on hold, and no ruling of theirs waits
    /// @param sent     their ruling can still be undone
    /// @param approval their ruling waits for a second person
    @TemplateData
    public record Counts(long open, long waiting, long claimed, long asked, long held, long sent, long approval) {}

    private final QueueTables tables;

    QueueCounts(QueueTables tables) {
        this.tables = tables;
    }

    /// Claims and rulings that wait are counted: there are no more of them than people's hands. Nor are there many
    /// cases that look at reviews, which no trigger writes down: they are those set aside that have no answer yet.
    public Counts now(Instant now) {
        return tables.within(connection -> {
            try (PreparedStatement select = QueueTables.prepare(connection, """
                    SELECT sum(open), sum(asked), sum(held),
                        (SELECT count(*) FROM claim l JOIN review_case r ON r.id = l.case_id
                            WHERE l.lease_until > ? AND r.closed_at IS NULL),
                        (SELECT count(*) FROM review_case WHERE proposed = 'UNDO'),
                        (SELECT count(*) FROM review_case WHERE proposed = 'APPROVAL')
                    FROM (SELECT open, asked, held FROM case_count
                        UNION ALL SELECT open, asked, held FROM case_change
                        UNION ALL SELECT count(*), count(r.asked_at), count(h.case_id)
                            FROM journal_aside a JOIN review_case r ON r.id = a.case_id LEFT JOIN hold h ON h.case_id = r.id
                            WHERE r.closed_at IS NULL AND r.purpose <> 'REVIEW'
                                AND NOT EXISTS (SELECT 1 FROM check_answer k WHERE k.case_id = a.case_id)) c""", now)) {
                ResultSet row = select.executeQuery();
                row.next();
                long open = row.getLong(1);
                long asked = row.getLong(2);
                long held = row.getLong(3);
                long claimed = row.getLong(4);
                long sent = row.getLong(5);
                long approval = row.getLong(6);
                long waiting = Math.max(0, open - asked - held - claimed - sent - approval);
                return new Counts(open, waiting, claimed, asked, held, sent, approval);
            }
        });
    }

    /// Adds the changes to the sum when there are many; an act that goes on meanwhile is not waited for.
    void addUp() {
        tables.run(connection -> {
            try (PreparedStatement count = QueueTables.prepare(
                    connection,
                    "SELECT count(*) >= " + CHANGES + " FROM (SELECT FROM case_change LIMIT " + CHANGES + ") c")) {
                ResultSet row = count.executeQuery();
                return row.next() && row.getBoolean(1) ? QueueTables.change(connection, """
                        WITH gone AS (DELETE FROM case_change RETURNING open, asked, held)
                        UPDATE case_count c SET open = c.open + g.open, asked = c.asked + g.asked,
                            held = c.held + g.held
                        FROM (SELECT coalesce(sum(open), 0) AS open, coalesce(sum(asked), 0) AS asked,
                            coalesce(sum(held), 0) AS held FROM gone) g""") : 0;
            }
        });
    }
}
