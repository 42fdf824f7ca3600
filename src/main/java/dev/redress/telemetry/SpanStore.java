package dev.redress.telemetry;

import dev.redress.access.Room;
import dev.redress.platform.Batching;
import dev.redress.platform.Overload;
import dev.redress.telemetry.sampling.Sampling;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Stores spans, those of several requests at once ({@link Batching}), and returns after the commit. What comes twice,
/// as exporters do when an answer is lost, is there once.
@ApplicationScoped
class SpanStore {

    private static final int LANES = 2;

    /// A request is one thing here.
    private static final Batching.Bounds BOUNDS = new Batching.Bounds(64, 1 << 20, 2_000, 32 << 20);

    private static final String STORE = """
            INSERT INTO span (trace_id, span_id, started_at, sent_by, received_at, name, schema_url, body)
            SELECT t, s, a::timestamptz, w, ?::timestamptz, n, u, b
            FROM unnest(?::bytea[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])
                AS rows (t, s, a, w, n, u, b)
            ON CONFLICT DO NOTHING RETURNING trace_id, span_id, sent_by""";

    private record Row(Received span, String sentBy, byte[] body) {

        String key() {
            return span.traceId() + span.spanId() + sentBy;
        }
    }

    private record Sent(List<Row> rows, Instant at) {
        long size() {
            return rows.stream().mapToLong(row -> row.body().length).sum();
        }
    }

    private final AgroalDataSource database;
    private final Sampling sampling;
    private final Room room;
    private final Batching<Sent, Boolean> batching = new Batching<>(LANES, BOUNDS, Sent::size, this::store);

    SpanStore(AgroalDataSource database, Sampling sampling, Room room, MeterRegistry metrics) {
        this.database = database;
        this.sampling = sampling;
        this.room = room;
        metrics.gauge("redress.spans.waiting", batching, Batching::waiting);
    }

    /// @throws dev.redress.platform.Refusal 503 when nothing can be stored for now
    void store(List<Packed> spans, String sentBy, Instant now) {
        if (spans.isEmpty()) {
            return;
        }
        Sent sent = new Sent(spans.stream().map(packed -> row(packed, sentBy)).toList(), now);
        batching.submit(sent, spans.getFirst().span().traceId().hashCode()).await();
    }

    /// What stands around spans is in the row of each of them.
    private Row row(Packed packed, String sentBy) {
        room.forObjects(packed.body().length);
        return new Row(packed.span(), sentBy, packed.body());
    }

    private void store(List<Batching.Entry<Sent, Boolean>> batch) {
        try {
            List<Row> rows = batch.stream()
                    .flatMap(entry -> entry.thing().rows().stream())
                    .toList();
            commit(rows, batch.getLast().thing().at());
            batch.forEach(entry -> entry.answer().complete(true));
        } catch (SQLException e) {
            if (batch.size() == 1 || Overload.isCauseOf(e)) {
                batch.forEach(entry -> entry.answer().completeExceptionally(new IllegalStateException(e)));
            } else { // one bad request must not fail its neighbours
                batch.forEach(entry -> store(List.of(entry)));
            }
        }
    }

    private void commit(List<Row> rows, Instant now) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Row> stored = insert(connection, rows, now);
                sampling.note(
                        connection,
                        stored.stream().map(row -> row.span().sighting()).toList(),
                        now);
                Map<String, List<Received>> bySender = new TreeMap<>(); // one order for all: no deadlock
                stored.forEach(row -> bySender.computeIfAbsent(row.sentBy(), _ -> new ArrayList<>())
                        .add(row.span()));
                for (Map.Entry<String, List<Received>> sender : bySender.entrySet()) {
                    UnmappedNames.count(connection, sender.getValue(), sender.getKey(), now);
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /// Those that were not there yet.
    private static List<Row> insert(Connection connection, List<Row> sent, Instant now) throws SQLException {
        Map<String, Row> byKey = new TreeMap<>(); // one order for all: no deadlock
        sent.forEach(row -> byKey.putIfAbsent(row.key(), row));
        List<Row> rows = List.copyOf(byKey.values());
        List<Row> stored = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            statement.setString(1, now.toString());
            statement.setArray(
                    2,
                    bytes(
                            connection,
                            rows,
                            row -> HexFormat.of().parseHex(row.span().traceId())));
            statement.setArray(
                    3,
                    bytes(
                            connection,
                            rows,
                            row -> HexFormat.of().parseHex(row.span().spanId())));
            statement.setArray(
                    4, texts(connection, rows, row -> row.span().startedAt().toString()));
            statement.setArray(5, texts(connection, rows, Row::sentBy));
            statement.setArray(6, texts(connection, rows, row -> row.span().name()));
            statement.setArray(7, texts(connection, rows, row -> row.span().schemaUrl()));
            statement.setArray(8, bytes(connection, rows, Row::body));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stored.add(byKey.get(HexFormat.of().formatHex(row.getBytes(1))
                            + HexFormat.of().formatHex(row.getBytes(2))
                            + row.getString(3)));
                }
            }
        }
        return stored;
    }

    private static Array bytes(Connection connection, List<Row> rows, Function<Row, byte[]> value) throws SQLException {
        return connection.createArrayOf("bytea", rows.stream().map(value).toArray(byte[][]::new));
    }

    private static Array texts(Connection connection, List<Row> rows, Function<Row, String> value) throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(value).toArray());
    }
}
