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

    /// Cases that look at the work of reviewers are in none of them.
    ///
    /// @param waiting neither claimed nor asked nor on hold, and no ruling of theirs waits
    @TemplateData
    public record Counts(long open, long waiting, long claimed, long asked, long held) {}

    private final QueueTables tables;

    QueueCounts(QueueTables tables) {
        this.tables = tables;
    }

    /// Claims and rulings that wait are counted: there are no more of them than people's hands.
    public Counts now(Instant now) {
        return tables.within(connection -> {
            try (PreparedStatement select = QueueTables.prepare(connection, """
                    SELECT sum(open), sum(asked), sum(held),
                        (SELECT count(*) FROM claim l JOIN review_case r ON r.id = l.case_id
                            WHERE l.lease_until > ? AND r.purpose = 'REVIEW' AND r.closed_at IS NULL),
                        (SELECT count(*) FROM review_case WHERE proposed IS NOT NULL AND purpose = 'REVIEW')
                    FROM (SELECT open, asked, held FROM case_count
                        UNION ALL SELECT open, asked, held FROM case_change) c""", now)) {
                ResultSet row = select.executeQuery();
                row.next();
                long open = row.getLong(1);
                long asked = row.getLong(2);
                long held = row.getLong(3);
                long claimed = row.getLong(4);
                long sent = row.getLong(5);
                return new Counts(open, Math.max(0, open - asked - held - claimed - sent), claimed, asked, held);
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
