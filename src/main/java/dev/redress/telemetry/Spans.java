package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.Retention;
import dev.redress.decision.RunSpans;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import dev.redress.telemetry.sampling.Retentions;
import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The spans on record, as they are read, and the partitions they lie in; {@link SpanStore} writes them.
@ApplicationScoped
public class Spans implements RunSpans {

    private static final int MOST_SHOWN = 2_000;

    private final AgroalDataSource database;
    private final Retentions retentions;

    Spans(AgroalDataSource database, Retentions retentions) {
        this.database = database;
        this.retentions = retentions;
    }

    @Override
    public List<Found> of(String traceId) {
        if (traceId == null || !traceId.matches("[0-9a-fA-F]{32}")) {
            return List.of();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT body, sent_by FROM span WHERE trace_id = ? ORDER BY started_at, span_id LIMIT ?")) {
            select.setBytes(1, HexFormat.of().parseHex(traceId));
            select.setInt(2, MOST_SHOWN);
            List<Found> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    JsonNode body = Json.tree(Bytes.unpack(row.getBytes(1)));
                    found.add(new Found(body.get("span"), row.getString(2)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("spans could not be read", e);
        }
    }

    @Override
    public Retention retention(String traceId) {
        return traceId == null || !traceId.matches("[0-9a-fA-F]{32}") ? null : retentions.of(traceId);
    }

    /// Makes the partitions of this week and the ones after it, where they are missing. One that cannot be made
    /// does not keep the others from being made.
    void makeAhead(Instant now, int weeks) throws SQLException {
        LocalDate monday = now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
        try (Connection connection = database.getConnection()) {
            for (int i = 0; i <= weeks; i++) {
                LocalDate from = monday.plusWeeks(i);
                try {
                    make(connection, from);
                } catch (SQLException e) {
                    Log.warnf("a place for spans of the week from %s could not be made: %s", from, e.getMessage());
                }
            }
        }
    }

    /// What lies in the rest of that week already is moved, or the rest would refuse the new partition for ever. The
    /// rest is locked meanwhile, so whoever waits for it waits briefly: otherwise it is tried again in some hours.
    private static void make(Connection connection, LocalDate monday) throws SQLException {
        String name = partition(monday);
        String from = monday + "T00:00:00Z";
        String to = monday.plusWeeks(1) + "T00:00:00Z";
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '1s'");
            if (!isThere(statement, name)) {
                statement.execute("LOCK TABLE span_rest IN ACCESS EXCLUSIVE MODE");
                statement.execute("CREATE TABLE %s (LIKE span INCLUDING ALL)".formatted(name));
                statement.execute("""
                        WITH moved AS (DELETE FROM span_rest WHERE started_at >= '%s' AND started_at < '%s' RETURNING *)
                        INSERT INTO %s SELECT * FROM moved""".formatted(from, to, name));
                statement.execute("ALTER TABLE span ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
                        .formatted(name, from, to));
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean isThere(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('%s') IS NOT NULL".formatted(table))) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static String partition(LocalDate monday) {
        return "span_%dw%02d"
                .formatted(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
