package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.Retention;
import dev.redress.decision.RunSpans;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import dev.redress.telemetry.sampling.Retentions;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /// Makes the partitions of this week and the ones after it, where they are missing.
    void makeAhead(Instant now, int weeks) throws SQLException {
        LocalDate monday = now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (int i = 0; i <= weeks; i++) {
                LocalDate from = monday.plusWeeks(i);
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS %s PARTITION OF span FOR VALUES FROM ('%sT00:00:00Z') TO ('%sT00:00:00Z')"
                                .formatted(partition(from), from, from.plusWeeks(1)));
            }
        }
    }

    private static String partition(LocalDate monday) {
        return "span_%dw%02d"
                .formatted(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
