package dev.redress.telemetry.sampling;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Reads what was drawn, what lies there now, and whether appeals found their spans.
@Singleton
class Figures {

    private static final String DRAWN = """
            SELECT stratum, failed, kept, weight, sum(runs), sum(spans), sum(spans_squared), sum(bytes) FROM trace_tally
            WHERE day >= ?::date AND day < ?::date
            GROUP BY stratum, failed, kept, weight ORDER BY stratum, failed, kept, weight""";

    private static final String STORED = """
            SELECT coalesce(stratum, ''), count(*), coalesce(sum(spans), 0), coalesce(sum(bytes), 0) FROM trace
            GROUP BY 1 ORDER BY 1""";

    /// Of those that still hold something: after that, nothing promises spans.
    private static final String RECALL = """
            SELECT count(*), count(d.trace_id), count(*) FILTER (WHERE EXISTS (
                SELECT 1 FROM span s WHERE s.trace_id = decode(d.trace_id, 'hex')))
            FROM (SELECT DISTINCT decision_id FROM legal_hold
                WHERE reason = 'APPEAL' AND set_by_kind <> 'OPERATOR' AND (until IS NULL OR until > ?::timestamptz)) h
            JOIN decision d ON d.id = h.decision_id""";

    /// @param kept   false also for what was drawn when its time was over already; that has a weight
    /// @param weight null for what was not drawn, and for what is kept for its case only
    record Drawn(
            String stratum,
            boolean failed,
            boolean kept,
            Double weight,
            long runs,
            long spans,
            double spansSquared,
            long bytes) {}

    /// @param stratum empty for what waits for its draw; its spans are not counted yet
    record Stored(String stratum, long runs, long spans, long bytes) {}

    record Recall(long appeals, long withTrace, long withSpans) {}

    private final AgroalDataSource database;

    Figures(AgroalDataSource database) {
        this.database = database;
    }

    /// By the day (UTC) on which the first span came.
    List<Drawn> drawn(LocalDate from, LocalDate to) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(DRAWN)) {
            select.setString(1, from.toString());
            select.setString(2, to.toString());
            List<Drawn> drawn = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    drawn.add(new Drawn(
                            row.getString(1),
                            row.getBoolean(2),
                            row.getBoolean(3),
                            (Double) row.getObject(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getDouble(7),
                            row.getLong(8)));
                }
            }
            return drawn;
        } catch (SQLException e) {
            throw new IllegalStateException("the sampling figures could not be read", e);
        }
    }

    List<Stored> stored() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(STORED);
                ResultSet row = select.executeQuery()) {
            List<Stored> stored = new ArrayList<>();
            while (row.next()) {
                stored.add(new Stored(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
            }
            return stored;
        } catch (SQLException e) {
            throw new IllegalStateException("the sampling figures could not be read", e);
        }
    }

    Recall recall(Instant now) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(RECALL)) {
            select.setString(1, now.toString());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Recall(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the sampling figures could not be read", e);
        }
    }
}
