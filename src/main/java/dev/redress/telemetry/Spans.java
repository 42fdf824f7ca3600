package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.decision.Retention;
import dev.redress.decision.RunSpans;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import dev.redress.telemetry.sampling.Retentions;
import dev.redress.telemetry.sampling.Sampling;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The spans on record. What comes twice, as exporters do when an answer is lost, is there once.
@ApplicationScoped
public class Spans implements RunSpans {

    private static final String STORE = """
            INSERT INTO span (trace_id, span_id, started_at, sent_by, received_at, name, schema_url, body)
            SELECT t, s, a::timestamptz, ?, ?::timestamptz, n, u, b
            FROM unnest(?::bytea[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::bytea[]) AS rows (t, s, a, n, u, b)
            ON CONFLICT DO NOTHING RETURNING trace_id, span_id""";

    private static final int MOST_SHOWN = 2_000;

    private final AgroalDataSource database;
    private final Sampling sampling;
    private final Retentions retentions;

    Spans(AgroalDataSource database, Sampling sampling, Retentions retentions) {
        this.database = database;
        this.sampling = sampling;
        this.retentions = retentions;
    }

    /// Stores what is new, in one transaction that has ended when this returns.
    void store(List<Received> spans, String sentBy, Instant now) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Received> stored = insert(connection, spans, sentBy, now);
                sampling.note(
                        connection, stored.stream().map(Received::sighting).toList(), now);
                UnmappedNames.count(connection, stored, sentBy, now);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static List<Received> insert(Connection connection, List<Received> spans, String sentBy, Instant now)
            throws SQLException {
        Map<String, Received> byId = new LinkedHashMap<>();
        spans.forEach(span -> byId.putIfAbsent(span.traceId() + span.spanId(), span));
        List<Received> rows = byId.entrySet().stream()
                .sorted(Map.Entry.comparingByKey()) // one order for all: no deadlock
                .map(Map.Entry::getValue)
                .toList();
        List<Received> stored = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            statement.setString(1, sentBy);
            statement.setString(2, now.toString());
            statement.setArray(3, bytes(connection, rows, span -> HexFormat.of().parseHex(span.traceId())));
            statement.setArray(4, bytes(connection, rows, span -> HexFormat.of().parseHex(span.spanId())));
            statement.setArray(
                    5, texts(connection, rows, span -> span.startedAt().toString()));
            statement.setArray(6, texts(connection, rows, Received::name));
            statement.setArray(7, texts(connection, rows, Received::schemaUrl));
            statement.setArray(8, bytes(connection, rows, Spans::body));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stored.add(byId.get(HexFormat.of().formatHex(row.getBytes(1))
                            + HexFormat.of().formatHex(row.getBytes(2))));
                }
            }
        }
        return stored;
    }

    static byte[] body(Received span) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("resource", span.resource());
        body.set("scope", span.scope());
        body.set("span", span.span());
        return Bytes.pack(Json.write(body));
    }

    private static Array bytes(Connection connection, List<Received> rows, Function<Received, byte[]> value)
            throws SQLException {
        return connection.createArrayOf("bytea", rows.stream().map(value).toArray(byte[][]::new));
    }

    private static Array texts(Connection connection, List<Received> rows, Function<Received, String> value)
            throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(value).toArray());
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
